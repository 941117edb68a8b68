"""Migrations carry every row over: each is run on a filled database of the version before it, on both databases.

For a migration of yours, write a test that takes `filled`, hands `migrated` the name of your migration, and looks at
what has become of the rows. A migration can be undone, if only by leaving out what is new: that is how a test gets to
the version before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from evidence.models import User
from evidence.models.ends import end_of_day
from evidence.models.search import TABLE, keep_index
from insights.confirmed_text import UNKNOWN, WinText
from tests.evidence.models.ways import pointing_at_people

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = "0001_initial"


def migrate(name: str) -> Apps:
    """Brings the rows of evidence/ to the migration called `name`, on or back; gives the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("evidence", name)])
    return MigrationExecutor(connection).loader.project_state([("evidence", name)]).apps


@contextmanager
def migrated_back(name: str = FIRST) -> Iterator[Apps]:
    """The database as of the migration called `name`, for tests that commit; as of now again when it ends."""
    try:
        yield migrate(name)
    finally:
        migrate(newest())
        keep_index()


def newest() -> str:
    """The name of the last migration of evidence/: whoever asks the models of now needs it."""
    return next(key[1] for key in MigrationExecutor(connection).loader.graph.leaf_nodes("evidence"))


def fill(apps: Apps) -> None:
    """Two people with rows in every table of the first version that leads to a person."""

    def model(name: str) -> Any:
        return apps.get_model("evidence", name)

    now, sha = timezone.now(), "0" * 64
    for number, address in enumerate(("alice@example.org", "bob@example.org"), start=1):
        user = model("User").objects.create(
            email=address, name=address[:3], level_id="senior-pm", record_version=40 + number, leaning={"agency": 0.5}
        )
        kept, trashed = (
            model("Win").objects.create(
                owner=user, title=title, date=date(2026, 3, number), action="Did it all myself", is_told=True,
                search_text=title.lower(), key=title[:4], people=["ana"], deleted_at=deleted,
            )
            for title, deleted in (("Kept win", None), ("Gone win", now - timedelta(days=3)))
        )  # fmt: skip
        on = model("SkillLink").objects.create(win=kept, skill_id="agency", slot=1, how="It shows", review="agree")
        model("SkillLink").objects.create(removed_from=kept, removed_at=now, skill_id="clarity", slot=2)
        model("SkillAnswer").objects.create(owner=user, win=kept, skill_id="agency", accepted=True)
        model("Artifact").objects.create(win=kept, url="https://wiki.example/", title="Issue 4")
        model("Artifact").objects.create(
            win=trashed, name="a.txt", sha256=sha, size=3, file="artifacts/1/a", removed_at=now
        )
        model("Confirmation").objects.create(win=kept, by="Ana", who="ana", date=kept.date, verdict="confirmed")
        model("CarriedArea").objects.create(owner=user, area="rooms", entries=[{"name": "Review"}])
        model("Remembered").objects.create(owner=user, what="tallies", stamp="41 old", content={"tallies": {}})
        packet = model("Packet").objects.create(owner=user, target_id="director", ask="For the role")
        model("Packet").objects.create(owner=user, target_id="director", deleted_at=now)
        model("PacketItem").objects.create(packet=packet, link=on, position=1)
        snapshot = model("Snapshot").objects.create(packet=packet, number=1, content={"wins": []})
        snapshot.wins.add(kept)
        model("ShareLink").objects.create(snapshot=snapshot, digest=f"{number:064}", expires_at=now)


