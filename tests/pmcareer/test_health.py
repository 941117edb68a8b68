"""The addresses for probes."""

from collections import namedtuple
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from evidence.files import disk
from evidence.models import Installation
from tests.locks import read_only, somebody_writing

Usage = namedtuple("Usage", "total used free")


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


@pytest.mark.django_db
def test_each_line_tells_how_one_thing_is(client):
    now = timezone.now()
    Installation.objects.create(tidied_at=now - timedelta(minutes=12), backed_up_at=now - timedelta(hours=30))
    lines = client.get("/readyz").text.splitlines()
    assert lines[:2] == ["ok", "database: can be written"]
    assert lines[2].startswith("disk: ") and lines[2].endswith(" MB free")
    assert lines[3:] == ["housekeeping: 12 minutes ago", "backup: 1 day ago"]


@pytest.mark.django_db
def test_housekeeping_and_backups_that_never_were_are_told(client):
    Installation.objects.create()
    assert client.get("/readyz").text.endswith("housekeeping: never\nbackup: never\n")
    call_command("tidy", verbosity=0)
    assert "housekeeping: just now" in client.get("/readyz").text


def having(monkeypatch, free: int) -> None:
    monkeypatch.setattr("evidence.files.disk.shutil.disk_usage", lambda _path: Usage(1, 1, free))


@pytest.mark.django_db
def test_a_nearly_full_disk_is_told_and_the_service_goes_on(client, monkeypatch):
    having(monkeypatch, disk.FLOOR - 1)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "disk: 99 MB free; no files are taken" in answer.text


@pytest.mark.django_db
def test_a_full_disk_stops_it(client, monkeypatch):
    having(monkeypatch, 1000)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[0]) == (503, "full")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_written_stops_it(client):
    with read_only():
        answer = client.get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[:2]) == (503, ["read-only", "database: cannot be written"])


@pytest.mark.django_db(transaction=True)
def test_somebody_who_writes_for_long_does_not(client):
    Installation.objects.create()
    with somebody_writing():
        answer = client.get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[:2]) == (200, ["ok", "database: somebody is writing"])
