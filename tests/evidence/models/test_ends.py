"""What people are told as a day ends when that day does, where they live: links, the Trash, samples."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.account.samples import delete_expired_samples, start_sample
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Artifact, Packet, ShareLink, SkillLink, User, Win
from evidence.models.ends import end_in_days, end_of_day
from evidence.models.skill_links import unlink_skill
from evidence.packets.sharing import replace
from evidence.web.wording import end_in_words
from tests.factories import make_artifact, make_link, make_packet, make_win

PLACES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
MORNING = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """`now(moment)` is what the clock says from then on."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(params=PLACES)
def at_home(request, alice):
    """Alice, where she lives."""
    alice.time_zone = request.param
    alice.save()
    return alice


@pytest.mark.parametrize("zone", [*PLACES, "Europe/Berlin", "Asia/Beirut", "America/Santiago", "Asia/Kathmandu"])
def test_a_day_ends_right_before_the_next_begins_also_where_clocks_change(zone):
    for number in range(366):
        day = date(2026, 1, 1) + timedelta(days=number)
        end = end_of_day(day, ZoneInfo(zone)).astimezone(UTC)
        for moment, expected in ((end, day), (end + timedelta(microseconds=1), day + timedelta(days=1))):
            assert moment.astimezone(ZoneInfo(zone)).date() == expected


def test_a_link_for_one_day_works_until_the_next_day_ends(at_home, now):
    now(MORNING)
    packet = make_packet(at_home)
    link, token = make_link(packet, days=1)
    address = reverse("shared-packet", args=[token])
    tomorrow = at_home.today() + timedelta(days=1)
    assert f"until the end of {tomorrow.day} {tomorrow:%B} {tomorrow.year}" in Client().get(address, follow=True).text
    now(end_of_day(tomorrow, at_home.zone) - timedelta(seconds=1))
    assert Client().get(address, follow=True).status_code == 200
    assert replace(link, "another").expires_at == end_of_day(tomorrow + timedelta(days=1), at_home.zone)
    link.revoked_at = None
    link.save()
    now(end_of_day(tomorrow, at_home.zone))
    assert Client().get(address, follow=True).status_code == 404


def test_what_was_deleted_can_be_had_back_until_the_last_day_that_is_told_ends(at_home, now):
    now(MORNING)
    win = make_win(at_home, skills=["agency"])
    make_artifact(win).remove()
    unlink_skill(win, "agency")
    gone = make_win(at_home, "Gone")
    gone.delete_softly()
    make_packet(at_home).delete_softly()
    last = at_home.today() + timedelta(days=30)
    browser = Client()
    browser.force_login(at_home)
    assert f"goes for good after {last.day} {last:%B} ·" in browser.get(reverse("wins-trash")).text
    for kind in (Win, Packet, Artifact, SkillLink):
        assert tidy_rows(kind, end_of_day(last, at_home.zone)) == 0
        assert tidy_rows(kind, end_of_day(last, at_home.zone) + timedelta(hours=1)) == 1


@pytest.mark.parametrize("zone", PLACES)
def test_a_sample_lasts_until_the_next_day_ends(db, settings, now, zone):
    now(MORNING)
    user = start_sample(zone)
    tomorrow = user.today() + timedelta(days=1)
    browser = Client()
    browser.force_login(user)
    assert f"it lasts until the end of {tomorrow.day} {tomorrow:%B}," in browser.get("/settings/").text
    last = end_of_day(tomorrow, user.zone)
    now(last - timedelta(seconds=1))
    assert browser.get("/settings/").status_code == 200
    assert delete_expired_samples(last - timedelta(seconds=1)) == 0
    now(last)
    assert browser.get("/settings/").status_code == 302
    assert delete_expired_samples(last) == 1
    assert not User.objects.exists()


def test_an_end_within_a_day_is_told_with_its_hour():
    end, zone = end_in_days(1, MORNING, UTC), ZoneInfo("America/Los_Angeles")
    assert end_in_words(end, UTC) == "the end of 1 December 2026"
    assert end_in_words(end, UTC, date(2026, 11, 30)) == "the end of 1 December"
    assert end_in_words(end, zone, date(2026, 11, 30)) == "1 December, 15:59"


def test_an_owner_who_moves_is_told_the_hour(alice, alices_browser):
    packet = make_packet(alice)
    link, _ = make_link(packet, days=1)
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    assert ", 08:59<" in alices_browser.get(reverse("packet-share", args=[packet.pk])).text
    assert ShareLink.objects.get() == link
