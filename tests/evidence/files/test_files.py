"""Files: stored beside their row, both or neither, within the person's room."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from evidence.account.deletion import delete_account
from evidence.evidence_file.from_rows import evidence_of
from evidence.files import all_or_nothing, check_upload, room_left, write_bytes
from evidence.files.storing import AlreadyThere, keep, purge_strays
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Artifact, User, Win
from evidence.models.artifacts import QUOTA_BYTES
from evidence.record.person import record_of
from tests.evidence.files.made_files import PDF, photo
from tests.factories import make_artifact, make_user, make_win, store_bytes
from tests.together import at_once

ROOM = 1000


class Stop(Exception):
    """A transaction ends here."""


@pytest.fixture
def little_room(monkeypatch):
    """Everybody has room for a thousand bytes."""
    monkeypatch.setattr("evidence.files.storing.QUOTA_BYTES", ROOM)


def bytes_of(artifact: Artifact) -> bytes:
    with default_storage.open(artifact.file.name) as content:
        return content.read()


def stored(user: User) -> list[str]:
    """The files in the person's folder."""
    folder = f"artifacts/{user.pk}"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_a_file_is_stored_under_a_name_that_says_nothing(alice):
    artifact = store_bytes(make_win(alice), "Notes.txt", b"What we found", title="The notes")
    assert (artifact.name, artifact.title, artifact.size) == ("Notes.txt", "The notes", 13)
    assert artifact.file.name.startswith(f"artifacts/{alice.pk}/")
    assert "otes" not in artifact.file.name
    assert bytes_of(artifact) == b"What we found"
    assert artifact.detail == "13\xa0bytes"


def test_what_is_kept_of_a_photo_is_the_picture_and_its_own_checksum(alice):
    artifact = store_bytes(make_win(alice), "site.jpg", photo())
    assert b"Camera" not in bytes_of(artifact)
    assert artifact.sha256 == check_upload("site.jpg", photo()).sha256
    assert artifact.size == len(bytes_of(artifact))


def test_a_file_of_another_kind_is_not_taken(alice):
    with pytest.raises(ValidationError, match="of a kind that is not taken"):
        store_bytes(make_win(alice), "setup.exe", b"MZ")
    assert not default_storage.exists("artifacts")


# Room


def test_what_does_not_fit_is_refused_and_leaves_nothing(alice, bob, little_room):
    win = make_win(alice)
    store_bytes(win, "most.txt", b"x" * 900)
    assert room_left(alice) == 100
    with pytest.raises(ValidationError, match=r"There is no room for it: 0\.0 of your 0 MB are left"):
        store_bytes(win, "more.txt", b"x" * 101)
    assert len(stored(alice)) == win.artifacts.count() == 1
    assert store_bytes(win, "just.txt", b"x" * 100)
    assert room_left(alice) == 0
    assert room_left(bob) == ROOM


def test_two_hundred_megabytes_are_the_room_of_everybody(alice):
    assert room_left(alice) == QUOTA_BYTES == 200 * 2**20


def test_files_of_wins_in_the_trash_take_room_until_they_go(alice, little_room):
    win = make_win(alice)
    store_bytes(win, "most.txt", b"x" * 900)
    win.delete_softly()
    assert room_left(alice) == 100


def test_what_was_removed_gives_way_the_oldest_first(alice, little_room, django_capture_on_commit_callbacks):
    win = make_win(alice)
    first, second, third = (store_bytes(win, f"{at}.txt", b"x" * 300) for at in range(3))
    second.remove()
    first.remove()
    assert room_left(alice) == 700
    with django_capture_on_commit_callbacks(execute=True):
        store_bytes(win, "new.txt", b"y" * 200)
    assert set(Artifact.with_removed.values_list("name", flat=True)) == {"0.txt", "2.txt", "new.txt"}
    assert not default_storage.exists(second.file.name)
    assert bytes_of(third)
    with django_capture_on_commit_callbacks(execute=True):
        store_bytes(win, "newest.txt", b"z" * 500)
    assert set(Artifact.with_removed.values_list("name", flat=True)) == {"2.txt", "new.txt", "newest.txt"}


@pytest.mark.django_db(transaction=True)
def test_uploads_that_come_together_keep_within_the_room(little_room):
    alice = make_user()
    win = make_win(alice)
    contents = iter(bytes([65 + at]) * 300 for at in range(6))
    ends = at_once(*[lambda: store_bytes(Win.objects.get(pk=win.pk), "a.txt", next(contents))] * 6)
    assert [type(end) for end in ends if isinstance(end, Exception)] == [ValidationError] * 3
    assert len(stored(alice)) == win.artifacts.count() == 3
    assert room_left(alice) == 100


@pytest.mark.django_db(transaction=True)
def test_one_file_that_comes_many_times_together_is_kept_once():
    alice = make_user()
    win = make_win(alice)
    checked = check_upload("plan.pdf", PDF)
    ends = at_once(*[lambda: keep(Win.objects.get(pk=win.pk), checked, once=True)] * 5)
    assert [type(end) for end in ends if isinstance(end, Exception)] == [AlreadyThere] * 4
    assert len(stored(alice)) == win.artifacts.count() == 1


