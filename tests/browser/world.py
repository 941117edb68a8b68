"""Somebody with much behind them, for tests that walk every page: half a year of wins, or words that are too long."""

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.files.base import ContentFile
from django.urls import reverse

from evidence.account.sample import load_sample
from evidence.evidence_file import pending
from evidence.models import Artifact, Confirmation, Packet, ShareLink, SkillLink, User, Win
from evidence.packets import changes, sharing
from tests.factories import make_artifact, make_win

SOMETHING = {
    "library-level": "director", "library-skill": "agency", "library-insight": "agency", "readiness-skill": "coaching",
    "account_confirm_email": "stale",
}  # fmt: skip
"""What the addresses want that want something."""
TOO_LONG = "Donaudampfschifffahrt" * 10
"""A word of 210 letters."""


@dataclass(frozen=True)
class World:
    """The addresses of all that is somebody's own, and a link to their packet with its token."""

    pages: list[str]
    token: str
    link: ShareLink


def at(*names: str) -> list[str]:
    """The addresses of routes; those that want something get SOMETHING."""
    return [reverse(name, args=[SOMETHING[name]] if name in SOMETHING else []) for name in names]


def make_world(owner: User, *, too_long: bool = False) -> World:
    """Half a year of wins, a shared packet, an app and a key as second steps, a file waiting.

    With `too_long` whatever a person can write is one word of more letters than a phone is wide.
    """
    load_sample(owner, owner.today())
    win = owner.wins.filter(links__isnull=False, confirmations__isnull=False).latest("date", "pk")
    make_artifact(win, title="A page with rather a long name, as pages in wikis have")
    number = {"metric_name": "Failed calendar syncs", "metric_before": 310, "metric_after": 24}
    noted = make_win(owner, "https://wiki.example/" + "unbroken-" * 15, **number, metric_unit="syncs in a week")
    make_win(owner, "Deleted").delete_softly()
    packet = changes.create(owner, uuid.uuid4())
    packet.ask, packet.summary = "Promotion to Director", "- one\n- two\n\n[a link](https://example.org) and **more**"
    packet.save()
    changes.create(owner, uuid.uuid4()).delete_softly()
    if too_long:
        lengthen(owner)
    for row in (win, noted, packet):
        row.refresh_from_db()
    for row in (win, noted):
        change_and_change_back(row, title="Another", action="And more. " * 60, kind="room", metric_after=12.5)
    change_and_change_back(packet, ask="Another role", summary="- one\n- two")
    token = sharing.token_of(packet, sharing.offer(packet))
    link = sharing.share(packet, token, recipient=TOO_LONG[:120] if too_long else "Maya", days=14)
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    name = TOO_LONG if too_long else "Key 1"
    key = Authenticator.objects.create(user=owner, type="webauthn", data={"name": name, "credential": {}})
    RecoveryCodes.activate(owner)
    title = TOO_LONG[:200] if too_long else "New"
    waiting = f'{{"format": "pmcareer.evidence/1", "wins": [{{"title": "{title}", "date": "2026-01-01"}}]}}'
    token_of_file = pending.keep(owner, ContentFile(waiting.encode(), "e.json"))
    pages = [
        *(f"/wins/{one.pk}/" for one in (win, noted)),
        f"/wins/{win.pk}/?removed={win.artifacts.last().pk}",
        *(reverse("win-versions", args=[one.pk]) for one in (win, noted)),
        reverse("packet", args=[packet.pk]),
        reverse("packet-versions", args=[packet.pk]),
        reverse("packet-preview", args=[packet.pk]),
        reverse("packet-snapshot", args=[packet.pk, 1]),
        reverse("packet-share", args=[packet.pk]),
        reverse("evidence-import-preview", args=[token_of_file]),
        *at("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
        reverse("mfa_edit_webauthn", args=[key.pk]),
        reverse("mfa_remove_webauthn", args=[key.pk]),
        "/?skill=agency&capture",
        "/wins/?q=nothing+like+this&kind=outcome",
        "/readiness/?open=coaching",
    ]
    return World(pages, token, link)


def change_and_change_back(row: Win | Packet, **new: Any) -> None:
    """Leaves two versions of each of these fields, and each as it was."""
    was = {name: getattr(row, name) for name in new}
    row.edit(new, is_typed=False)
    row.edit(was, is_typed=False)


def lengthen(owner: User) -> None:
    """Puts a word that is too long wherever this person has written, or somebody about them."""
    ways = {"title": 200, "action": None, "result": None, "context": None, "metric_name": 120, "metric_unit": 50}
    owner.wins.update(**{name: TOO_LONG[:most] for name, most in ways.items()}, metric_before=1e11, metric_after=9e11)
    SkillLink.objects.of(owner).update(how=TOO_LONG)
    Artifact.objects.of(owner).filter(file="").update(title=TOO_LONG[:200], url=f"https://wiki.example/{TOO_LONG}")
    Confirmation.objects.filter(win__owner=owner).update(by=TOO_LONG[:200], comment=TOO_LONG)
    words = {"recipient": TOO_LONG[:120], "ask": TOO_LONG, "summary": TOO_LONG}
    Packet.objects.filter(owner=owner).update(**words)
    for area in owner.carried_areas.all():
        if isinstance(area.entries, list):
            area.entries = [{key: _too_long(key, value) for key, value in one.items()} for one in area.entries]
            area.save()
    owner.name, owner.email = TOO_LONG[:120], f"{TOO_LONG[:60]}@{TOO_LONG[:40]}.example".lower()
    owner.save()


def _too_long(key: str, value: object) -> object:
    return TOO_LONG[:100] if key in ("name", "title", "note", "said", "role") else value
