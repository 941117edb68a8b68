"""The addresses for probes."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_answers_without_touching_the_database(client):
    response = client.get("/healthz")  # no `db` fixture: a query would fail here
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_means_a_database_with_every_migration(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_missing_migration_is_not_ready(client):
    recorder = MigrationRecorder(connection)
    app, name = max(key for key in recorder.applied_migrations() if key[0] == "evidence")
    recorder.record_unapplied(app, name)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations\n")


def test_an_unreachable_database_is_not_ready_and_says_no_more(client):
    with patch.object(MigrationRecorder, "applied_migrations", side_effect=OperationalError("host 10.0.0.7")):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database\n")
