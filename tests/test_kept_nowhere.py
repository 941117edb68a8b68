"""What is private is kept by no browser and no proxy: pages, parts of pages, files, answers to what was sent."""

from itertools import product

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user
from tests.test_access import ROUTES, address, world  # noqa: F401 - a fixture


def test_whatever_a_signed_in_person_gets_is_kept_nowhere(world):  # noqa: F811
    wrong = []
    for name, visitor in product(sorted(ROUTES), ("owner", "stranger")):
        for method, more in (("get", {}), ("get", {"HTTP_HX_REQUEST": "true"}), ("post", {})):
            with transaction.atomic():
                client = Client()
                client.force_login(world.alice if visitor == "owner" else make_user("eve@example.org"))
                kept = getattr(client, method)(address(world, name, visitor), **more)["Cache-Control"]
                transaction.set_rollback(True)
            if kept != "private, no-store" and not (name.startswith("shared") and "no-store" in kept):
                wrong.append((name, visitor, method, kept))
    assert not wrong


def test_signing_in_and_out_are_kept_nowhere_either(alice, client):
    for route, sent in (("account_login", {"login": alice.email, "password": PASSWORD}), ("account_logout", {})):
        assert client.post(reverse(route), sent)["Cache-Control"] == "private, no-store"


def test_what_is_everybodys_may_be_kept(client, db):
    assert "no-store" not in client.get(reverse("library")).get("Cache-Control", "")
