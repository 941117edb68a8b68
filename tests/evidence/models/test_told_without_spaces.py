"""Wins told in scripts without spaces, on a database that the version before has filled."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "0009_told_without_spaces"
MIGRATION = importlib.import_module(f"evidence.migrations.{NAME}")
AFTER = [("evidence", NAME)]
THREE, STORY = "did three things", "三件事都做完"


def migrate(to):
    """Migrates, and returns the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def before(transactional_db):
    """The models of the version before. In the end, whatever the test did, the database is that of today again."""
    yield migrate(MIGRATION.Migration.dependencies)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def person(apps, name, *wins, **more):
    """Somebody with wins, each of (what I did, what came of it, whether the version before took it as told)."""
    owner = apps.get_model("evidence", "User").objects.create(email=f"{name}@example.org", **more)
    made = apps.get_model("evidence", "Win").objects
    for at, (action, result, told) in enumerate(wins):
        made.create(owner=owner, title=f"Win {at}", date="2026-10-09", action=action, result=result, is_told=told)
    return owner


def told(apps, owner):
    return list(
        apps.get_model("evidence", "Win")
        .objects.filter(owner=owner.pk)
        .order_by("pk")
        .values_list("is_told", flat=True)
    )


def version(apps, owner):
    return apps.get_model("evidence", "User").objects.get(pk=owner.pk).record_version


def test_a_story_in_such_a_script_is_told_from_now_on_and_what_was_remembered_is_stale(before):
    alice = person(before, "alice", (STORY, STORY, False), (THREE, THREE, True), ("", "", False), (STORY, "", False))
    bob = person(before, "bob", (THREE, THREE, True), ("two words", THREE, False), record_version=7)
    cem = person(before, "cem", ("我 做 了", THREE, True), (STORY, THREE, False))
    dee = person(before, "dee", ("SQL をここで 書いた", STORY, True))
    apps = migrate(AFTER)
    assert told(apps, alice) == [True, True, False, False]
    assert told(apps, bob) == [True, False]
    assert told(apps, cem) == [False, True]
    assert told(apps, dee) == [True]
    assert [version(apps, owner) for owner in (alice, bob, cem, dee)] == [1, 7, 1, 0]


def test_it_goes_through_every_slice_and_a_second_run_changes_nothing(before, monkeypatch):
    monkeypatch.setattr(MIGRATION, "SLICE", 2)
    alice = person(before, "alice", *[(STORY, STORY, False), (THREE, THREE, True)] * 4, (STORY, STORY, False))
    apps = migrate(AFTER)
    assert told(apps, alice) == [True] * 9
    raised = version(apps, alice)
    migrate(MIGRATION.Migration.dependencies)
    apps = migrate(AFTER)
    assert (told(apps, alice), version(apps, alice)) == ([True] * 9, raised)


def test_what_lies_in_the_trash_is_set_anew_too_and_the_words_stay(before):
    alice = person(before, "alice", (STORY, STORY, False))
    wins = before.get_model("evidence", "Win").objects
    wins.update(deleted_at="2026-10-10T10:00Z")
    apps = migrate(AFTER)
    kept = (
        apps.get_model("evidence", "Win").objects.values("action", "result", "is_told", "version").get(owner=alice.pk)
    )
    assert kept == {"action": STORY, "result": STORY, "is_told": True, "version": 1}
