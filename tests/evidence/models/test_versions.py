"""How long versions are kept: 30 days, and the newest 30 of a row whatever their age."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evidence.management.commands.tidy import tidy_rows
from evidence.models.finding import kinds_of
from evidence.models.versions import VERSION_DAYS, VERSIONS_KEPT, PacketVersion, Version, WinVersion
from tests.factories import make_packet, make_win


def test_kinds_of_versions():
    assert kinds_of(Version) == [PacketVersion, WinVersion]


def changed(row, name: str, times: int, *, days_ago: float):
    """So many versions of one field, each replaced so many days ago."""
    for at in range(times):
        row.edit({name: f"No. {at}"}, is_typed=False)
    row.versions.update(at=timezone.now() - timedelta(days=days_ago))
    return row


@pytest.mark.parametrize(
    ("make", "name", "kind"), [(make_win, "title", WinVersion), (make_packet, "ask", PacketVersion)]
)
def test_old_ones_go_beyond_the_newest(alice, bob, make, name, kind):
    old = changed(make(alice), name, VERSIONS_KEPT + 3, days_ago=VERSION_DAYS + 1)
    recent = changed(make(alice), name, VERSIONS_KEPT + 3, days_ago=VERSION_DAYS)
    few = changed(make(bob), name, VERSIONS_KEPT, days_ago=VERSION_DAYS * 9)
    newest = set(old.versions.all()[:VERSIONS_KEPT])
    assert tidy_rows(kind, timezone.now()) == 3
    assert set(old.versions.all()) == newest
    assert (recent.versions.count(), few.versions.count()) == (VERSIONS_KEPT + 3, VERSIONS_KEPT)
    assert tidy_rows(kind, timezone.now()) == 0


def test_what_was_undone_of_late_is_not_old(alice):
    win = changed(make_win(alice), "title", VERSIONS_KEPT + 1, days_ago=VERSION_DAYS + 1)
    assert win.undo(win.last_change().stamp) == "title"
    assert tidy_rows(WinVersion, timezone.now()) == 1
    assert win.versions.first().was == f"No. {VERSIONS_KEPT}"


def test_of_fields_changed_at_once_the_newest_are_known_too(alice):
    win = make_win(alice)
    for at in range(VERSIONS_KEPT // 2 + 1):
        win.edit({"title": f"No. {at}", "context": f"No. {at}"}, is_typed=False)
    win.versions.update(at=timezone.now() - timedelta(days=VERSION_DAYS + 1))
    assert tidy_rows(WinVersion, timezone.now()) == 2
    assert win.versions.count() == VERSIONS_KEPT