def rows(apps: Apps, *, without: frozenset[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    """Every row of evidence/, by the name of its model; columns of `without` are left out."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in without}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_app_config("evidence").get_models(include_auto_created=True)
    }


@pytest.fixture
def filled() -> Iterator[SimpleNamespace]:
    """A filled database of the first version: `apps`, `before` (its rows), `to(name)` goes on to a migration."""
    with migrated_back() as apps:
        fill(apps)
        yield SimpleNamespace(apps=apps, before=rows(apps), to=migrate)


def test_the_first_version_is_filled_in_every_table(filled):
    own = {label.partition(".")[2] for label in pointing_at_people() if label.startswith("evidence.")}
    here = {name for name in own if name in filled.before}
    empty = {name for name in here if not filled.before[name]} - {"User_groups", "User_user_permissions"}
    assert len(here) >= 12
    assert not empty, f"fill() leaves {empty} without a row: a migration could lose them unseen."


def test_what_counts_gets_a_version_of_its_own_and_nothing_else_changes(filled):
    new = filled.to("0003_what_counts")
    after = rows(new)
    assert [person.pop("counting_version") for person in after["User"]] == [0, 0]
    assert after.keys() == filled.before.keys()
    for name in after:
        # What is remembered belongs to another migration, and can be worked out anew.
        assert name == "Remembered" or after[name] == filled.before[name], name


def test_files_that_wait_get_rows_and_nothing_else_changes(filled):
    new = filled.to("0004_pending_imports")
    after = rows(new, without=frozenset({"counting_version"}))
    assert after.pop("PendingImport") == []
    for name in after:
        assert name == "Remembered" or after[name] == filled.before[name], name
    waiting, alice = (
        new.get_model("evidence", "PendingImport").objects,
        new.get_model("evidence", "User").objects.first(),
    )
    waiting.create(owner=alice, taken_at=timezone.now())
    waiting.create(owner=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.create(owner=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.create(owner_id=alice.pk + 1, token=waiting.first().token)


def test_links_that_run_last_to_the_end_of_the_day_that_was_told(filled):
    new = filled.to("0006_installation")
    links, now = new.get_model("evidence", "ShareLink").objects, timezone.now()
    new.get_model("evidence", "User").objects.update(time_zone="Asia/Tokyo")
    snapshot = new.get_model("evidence", "Snapshot").objects.first()
    morning = now + timedelta(days=3)
    links.create(snapshot=snapshot, digest="ends 1", expires_at=morning)
    links.create(snapshot=snapshot, digest="ends 2", expires_at=morning, revoked_at=now)
    links.create(snapshot=snapshot, digest="ends 3", expires_at=now - timedelta(seconds=1))
    before = rows(new)
    after = rows(filled.to("0007_ends_of_days"))
    changed = [
        (old, new) for old, new in zip(before.pop("ShareLink"), after.pop("ShareLink"), strict=True) if old != new
    ]
    told = morning.astimezone(ZoneInfo("Asia/Tokyo")).date()
    (running,) = changed
    assert running[0]["digest"] == "ends 1" and after == before
    assert running[1] == running[0] | {"expires_at": end_of_day(told, ZoneInfo("Asia/Tokyo"))}


def test_lines_end_in_one_way_and_nothing_else_changes(filled):
    old = filled.to("0008_folded_anew")
    two, one = "One\r\nTwo\rThree", "One\nTwo\nThree"
    wins, links = old.get_model("evidence", "Win").objects, old.get_model("evidence", "SkillLink").objects
    wins.update(
        action=two, context="Only one\n", before_last_save={"action": two, "metric_after": None, "private": True}
    )
    links.filter(removed_at=None).update(how=two)
    old.get_model("evidence", "Packet").objects.update(summary=two)
    old.get_model("evidence", "Confirmation").objects.update(comment=two)
    before = rows(old)
    after = rows(filled.to("0009_one_line_end"))
    changed = dict.fromkeys(("Win", "SkillLink", "Packet", "Confirmation"), 0)
    for name, rows_of in after.items():
        for was, row in zip(before[name], rows_of, strict=True):
            assert row == {column: _with(one, two, value) for column, value in was.items()}
            changed[name] = changed.get(name, 0) + (row != was)
    assert {name for name, many in changed.items() if many} == {"Win", "SkillLink", "Packet", "Confirmation"}


def _with(one: str, two: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with(one, two, held) for name, held in value.items()}
    return one if value == two else value


def test_words_are_for_the_text_that_their_win_is_known_to_have_had(filled):
    """Never edited, edited once, edited before the day of the word; and edited otherwise, where nobody can tell."""
    old = filled.to("0011_versions")
    wins, words = (old.get_model("evidence", name).objects for name in ("Win", "Confirmation"))
    now, alice = timezone.now(), old.get_model("evidence", "User").objects.first()
    today = now.date()
    known = {
        "never": {},
        "once": {"version": 2},
        "once, something else": {"version": 2},
        "before the word": {"version": 7, "updated_at": now - timedelta(days=9)},
        "often": {"version": 3},
    }
    edits = [("once", "title", "As it was", 2), ("once", "metric_after", 3.5, 2), ("often", "title", "As it was", 3)]
    edits += [("once", "horizon", "", 2), ("once, something else", "horizon", "year", 2)]
    for title, fields in known.items():
        win = wins.create(owner=alice, title=title, date=date(2026, 3, 3), action="Did", metric_after=4, **fields)
        words.create(win=win, by="Ana", who="ana", date=today, verdict="confirmed", verified=True)
        for edited, field, was, number in edits:
            if edited == title:
                win.versions.create(field=field, was=was, became=None, at=now, number=number)
    before = rows(old)
    new = filled.to("0013_words_for_texts")
    kept = {word.win.title: word for word in new.get_model("evidence", "Confirmation").objects.select_related("win")}
    text = {title: WinText(title, "Did", metric_after=4.0) for title in known}
    text["once"] = WinText("As it was", "Did", metric_after=3.5)
    for title in known.keys() - {"often"}:
        assert (kept[title].of, WinText(*kept[title].text)) == (text[title].digest, text[title])
    assert (kept["often"].of, kept["often"].text) == (UNKNOWN, [])
    for win in new.get_model("evidence", "Win").objects.all():
        told = {name: getattr(win, name) for name in WinText._fields}
        assert win.text_digest == WinText(**told).digest
    after = rows(new, without=frozenset({"of", "text", "text_digest"}))
    assert after.pop("TakenBack") == []
    assert after == before


def test_words_get_their_texts_slice_by_slice(filled, monkeypatch):
    monkeypatch.setattr(import_module("evidence.migrations.0013_words_for_texts"), "SLICE", 1)
    new = filled.to("0013_words_for_texts")
    assert not new.get_model("evidence", "Win").objects.filter(text_digest="").exists()
    assert not new.get_model("evidence", "Confirmation").objects.filter(of="").exists()


def test_a_way_back_loses_nothing_of_the_version_before(filled):
    filled.to("0004_pending_imports")
    after = rows(filled.to(FIRST))
    for name in after:
        assert name == "Remembered" or after[name] == filled.before[name], name


def test_the_code_of_today_works_on_the_rows_of_then(filled):
    newest = next(key[1] for key in MigrationExecutor(connection).loader.graph.leaf_nodes("evidence"))
    filled.to(newest)
    keep_index()
    alice, bob = User.objects.order_by("pk")
    assert (alice.record_version, alice.counting_version) == (41, 0)
    win = alice.wins.kept().get()
    assert alice.wins.saying(alice, "kept").get() == win
    with pytest.raises(IntegrityError), transaction.atomic():
        alice.wins.create(title="Again", date=win.date, submission=win.submission)
    bob.wins.create(title="Another's", date=win.date, submission=win.submission)
    win.title = "Told anew"
    win.save()
    alice.refresh_from_db()
    assert (alice.record_version, alice.counting_version) == (42, 1)
    call_command("tidy", verbosity=0)
    assert alice.wins.count() == alice.packets.count() == 2


def test_afterwards_the_search_is_as_fast_as_before():
    with migrated_back():
        pass
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE %s AND type = 'trigger'", [f"{TABLE}%"])
            assert cursor.fetchone() == (3,)
