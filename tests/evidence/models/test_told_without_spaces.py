"""Wins told in scripts without spaces, on a database that the version before has filled."""

import importlib

import pytest

from tests.evidence.models.test_migrations import migrate, migrated_back

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "0005_told_without_spaces"
MIGRATION = importlib.import_module(f"evidence.migrations.{NAME}")
((_, BEFORE),) = MIGRATION.Migration.dependencies
THREE, STORY = "did three things", "三件事都做完"


@pytest.fixture
def before(transactional_db):
    """The models of the version before, in a database that is there."""
    with migrated_back(BEFORE) as apps:
        yield apps


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


def versions(apps, owner):
    """Those of the record and of what counts, either of which makes remembered results stale."""
    user = apps.get_model("evidence", "User").objects.get(pk=owner.pk)
    return user.record_version, user.counting_version


def test_a_story_in_such_a_script_is_told_from_now_on_and_what_was_remembered_is_stale(before):
    alice = person(before, "alice", (STORY, STORY, False), (THREE, THREE, True), ("", "", False), (STORY, "", False))
    bob = person(before, "bob", (THREE, THREE, True), ("two words", THREE, False), record_version=7)
    cem = person(before, "cem", ("我 做 了", THREE, True), (STORY, THREE, False))
    dee = person(before, "dee", ("SQL をここで 書いた", STORY, True))
    apps = migrate(NAME)
    assert told(apps, alice) == [True, True, False, False]
    assert told(apps, bob) == [True, False]
    assert told(apps, cem) == [False, True]
    assert told(apps, dee) == [True]
    assert [versions(apps, owner) for owner in (alice, bob, cem, dee)] == [(1, 1), (7, 0), (1, 1), (0, 0)]


def test_it_goes_through_every_slice_and_a_second_run_changes_nothing(before, monkeypatch):
    monkeypatch.setattr(MIGRATION, "SLICE", 2)
    alice = person(before, "alice", *[(STORY, STORY, False), (THREE, THREE, True)] * 4, (STORY, STORY, False))
    apps = migrate(NAME)
    assert told(apps, alice) == [True] * 9
    raised = versions(apps, alice)
    migrate(BEFORE)
    apps = migrate(NAME)
    assert (told(apps, alice), versions(apps, alice)) == ([True] * 9, raised)


def test_what_lies_in_the_trash_is_set_anew_too_and_the_words_stay(before):
    alice = person(before, "alice", (STORY, STORY, False))
    wins = before.get_model("evidence", "Win").objects
    wins.update(deleted_at="2026-10-10T10:00Z")
    apps = migrate(NAME)
    kept = (
        apps.get_model("evidence", "Win").objects.values("action", "result", "is_told", "version").get(owner=alice.pk)
    )
    assert kept == {"action": STORY, "result": STORY, "is_told": True, "version": 1}
