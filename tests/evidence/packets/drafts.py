"""What the tests of packets share: what a draft holds, what its form sends, the way to a link."""

import re

from django.test import Client
from django.urls import reverse

from evidence.models import Packet, Win
from evidence.packets.draft import draft_of
from tests.factories import make_confirmation, make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def links_of(packet: Packet, skill: str) -> list[str]:
    """The titles that the draft holds under a skill, in order."""
    asked = next(asked for asked in draft_of(packet).requirements if asked.skill == skill)
    return [entry.win.title for entry in asked.chosen]


def standing(packet: Packet, skill: str):
    return next(asked for asked in draft_of(packet).requirements if asked.skill == skill).standing


def words(packet: Packet, **changed: str) -> dict[str, str]:
    """What the form sends: each word as it was drawn, and as it is now."""
    drawn = {name: getattr(packet, name) for name in ("recipient", "ask", "summary")}
    return {f"initial-{name}": text for name, text in drawn.items()} | drawn | changed


def coaching(alice) -> list[Win]:
    """Enough for coaching to be proven: four wins, a hundred days from end to end, two of them confirmed."""
    wins = [
        make_win(alice, f"Coached {days}", days_ago=days, told=True, skills=["coaching"]) for days in (110, 60, 40, 5)
    ]
    make_confirmation(wins[0])
    make_confirmation(wins[1])
    return wins


def share_form(browser, packet, **terms):
    where = reverse("packet-share", args=[packet.pk])
    offered = re.search(r'name="offer" value="([^"]+)"', browser.get(where).text)[1]
    return where, {"recipient": "Maya Okafor", "days": 14, "offer": offered, **terms}


def address_in(answer) -> str:
    return re.search(r'value="http://testserver(/s/[^"]+/)"', answer.text)[1]


def enter(browser: Client, token: str) -> str:
    """Opens the address that was sent; gives the address that it leads to."""
    return browser.get(f"/s/{token}/").url
