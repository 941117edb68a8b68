"""A file between its preview and the yes: one a person, told apart from what was taken in, gone with the account."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from evidence.account.deletion import delete_account
from evidence.evidence_file import pending
from evidence.evidence_file.attached import File
from evidence.files.storing import purge_strays, quota_of, room_left
from evidence.management.commands.tidy import tidy_rows
from evidence.models import PendingImport, User
from evidence.models.artifacts import SAMPLE_QUOTA_BYTES
from tests.evidence.evidence_file.test_pages import hand_in, preview_of
from tests.factories import make_user
from tests.insights.example import example
from tests.together import at_once

FACTS = (File("Wall.png", "a" * 64, "Wall.png", "b" * 64, 1234, "image/png", 0),)


def content(padding: int = 0) -> ContentFile:
    return ContentFile(b'{"format": "pmcareer.evidence/1"}' + b" " * padding)


def look(user, token):
    with pending.waiting(user, token, user.today()) as waiting:
        return waiting


def places(user) -> list[str]:
    folder = PendingImport.folder_of(user.pk)
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


@pytest.fixture
def keep(django_capture_on_commit_callbacks):
    def run(user, file=None, found=()):
        with django_capture_on_commit_callbacks(execute=True):
            return pending.keep(user, file or content(), found)

    return run


def test_what_was_found_comes_back_with_the_file(alice, keep):
    token = keep(alice, found=FACTS)
    waiting = look(alice, token)
    assert waiting.found == FACTS
    assert waiting.parcel.evidence.wins == ()


def test_one_waits_a_person_and_the_newest_at_that(alice, bob, keep):
    theirs, first, second = keep(bob), keep(alice), keep(alice)
    with pytest.raises(pending.NotWaiting) as problem:
        look(alice, first)
    assert not problem.value.taken
    assert look(alice, second)
    assert look(bob, theirs)
    assert len(places(alice)) == len(places(bob)) == 1


def test_the_database_holds_that_one_waits(alice):
    alice.pending_imports.create(taken_at=timezone.now())
    alice.pending_imports.create(taken_at=timezone.now())
    alice.pending_imports.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        alice.pending_imports.create()


def test_what_was_taken_in_is_told_so_for_a_day(alice, keep, django_capture_on_commit_callbacks):
    token = keep(alice)
    with django_capture_on_commit_callbacks(execute=True):
        pending.finish(alice, token)
        pending.finish(alice, token)
    assert places(alice) == []
    # Neither the next file nor giving that one up makes it forgotten.
    keep(alice)
    pending.forget(alice)
    now = timezone.now()
    for hours, left in ((23, 1), (25, 0)):
        tidy_rows(PendingImport, now + timedelta(hours=hours))
        assert alice.pending_imports.count() == left
        with pytest.raises(pending.NotWaiting) as problem:
            look(alice, token)
        assert problem.value.taken == bool(left)


def test_the_day_of_what_was_taken_in_begins_when_it_was(alice, keep):
    token = keep(alice)
    alice.pending_imports.update(created_at=timezone.now() - timedelta(hours=23))
    pending.finish(alice, token)
    assert tidy_rows(PendingImport, timezone.now() + timedelta(hours=23)) == 0


def test_a_file_that_waited_too_long_is_not_here(alice, keep):
    token = keep(alice)
    alice.pending_imports.update(created_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(pending.NotWaiting) as problem:
        look(alice, token)
    assert not problem.value.taken


def test_the_token_of_another_opens_ends_and_forgets_nothing(alice, bob, keep):
    token = keep(alice)
    for wrong in (token, uuid4()):
        with pytest.raises(pending.NotWaiting) as problem:
            look(bob, wrong)
        assert not problem.value.taken
    pending.finish(bob, token)
    pending.forget(bob)
    assert look(alice, token)
    pending.finish(alice, token)
    with pytest.raises(pending.NotWaiting) as problem:
        look(bob, token)
    assert not problem.value.taken


def test_a_file_whose_bytes_have_just_gone_is_not_here(alice, keep):
    token = keep(alice)
    default_storage.delete(alice.pending_imports.get().file.name)
    with pytest.raises(pending.NotWaiting) as problem:
        look(alice, token)
    assert not problem.value.taken


def test_a_day_later_row_and_bytes_go(alice, bob, keep, django_capture_on_commit_callbacks):
    keep(alice)
    keep(bob)
    alice.pending_imports.update(created_at=timezone.now() - timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_rows(PendingImport, timezone.now() + timedelta(hours=23)) == 1
    assert (places(alice), len(places(bob))) == ([], 1)
    assert not alice.pending_imports.exists()


def test_both_go_with_the_account(alice, bob, keep, django_capture_on_commit_callbacks):
    for user in (alice, bob):
        keep(user)
    folder = PendingImport.folder_of(alice.pk)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(alice)
    assert PendingImport.objects.get().owner == bob
    assert not default_storage.exists(folder)
    assert len(places(bob)) == 1


def test_bytes_without_a_row_go_after_a_day_and_those_with_one_stay(alice, keep):
    keep(alice)
    default_storage.save(PendingImport.new_place(alice.pk), content())
    assert purge_strays(timezone.now() + timedelta(hours=23)) == 0
    assert purge_strays(timezone.now() + timedelta(hours=25)) == 1
    assert places(alice) == [alice.pending_imports.get().file.name.rpartition("/")[2]]


def test_what_cannot_be_noted_leaves_no_bytes(alice, monkeypatch):
    monkeypatch.setattr(User, "lock", lambda _user: (_ for _ in ()).throw(User.DoesNotExist))
    with pytest.raises(User.DoesNotExist):
        pending.keep(alice, content())
    assert places(alice) == []


def test_what_waits_takes_room_in_a_sample_account_until_it_is_taken_in(db, keep):
    sample = make_user("sample@sample.invalid", expires_at=timezone.now() + timedelta(hours=1))
    token = keep(sample, content(padding=1_000))
    size = sample.pending_imports.get().size
    assert size > 1_000
    assert quota_of(sample) == room_left(sample) == SAMPLE_QUOTA_BYTES - size
    pending.finish(sample, token)
    assert room_left(sample) == SAMPLE_QUOTA_BYTES


def test_an_account_that_went_while_the_file_came_in_is_not_found(alices_browser, monkeypatch):
    def gone(*_args):
        raise User.DoesNotExist

    monkeypatch.setattr(pending, "keep", gone)
    assert hand_in(alices_browser, example()).status_code == 404


def test_a_second_click_is_told_so_though_another_file_waits_by_now(alices_browser, alice):
    first = preview_of(alices_browser, example())
    alices_browser.post(first)
    second = preview_of(alices_browser, example(("wins.0.title", "Another")))
    assert "This file has been taken in." in alices_browser.post(first, follow=True).text
    assert alices_browser.get(second).status_code == 200


def test_a_preview_costs_one_query_for_what_waits(alice, keep, django_assert_num_queries):
    token = keep(alice, found=FACTS)
    with django_assert_num_queries(1):
        look(alice, token)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_at_once_one_file_waits():
    alice = make_user()
    tabs = [User.objects.get(pk=alice.pk) for _ in range(2)]
    tokens = at_once(*[partial(pending.keep, user, content()) for user in tabs])
    assert [type(token) for token in tokens] == [UUID, UUID]  # neither is an exception
    assert alice.pending_imports.get().token in tokens
    assert len(places(alice)) == 1
