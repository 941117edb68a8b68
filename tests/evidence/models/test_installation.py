"""The one row about a database as a whole, and a database of the version before it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from evidence.files import belonging
from evidence.models import Artifact, Installation, Win
from tests.factories import make_user, make_win, store_bytes

OURS = ("evidence", "0006_installation")


@pytest.mark.django_db
def test_there_is_one(db):
    Installation.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(number=2)


@pytest.mark.django_db(transaction=True)
def test_a_filled_database_of_before_keeps_every_row_and_is_known_by_its_files():
    win = make_win(make_user(), told=True, skills=["agency"])
    store_bytes(win, "plan.txt", b"words")
    win.refresh_search()  # as the page that adds a file does, and the migration that folds anew
    before = [*Win.objects.values(), *Artifact.objects.values()]
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([(node.key[0], node.key[1]) for node in executor.loader.graph.node_map[OURS].parents])
        assert Installation._meta.db_table not in connection.introspection.table_names()
        belonging.look()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert [*Win.objects.values(), *Artifact.objects.values()] == before
    belonging.settle()
    assert belonging.is_settled()
