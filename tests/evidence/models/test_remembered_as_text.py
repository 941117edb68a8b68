"""The way of what is remembered into a column of text, and back: on a database that the version before has filled."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("evidence", "0001_initial")], [("evidence", "0002_remembered_as_text")]


def migrate(to):
    """Migrates, and returns the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def before(transactional_db):
    """The models of the version before. In the end, whatever the test did, the database is that of today again."""
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def fill(apps):
    """A person with a win and two remembered results, as the version before kept them."""
    alice = apps.get_model("evidence", "User").objects.create(email="alice@example.org", level_id="senior-pm")
    apps.get_model("evidence", "Win").objects.create(owner=alice, title="Ended the bundle", date="2026-10-09")
    for what, content in (
        ("tallies", {"tallies": {"agency": [1, None]}, "unlinked": 3}),
        ("judged", ["agency", "shown"]),
    ):
        apps.get_model("evidence", "Remembered").objects.create(owner=alice, what=what, stamp="1", content=content)


def rows(apps):
    """What the person owns: titles of wins, and what is remembered."""
    wins, remembered = (apps.get_model("evidence", name).objects for name in ("Win", "Remembered"))
    return list(wins.values_list("title", flat=True)), list(remembered.values_list("what", "content"))


def test_what_was_remembered_is_dropped_and_all_else_stays(before):
    fill(before)
    assert len(rows(before)[1]) == 2
    apps = migrate(AFTER)
    assert rows(apps) == (["Ended the bundle"], [])
    assert apps.get_model("evidence", "User").objects.get().record_version == 0


def test_there_a_text_is_kept_as_it_is_and_it_is_dropped_on_the_way_back(before):
    fill(before)
    apps = migrate(AFTER)
    alice = apps.get_model("evidence", "User").objects.get()
    text = '{"a":"\\u0000"}'  # as JSON PostgreSQL would refuse it
    apps.get_model("evidence", "Remembered").objects.create(owner=alice, what="tallies", stamp="1", content=text)
    assert rows(apps) == (["Ended the bundle"], [("tallies", text)])
    assert rows(migrate(BEFORE)) == (["Ended the bundle"], [])
