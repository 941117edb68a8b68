"""`manage.py tidy`: what has had its time goes for good, and nothing else."""

import os
import re
import time
from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from evidence.evidence_file import pending
from evidence.files import belonging
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Artifact, Packet, SkillLink, Snapshot, User, Win
from evidence.models.skill_links import unlink_skill
from evidence.models.trash import DAYS_IN_TRASH
from evidence.wins import answers
from tests.evidence.account.accounts import sign_in
from tests.factories import make_link, make_packet, make_user, make_win


@pytest.fixture
def tidy(django_capture_on_commit_callbacks):
    """Runs the command; gives what it prints."""

    def run(verbosity: int = 1) -> str:
        words = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("tidy", stdout=words, verbosity=verbosity)
        return words.getvalue()

    return run


def days_ago(days: float):
    return timezone.now() - timedelta(days=days)


def with_file(win: Win) -> Artifact:
    artifact = Artifact(win=win, name="plan.txt", size=5, sha256="0" * 64)
    artifact.file.save("plan.txt", ContentFile(b"words"))
    return artifact


def test_the_trash_keeps_a_win_for_thirty_days(alice, tidy):
    kept = make_win(alice, "Never deleted")
    fresh = make_win(alice, "Deleted 30 days ago", deleted_at=days_ago(30))
    make_win(alice, "Deleted 31 days ago", deleted_at=days_ago(31))
    assert "1 wins from the Trash" in tidy()
    assert set(alice.wins.all()) == {kept, fresh}


def test_what_was_answered_on_a_win_goes_with_it_and_leans_on_nothing_any_more(alice, bob, tidy):
    for person in (alice, bob):
        answers.link(make_win(person, deleted_at=days_ago(31)), "agency")
    answers.link(make_win(alice), "clarity")
    tidy()
    assert dict(User.objects.values_list("email", "leaning")) == {alice.email: {"clarity": 0.16}, bob.email: {}}


def test_what_is_left_of_an_import_goes_after_a_day(alice, bob, tidy):
    left = {}
    for user, hours in ((alice, 25), (bob, 23)):
        taken, waits = pending.keep(user, ContentFile(b"{}")), user.pending_imports.all()
        pending.finish(user, taken)
        waits.update(taken_at=days_ago(hours / 24), created_at=days_ago(hours / 24))
        waits.filter(token=pending.keep(user, ContentFile(b"{}"))).update(created_at=days_ago(hours / 24))
        left[user] = waits.waiting().get().file.name
    assert "2 files that waited for a yes" in tidy()
    assert not alice.pending_imports.exists()
    assert not default_storage.exists(left[alice])
    assert bob.pending_imports.count() == 2
    assert default_storage.exists(left[bob])


def test_what_a_version_before_left_of_imports_goes_after_a_day(alice, tidy):
    """It kept a file that waits as three, told apart by what their names end with, and no row."""
    places = {}
    for hours in (23, 25):
        for end in ("", ".found", ".done"):
            places[default_storage.save(f"imports/{alice.pk}/{hours:032}{end}", ContentFile(b"{}"))] = hours
    for place, hours in places.items():
        os.utime(default_storage.path(place), (time.time() - hours * 3600,) * 2)
    pending.keep(alice, ContentFile(b"{}"))
    belonging.settle()
    assert "3 stray bytes" in tidy()
    assert {place for place in places if default_storage.exists(place)} == {p for p, h in places.items() if h == 23}
    assert len(default_storage.listdir(f"imports/{alice.pk}")[1]) == 4


def test_the_bytes_of_a_win_go_with_it(alice, tidy):
    old = with_file(make_win(alice, deleted_at=days_ago(31)))
    young = with_file(make_win(alice, deleted_at=days_ago(1)))
    tidy()
    assert not default_storage.exists(old.file.name)
    assert default_storage.exists(young.file.name)


@pytest.mark.parametrize("number", [2, 60])
def test_skills_taken_off_wins_cost_the_same_where_they_are_few_and_many(alice, django_assert_num_queries, number):
    for nth in range(number):
        unlink_skill(make_win(alice, f"Win {nth}", skills=["agency"]), "agency")
    before = User.objects.values("record_version").get()
    with django_assert_num_queries(7):
        assert tidy_rows(SkillLink, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == number
    assert User.objects.values("record_version").get() == before


def test_deleted_packets_go_after_thirty_days_with_their_links(alice, tidy):
    kept, young, old = (make_packet(alice, deleted_at=at) for at in (None, days_ago(30), days_ago(31)))
    for packet in (kept, young, old):
        make_link(packet)
    assert "1 deleted packets" in tidy()
    assert set(Packet.objects.all()) == {kept, young}
    assert Snapshot.objects.count() == 2


def test_samples_whose_day_is_over_go_with_their_files(alice, tidy):
    over = make_user("over@sample.invalid", expires_at=days_ago(0))
    running = make_user("running@sample.invalid", expires_at=timezone.now() + timedelta(hours=1))
    file = with_file(make_win(over))
    assert "1 sample accounts" in tidy()
    assert set(User.objects.all()) == {alice, running}
    assert not default_storage.exists(file.file.name)


def test_ended_sessions_go_and_what_is_noted_about_them(alice, tidy):
    old, new = Client(), Client()
    for browser in (old, new):
        sign_in(browser)
    Session.objects.filter(pk=old.session.session_key).update(expire_date=days_ago(1))
    assert "1 ended sessions" in tidy()
    assert UserSession.objects.get().session_key == new.session.session_key
    assert new.get("/settings/").status_code == 200


def test_network_addresses_are_forgotten_when_their_counts_end(tidy, db):
    cache.set("allauth:rl:ip:203.0.113.10", [1.0], timeout=3600)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cache SET expires = %s WHERE cache_key LIKE '%%203.0.113.10'",
            [connection.ops.adapt_datetimefield_value(days_ago(1))],
        )
    assert "1 counts of tries" in tidy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        assert cursor.fetchone()[0] == 0


def test_it_prints_counts_and_nothing_that_anybody_wrote(alice, tidy):
    make_win(alice, "A very private title", deleted_at=days_ago(31))
    assert re.fullmatch(
        r"Tidied: 0 sample accounts, 0 deleted packets, 1 wins from the Trash(, 0 [a-z ]+)+\.\n", tidy()
    )


def test_quietly_it_prints_nothing(db, tidy):
    assert tidy(verbosity=0) == ""


def test_a_second_time_there_is_nothing_left_to_do(alice, tidy):
    make_win(alice, deleted_at=days_ago(31))
    tidy()
    assert "0 wins" in tidy()


def test_sqlite_learns_how_many_rows_there_are(alice):
    make_win(alice)
    call_command("tidy", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'evidence_win'")
            assert cursor.fetchone()[0]
