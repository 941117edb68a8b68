"""What rows have in common, and that each kind is found by it: the Trash, one submission, bytes in the storage."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models
from django.utils import timezone

from evidence.management.commands.tidy import tidy_rows
from evidence.models import (
    Artifact,
    Packet,
    PacketVersion,
    PendingImport,
    SkillLink,
    Unsent,
    User,
    Win,
    WinVersion,
)
from evidence.models.finding import kinds_of
from evidence.models.once import Once, once
from evidence.models.record_parts import PartOfRecord
from evidence.models.skill_links import unlink_skill
from evidence.models.stored import Stored
from evidence.models.trash import DAYS_IN_TRASH, Leaving, RemovablePart, Trash, TrashQuerySet
from evidence.wins.capture import capture
from tests.factories import make_artifact, make_packet, make_user, make_win
from tests.together import at_once


def test_the_kinds_are_found_by_what_they_derive_from():
    assert kinds_of(Trash) == [Packet, Win]
    assert kinds_of(RemovablePart) == [Artifact, SkillLink]
    assert kinds_of(Leaving) == [Artifact, Packet, PacketVersion, PendingImport, SkillLink, Unsent, Win, WinVersion]
    assert kinds_of(Once) == [Packet, Win]
    assert kinds_of(Stored) == [Artifact, PendingImport]
    assert len(kinds_of(PartOfRecord)) == 5


@pytest.mark.parametrize("model", list(apps.get_app_config("evidence").get_models()))
def test_a_kind_with_a_column_that_means_so_derives_from_what_it_means(model):
    for column, base in {"deleted_at": Trash, "removed_at": RemovablePart, "submission": Once, "file": Stored}.items():
        has_it = column in {field.name for field in model._meta.get_fields()}
        assert has_it <= issubclass(model, base), f"{model.__name__}.{column}: derive from {base.__name__}, not a copy."


@pytest.mark.parametrize("model", kinds_of(Trash))
def test_the_trash_has_its_vocabulary(model):
    assert isinstance(model.objects.all(), TrashQuerySet), f"{model.__name__}: derive its queryset from TrashQuerySet."


@pytest.mark.parametrize("model", kinds_of(Leaving))
def test_what_leaves_says_what_it_is_called_and_whose_it_is(db, model):
    assert model.gone_called, f"{model.__name__}: say gone_called, for the line that tidy prints."
    assert not model._base_manager.filter(**{model.owned_by: 0}).exists()


@pytest.mark.parametrize("model", kinds_of(Once))
def test_one_submission_is_one_row_for_the_database_too(model):
    name = f"one_{model.__name__.lower()}_a_submission"
    found = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint) and one.name == name]
    assert found, f"{model.__name__}.Meta: list *Once.Meta.constraints among its constraints."
    assert found[0].fields == ("owner", "submission")


@pytest.mark.parametrize("make", [make_win, make_packet])
def test_what_lies_in_the_trash_comes_back_or_goes_when_its_time_is_over(alice, bob, make):
    kept, trashed, theirs = make(alice), make(alice), make(bob)
    kind, rows = type(kept), type(kept).objects
    trashed.delete_softly()
    theirs.delete_softly()
    assert list(rows.kept()) == [kept]
    assert list(rows.in_trash()) == [theirs, trashed]
    assert trashed.last_day_in_trash(alice.zone) == alice.today() + timedelta(days=DAYS_IN_TRASH)
    trashed.restore()
    assert trashed.last_day_in_trash(alice.zone) is None
    assert set(rows.kept()) == {kept, trashed}
    assert tidy_rows(kind, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == 1
    assert set(rows.all()) == {kept, trashed}


def test_what_was_taken_off_goes_when_its_time_is_over_and_its_win_stays(alice):
    win = make_win(alice, skills=["agency", "clarity"])
    make_artifact(win)
    make_artifact(win, "https://wiki.example/other").remove()
    unlink_skill(win, "clarity")
    for kind in (Artifact, SkillLink):
        assert tidy_rows(kind, timezone.now() + timedelta(days=DAYS_IN_TRASH)) == 0
        assert tidy_rows(kind, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == 1
    assert Artifact.with_removed.count() == SkillLink.objects.count() == 1
    assert alice.wins.get() == win


@pytest.mark.parametrize("make", [make_win, make_packet])
def test_everybodys_rows_go_one_person_after_the_other_each_under_their_lock(alice, bob, make, monkeypatch):
    locked, lock = [], User.lock
    monkeypatch.setattr(User, "lock", lambda person: (locked.append(person), lock(person)))
    for person in (alice, bob):
        make(person).delete_softly()
    assert tidy_rows(make(alice).__class__, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == 2
    assert {person.pk for person in locked} == {alice.pk, bob.pk}


def test_once_makes_a_row_and_gives_it_again(alice, bob):
    submission = uuid.uuid4()

    def make(owner):
        return lambda: Win.objects.create(owner=owner, title="Once", date=alice.today(), submission=submission)

    win, is_new = once(alice.wins.all(), submission, make(alice))
    assert is_new
    assert once(alice.wins.all(), submission, make(alice)) == (win, False)
    win.delete_softly()
    assert once(alice.wins.all(), submission, make(alice)) == (win, False)
    assert once(bob.wins.all(), submission, make(bob))[1]


def test_once_makes_all_or_nothing_and_hides_no_other_fault(alice):
    def fail():
        make_win(alice, key="same")
        make_win(alice, key="same")

    with pytest.raises(IntegrityError):
        once(alice.wins.all(), uuid.uuid4(), fail)
    assert not alice.wins.exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_submission_make_one_row():
    alice, submission = make_user(), uuid.uuid4()
    users = [User.objects.get(pk=alice.pk) for _ in range(2)]
    made = at_once(*[partial(capture, user, "Agreed one forecast", submission, skill="agency") for user in users])
    assert sorted(one.is_new for one in made) == [False, True]
    assert {one.win.pk for one in made} == {alice.wins.get().pk}
    assert alice.wins.get().links.count() == 1


@pytest.mark.parametrize("model", kinds_of(Stored))
def test_what_is_stored_says_where_and_whose(db, model):
    assert model.folder, f"{model.__name__}: say in which folder its files lie."
    assert model.places_of(0) == set()
    assert model.folder_of(7) == f"{model.folder}/7"


def test_no_two_kinds_share_a_folder():
    folders = [model.folder for model in kinds_of(Stored)]
    assert len(folders) == len(set(folders)), "Each kind needs a folder of its own: what one has no row for is deleted."


def test_the_bytes_of_every_kind_go_with_their_row(alice, django_capture_on_commit_callbacks):
    place = default_storage.save(PendingImport.new_place(alice.pk), ContentFile(b"{}"))
    row = alice.pending_imports.create(file=place, size=2)
    row.delete()
    assert default_storage.exists(place)
    row = alice.pending_imports.create(file=place, size=2)
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    assert not default_storage.exists(place)
