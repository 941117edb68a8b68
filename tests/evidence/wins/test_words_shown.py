"""A word for an earlier text, wherever it is told: win, rows, cards, Readiness, the packet and its link."""

import pytest
from django.urls import reverse

from evidence.models import Confirmation
from evidence.packets.draft import draft_of
from evidence.packets.snapshots import content_of
from insights.confirmed_text import UNKNOWN
from tests.factories import make_confirmation, make_packet, make_win

pytestmark = pytest.mark.django_db


@pytest.fixture
def rewritten(alice):
    """Two told wins that Ana has confirmed, one of them rewritten since."""
    wins = [make_win(alice, f"Coached {days}", days_ago=days, told=True, skills=["coaching"]) for days in (40, 0)]
    for win in wins:
        make_confirmation(win, comment="I was there")
    wins[1].title, wins[1].metric_before, wins[1].metric_after = "Coached a hundred", 1, 100.0
    wins[1].save()
    return wins[1]


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).text.split())


def test_its_page_says_who_confirmed_an_earlier_text_and_which(alices_browser, rewritten):
    page = seen(alices_browser, reverse("win", args=[rewritten.pk]))
    assert "Ana Reyes confirmed an earlier text. Put that text back, or ask again." in page
    assert "Given for an earlier text, so not counted as long as the win says something else:" in page
    assert "<b>Title.</b> Coached 0" in page
    assert "<b>Number.</b>" not in page


def test_it_says_so_where_nobody_knows_the_text(alices_browser, rewritten):
    Confirmation.objects.filter(win=rewritten).update(of=UNKNOWN, text=[])
    page = seen(alices_browser, reverse("win", args=[rewritten.pk]))
    assert "confirmed; which text that was for is not known here" in page


def test_saving_a_rewritten_text_says_it_at_once(alices_browser, alice):
    win = make_win(alice, "Coached", told=True)
    make_confirmation(win)
    address = reverse("win", args=[win.pk])
    assert "confirmed an earlier text" not in seen(alices_browser, address)
    data = {"title": "Coached a hundred", "initial-title": "Coached"}
    answer = alices_browser.post(address, data, headers={"HX-Request": "true"})
    assert "Ana Reyes confirmed an earlier text" in answer.text


def test_rows_and_cards_say_it(alices_browser, rewritten):
    told = "backed, confirmed with an earlier text"
    assert seen(alices_browser, reverse("wins")).count(told) == 1
    assert "confirmed with an earlier text" in seen(alices_browser, reverse("this-week"))
    assert seen(alices_browser, "/readiness/?open=coaching").count(told) == 1
    assert seen(alices_browser, reverse("readiness-skill", args=["coaching"])).count(told) == 1


def test_readiness_says_what_to_do(alices_browser, rewritten):
    said = "One confirmation was given for an earlier text of its win: put that text back, or ask again."
    assert seen(alices_browser, "/readiness/?gate=confirmed").count(said) >= 1


def test_the_packet_tells_its_owner_and_the_shared_page_claims_no_more(alice, alices_browser, rewritten):
    packet = make_packet(alice)
    for win in alice.wins.all():
        packet.items.create(link=win.links.get(), position=win.pk)
    page = seen(alices_browser, reverse("packet", args=[packet.pk]))
    assert page.count("confirmed by one with an earlier text, which does not count") == 1
    content = content_of(draft_of(packet))
    assert {win.title: (win.grade, win.confirmed_by) for win in content.wins} == {
        "Coached 40": ("confirmed", 1),
        "Coached a hundred": ("backed", 0),
    }
