"""What people could undo before each field had versions, on a database that the version before has filled."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evidence.models import User
from tests.evidence.models.test_migrations import fill, migrate, migrated_back, rows

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "0011_versions"
MIGRATION = importlib.import_module(f"evidence.migrations.{NAME}")
((_, BEFORE),) = MIGRATION.Migration.dependencies
AT = "2026-10-09T09:12:00+00:00"


@pytest.fixture
def before(transactional_db):
    """The models of the version before, in a filled database."""
    with migrated_back(BEFORE) as apps:
        fill(apps)
        yield apps


def edited(apps, user: int, **kept) -> int:
    """A win of theirs whose last change was undone to what is `kept`; gives its number."""
    win = apps.get_model("evidence", "Win").objects.create(
        owner_id=user, title="As it is", date="2026-10-09", action="Words", metric_after=12.5, version=7,
        updated_at=AT, before_last_save=kept, private=True, kind_id="room",
    )  # fmt: skip
    apps.get_model("evidence", "SkillLink").objects.create(win=win, skill_id="agency", slot=1, how="It shows")
    return win.pk


def kept_of(apps, win: int) -> dict:
    found = apps.get_model("evidence", "WinVersion").objects.filter(row_id=win)
    assert {(one.number, one.at.isoformat(), one.cut, one.can_undo) for one in found} <= {(7, AT, 0, True)}
    return {one.field: (one.was, one.became) for one in found}


def test_the_last_change_of_each_win_goes_over_field_by_field(before, monkeypatch):
    monkeypatch.setattr(MIGRATION, "SLICE", 2)
    alice, bob = before.get_model("evidence", "User").objects.order_by("pk").values_list("pk", flat=True)
    every = {"title": "As it was", "date": "2026-10-08", "kind": "other", "metric_after": None, "metric_before": 3.0}
    first = edited(before, alice, **every, how_agency="It did", private=False)
    same = edited(before, bob, title="As it is", action="Words", how_agency="It shows", kind="room", date="2026-10-09")
    gone = edited(before, bob, how_clarity="A sentence without its link", no_such_field="x", private="yes", action="")
    never = edited(before, bob)
    apps = migrate(NAME)
    now = {"title": "As it is", "date": "2026-10-09", "kind": "room", "metric_after": 12.5, "metric_before": None}
    assert kept_of(apps, first) == {
        **{name: (was, now[name]) for name, was in every.items()},
        "how_agency": ("It did", "It shows"),
    }
    assert kept_of(apps, gone) == {"action": ("", "Words")}
    assert kept_of(apps, same) == kept_of(apps, never) == {}


def test_every_row_stays_as_it_was_but_for_the_column(before):
    alice = before.get_model("evidence", "User").objects.first().pk
    edited(before, alice, title="As it was")
    then = rows(before, without=frozenset({"before_last_save"}))
    apps = migrate(NAME)
    after = rows(apps)
    assert len(after.pop("WinVersion")) == 1 and after.pop("PacketVersion") == []
    assert {packet.pop("version") for packet in after["Packet"]} == {1}
    assert after == then
    back = rows(migrate(BEFORE))
    assert {str(win.pop("before_last_save")) for win in back["Win"]} == {"{}"}
    assert back == then


def test_undo_of_today_takes_back_what_was_changed_then(before):
    alice = before.get_model("evidence", "User").objects.first().pk
    pk = edited(before, alice, title="As it was", how_agency="It did")
    newest = next(key[1] for key in MigrationExecutor(connection).loader.graph.leaf_nodes("evidence"))
    migrate(newest)
    win = User.objects.get(pk=alice).wins.get(pk=pk)
    assert [win.undo(win.last_change().stamp) for _ in range(2)] == ["how_agency", "title"]
    win.refresh_from_db()
    assert (win.title, win.links.get().how, win.private) == ("As it was", "It did", True)