# Bytes and rows go together


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_bytes():
    alice = make_user()
    win = make_win(alice)

    def store_two_and_fail():
        store_bytes(win, "one.txt", b"one")
        with all_or_nothing():
            write_bytes(alice.pk, b"two")
        assert len(stored(alice)) == 2
        raise Stop

    with pytest.raises(Stop), all_or_nothing(), transaction.atomic():
        store_two_and_fail()
    assert stored(alice) == []
    assert not Artifact.with_removed.exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_cannot_be_written_leaves_no_bytes():
    alice = make_user()
    win = make_win(alice)
    Win.objects.filter(pk=win.pk).delete()
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store_bytes(win, "one.txt", b"one")
    assert stored(alice) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_for_an_account_that_has_just_gone_leaves_no_bytes():
    alice = make_user()
    win = make_win(alice)
    delete_account(alice)
    with pytest.raises(User.DoesNotExist):
        store_bytes(win, "one.txt", b"one")
    assert stored(win.owner) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda alice, win, artifact: artifact.delete(),
        lambda alice, win, artifact: win.delete(),
        lambda alice, win, artifact: Artifact.with_removed.of(alice).delete(),
        lambda alice, win, artifact: alice.wins.all().delete(),
        lambda alice, win, artifact: alice.delete(),
        lambda alice, win, artifact: delete_account(alice),
    ],
    ids=["artifact", "win", "artifacts", "wins", "person", "account"],
)
@pytest.mark.parametrize("removed", [False, True], ids=["kept", "removed"])
def test_the_bytes_go_with_what_they_belong_to(alice, bob, end, removed, django_capture_on_commit_callbacks):
    win = make_win(alice)
    artifact, others = store_bytes(win, "a.txt", b"a"), store_bytes(make_win(bob), "b.txt", b"b")
    if removed:
        artifact.remove()
    with django_capture_on_commit_callbacks(execute=True):
        end(alice, win, artifact)
        assert default_storage.exists(artifact.file.name)
    assert not default_storage.exists(artifact.file.name)
    assert bytes_of(others) == b"b"


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_fails_keeps_the_bytes():
    win = make_win(make_user())
    artifact = store_bytes(win, "a.txt", b"a")

    def delete_and_fail():
        win.delete()
        raise Stop

    with pytest.raises(Stop), transaction.atomic():
        delete_and_fail()
    assert bytes_of(Artifact.objects.get()) == b"a"
    assert default_storage.exists(artifact.file.name)


# Removed, and tidied away


def test_what_was_removed_counts_for_nothing(alice):
    win = make_win(alice, told=True)
    link, file = make_artifact(win, "https://wiki.example/a"), store_bytes(win, "proof.pdf", PDF)
    assert alice.wins.with_grade(alice).get().grade == "backed"
    assert record_of(alice).wins[0].has_artifact
    link.remove()
    file.remove()
    assert alice.wins.with_grade(alice).get().grade == "told"
    assert not record_of(alice).wins[0].has_artifact
    assert evidence_of(alice).wins[0].artifacts == ()
    assert list(alice.wins.prefetch_related("artifacts").get().artifacts.all()) == []
    win.refresh_search()
    assert not alice.wins.saying(alice, "proof").exists()
    link.restore()
    assert alice.wins.with_grade(alice).get().grade == "backed"


def test_what_was_removed_makes_remembered_results_stale(alice):
    artifact = make_artifact(make_win(alice))
    alice.refresh_from_db()
    before = alice.record_version
    artifact.remove()
    alice.refresh_from_db()
    assert alice.record_version > before


def test_what_was_removed_goes_for_good_after_thirty_days(alice, django_capture_on_commit_callbacks):
    win, now = make_win(alice), timezone.now()
    old, young, kept = (store_bytes(win, f"{at}.txt", b"x%d" % at) for at in range(3))
    old.removed_at, young.removed_at = now - timedelta(days=31), now - timedelta(days=30)
    old.save()
    young.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_rows(Artifact, now) == 1
    assert set(Artifact.with_removed.all()) == {young, kept}
    assert not default_storage.exists(old.file.name)
    assert bytes_of(young)


def test_bytes_that_lost_their_row_go_after_a_day(alice):
    win = make_win(alice)
    kept, removed = store_bytes(win, "kept.txt", b"kept"), store_bytes(win, "removed.txt", b"removed")
    removed.remove()
    old, young = write_bytes(alice.pk, b"old"), write_bytes(alice.pk, b"young")
    now = timezone.now()
    for place in (old, kept.file.name, removed.file.name):
        two_days_ago = (now - timedelta(days=2)).timestamp()
        os.utime(default_storage.path(place), (two_days_ago, two_days_ago))
    assert purge_strays(now) == 1
    assert not default_storage.exists(old)
    assert all(default_storage.exists(place) for place in (young, kept.file.name, removed.file.name))


def test_without_any_file_there_is_nothing_to_tidy(db):
    assert purge_strays(timezone.now()) == tidy_rows(Artifact, timezone.now()) == 0
