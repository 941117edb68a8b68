"""Throwaway accounts with sample data: made at a click, filled, limited, and gone when the next day ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evidence.account import samples as sample_account
from evidence.files import room_left
from evidence.models import ShareLink, User
from evidence.packets.sharing import offer
from tests.evidence.account.accounts import MAIL_ON, is_signed_in
from tests.factories import make_packet, make_user


def explore(browser: Client, **sent):
    return browser.post("/sample/", sent)


@pytest.fixture
def visitor(client, db) -> Client:
    """A browser in which somebody explores the sample."""
    explore(client, time_zone="Asia/Tokyo")
    return client


def the_sample() -> User:
    return User.objects.get(expires_at__isnull=False)


def test_a_click_opens_half_a_year_of_evidence(visitor):
    user = the_sample()
    assert is_signed_in(visitor)
    assert user.wins.kept().count() > 25
    assert user.wins.filter(date__gt=user.today()).count() == 0
    assert user.name == "Alice Moreau"
    assert (user.level_id, user.target_id) == ("senior-pm", "director")
    assert visitor.get("/").status_code == 200


def test_it_lives_in_the_visitors_time_zone(visitor):
    assert the_sample().time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "A" * 500, "../../etc/passwd"])
def test_a_time_zone_that_is_none_is_the_servers(client, db, zone):
    explore(client, time_zone=zone)
    assert the_sample().time_zone == "UTC"


def test_nobody_can_sign_in_to_it_later(visitor):
    user = the_sample()
    assert not user.has_usable_password()
    assert timedelta(hours=24) <= user.expires_at - timezone.now() <= timedelta(hours=48)


def test_two_visitors_do_not_meet(visitor):
    explore(Client())
    first, second = User.objects.order_by("pk")
    first.wins.first().delete()
    assert second.wins.count() == first.wins.count() + 1


def test_after_a_day_it_can_do_nothing_more(visitor):
    win = the_sample().wins.first()
    User.objects.update(expires_at=timezone.now())
    assert visitor.get("/settings/").status_code == 302
    assert visitor.post(f"/wins/{win.pk}/delete/").status_code == 302
    assert the_sample().wins.in_trash().count() == 0
    assert "You are promoted" in visitor.get("/").text


def test_a_new_one_sweeps_away_those_whose_day_is_over(visitor, django_capture_on_commit_callbacks):
    old = the_sample()
    default_storage.save(f"artifacts/{old.pk}/plan", ContentFile(b"words"))
    User.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        explore(Client())
    assert not User.objects.filter(pk=old.pk).exists()
    assert not default_storage.exists(f"artifacts/{old.pk}")


def test_somebody_signed_in_stays_who_they_are(alice, alices_browser):
    assert explore(alices_browser).headers["Location"] == "/"
    assert User.objects.get() == alice


def test_only_so_many_from_one_place(db):
    for _ in range(5):
        assert explore(Client()).status_code == 302
    assert explore(Client()).status_code == 429
    assert explore(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_only_so_many_at_once(client, db, monkeypatch):
    monkeypatch.setattr(sample_account, "MOST", 1)
    explore(Client())
    answer = client.post("/sample/", follow=True)
    assert "Too many people are looking at the sample just now." in answer.text
    assert not is_signed_in(client)


def test_settings_say_that_it_ends_and_how_to_keep_what_was_written(visitor):
    page = visitor.get("/settings/").text
    assert "This is a sample account: it lasts until the end of" in page
    assert "sign up, and import it there" in page
    assert "/accounts/email/" not in page


@pytest.mark.parametrize(
    "address",
    ["/accounts/email/", "/accounts/password/set/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/"],
)
def test_it_has_no_sign_in_to_manage_and_sends_no_mail(visitor, settings, address):
    for name, value in MAIL_ON.items():
        setattr(settings, name, value)
    for answer in (visitor.get(address), visitor.post(address, {"email": "x@example.org", "action_add": ""})):
        assert answer.headers["Location"] == "/settings/"
    assert not mail.outbox


def test_it_can_be_left_and_ended(visitor, django_capture_on_commit_callbacks):
    page = visitor.get("/settings/delete/").text
    assert "End the sample and delete its data" in page
    assert "password" not in page.split("<form", 2)[-1].split("</form>")[0]
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post("/settings/delete/")
    assert not User.objects.exists()
    assert not is_signed_in(visitor)


def test_a_sample_can_sign_out(visitor):
    visitor.post("/accounts/logout/")
    assert not is_signed_in(visitor)


def test_ordinary_accounts_never_expire(db, client):
    carol = make_user("carol@example.org")
    assert carol.expires_at is None
    assert sample_account.delete_expired_samples(timezone.now() + timedelta(days=10_000)) == 0
    assert User.objects.get() == carol


# What a throwaway account cannot do


def test_its_packets_can_be_previewed_and_not_shared(visitor):
    user = the_sample()
    packet = make_packet(user)
    where = f"/packets/{packet.pk}/share/"
    page = visitor.get(where).text
    assert "A packet of a sample account cannot be shared" in page
    assert 'name="offer"' not in page
    for offering in (f"/packets/{packet.pk}/preview/", f"/packets/{packet.pk}/"):
        page = visitor.get(offering).text
        assert "Share" not in page and where not in page
    answer = visitor.post(where, {"offer": offer(packet), "recipient": "Maya Okafor", "days": 90, "name": "x"})
    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


def test_it_takes_no_zip_and_no_large_file(visitor, monkeypatch):
    answer = visitor.post("/settings/data/", {"file": SimpleUploadedFile("evidence.zip", b"PK\3\4")})
    assert answer.status_code == 422
    assert "A sample account takes no zip" in answer.text
    text = b'{"format": "pmcareer.evidence/1"}'
    monkeypatch.setattr("evidence.files.storing.SAMPLE_QUOTA_BYTES", len(text))
    assert visitor.post("/settings/data/", {"file": SimpleUploadedFile("e.json", text + b" ")}).status_code == 422
    assert visitor.post("/settings/data/", {"file": SimpleUploadedFile("e.json", text)}).status_code == 302


def test_it_has_room_for_little_and_what_waits_counts(visitor):
    user = the_sample()
    assert room_left(user) == 5 * 2**20
    text = b'{"format": "pmcareer.evidence/1"}'
    visitor.post("/settings/data/", {"file": SimpleUploadedFile("e.json", text)})
    assert room_left(user) == 5 * 2**20 - len(text)
    visitor.post("/settings/data/forget/")
    assert room_left(user) == 5 * 2**20
