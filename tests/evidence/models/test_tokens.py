"""Tokens and their offers: which link a token opens, and what a form may bring back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evidence.models import ShareLink
from evidence.models.tokens import TokenLink, digest_of, offer_for, token_offered
from tests.factories import make_link, make_packet


def test_an_offer_gives_its_token_back_for_its_own_purpose_only():
    offer = offer_for("a link of packet 1")
    token = token_offered("a link of packet 1", offer)
    assert len(token) == 43
    assert offer.startswith(token)
    assert token_offered("a link of packet 11", offer) is None
    assert token_offered("a confirmation of win 1", offer) is None


@pytest.mark.parametrize("made_up", ["", ":", "x", "a:b", "\x00", f"{'a' * 43}:{'b' * 43}"])
def test_an_offer_that_was_not_made_here_gives_nothing(made_up):
    assert token_offered("a link of packet 1", made_up) is None


def test_every_offer_is_another(db):
    assert len({offer_for("one purpose") for _ in range(20)}) == 20


def test_a_token_opens_its_own_link(alice):
    links = [make_link(make_packet(alice)) for _ in range(2)]
    for link, token in links:
        assert ShareLink.objects.find(token) == link
        assert link.digest == digest_of(token)
    assert ShareLink.objects.find(links[0][0].digest) is None


def test_a_share_link_is_a_link_like_the_others_that_come(alice):
    link, _ = make_link(make_packet(alice), days=90)
    assert isinstance(link, TokenLink)
    assert timezone.localdate(link.expires_at, alice.zone) - alice.today() == timedelta(days=90)
    assert link.is_running == ShareLink.objects.running().exists() is True
    link.revoke()
    assert link.is_running is ShareLink.objects.running().exists() is False
