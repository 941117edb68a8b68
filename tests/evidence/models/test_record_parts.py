"""What makes a record stale: found by the kind of row, each change raising what it must and nothing else."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models.signals import pre_delete, pre_save

from evidence.models import (
    Artifact,
    CarriedArea,
    Confirmation,
    Packet,
    PacketItem,
    PacketVersion,
    PendingImport,
    Remembered,
    ShareLink,
    SkillAnswer,
    SkillLink,
    Snapshot,
    TakenBack,
    Unsent,
    User,
    Win,
    WinVersion,
)
from evidence.models.record_parts import PartOfRecord
from evidence.models.remembered import record_changed
from evidence.models.skill_links import link_skill, unlink_skill
from tests.evidence.models.ways import pointing_at_people
from tests.factories import CAME_OF_IT, DID, make_artifact, make_confirmation, make_packet, make_user, make_win

pytestmark = pytest.mark.django_db

NOT_JUDGED = {
    User: "the profile stands in every stamp, see judged_as",
    SkillAnswer: "it shifts what is suggested; the link that it makes is a row of its own",
    WinVersion: "it is what is not judged any more",
    Packet: "it is made of what is judged",
    PacketVersion: "as the packet whose words it was",
    PacketItem: "as the packet that it stands in",
    Snapshot: "it is frozen",
    ShareLink: "as the snapshot that it opens",
    Remembered: "it is what is worked out",
    PendingImport: "it is taken in by rows, or not at all",
    TakenBack: "it decides what an import brings, whose rows are judged",
    Unsent: "it is sent again by whose it is, or not at all",
}
"""Kinds of rows that lead to a person and that no judgement looks at, each with the reason."""


def test_every_kind_of_row_says_whether_it_is_part_of_the_record():
    own = [model for model in apps.get_app_config("evidence").get_models() if model._meta.label in pointing_at_people()]
    assert {Win, SkillLink, Artifact, Confirmation, CarriedArea} < set(own)
    for model in own:
        assert issubclass(model, PartOfRecord) != (model in NOT_JUDGED), (
            f"{model.__name__} leads to a person: derive it from PartOfRecord and say whose_record(), so that what was "
            f"worked out from it goes stale with it; or, if no judgement looks at it, name it in NOT_JUDGED, with why."
        )


@pytest.mark.parametrize(
    "model", [m for m in apps.get_app_config("evidence").get_models() if issubclass(m, PartOfRecord)]
)
def test_every_part_of_the_record_says_whose_it_is(model):
    assert model.whose_record is not PartOfRecord.whose_record, f"{model.__name__}: say whose_record()."


def test_a_kind_that_is_new_is_watched_without_a_word():
    class Trial(PartOfRecord):
        class Meta:
            abstract = True

    assert pre_save.has_listeners(Trial)
    assert pre_delete.has_listeners(Trial)


def test_rows_that_are_no_part_of_a_record_are_still_deleted_at_one_stroke(django_assert_num_queries):
    """A receiver for all kinds would make Django fetch every row that it deletes, ended sessions among them."""
    assert not pre_delete.has_listeners(Session)
    with django_assert_num_queries(1):
        Session.objects.all().delete()


def versions(user: User) -> tuple[int, int]:
    return User.objects.values_list("record_version", "counting_version").get(pk=user.pk)


def tell(win: Win) -> None:
    win.action, win.result = DID, CAME_OF_IT
    win.save(update_fields=["action", "result"])


def untell(win: Win) -> None:
    win.action = ""
    win.save(update_fields=["action"])


def change(**values):
    def act(win: Win) -> None:
        for name, value in values.items():
            setattr(win, name, value)
        win.save(update_fields=list(values))

    return act


def save_whole(win: Win) -> None:
    win.save()


def link(win: Win) -> None:
    link_skill(win, "coaching")


def unlink(win: Win) -> None:
    unlink_skill(win, "agency")


def say_how(win: Win) -> None:
    row = win.links.get(skill="agency")
    row.how = "It shows"
    row.save(update_fields=["how"])


def show(win: Win) -> None:
    make_artifact(win, "https://wiki.example/other")


def remove(win: Win) -> None:
    win.artifacts.get().remove()


def confirm(win: Win) -> None:
    make_confirmation(win, by="Ben Okri")


CHANGES = {
    "a date": change(date="2026-01-05"),
    "a title": change(title="Another"),
    "a number": change(metric_after=3.0),
    "an answer": change(declined=["learning"]),
    "all of it": save_whole,
    "the Trash": Win.delete_softly,
    "a skill": link,
    "a skill off": unlink,
    "how": say_how,
    "an artifact": show,
    "an artifact off": remove,
    "a confirmation": confirm,
    "the end": Win.delete,
}


def whole_win(user: User, *, told: bool) -> Win:
    win = make_win(user, told=told, skills=["agency"])
    make_artifact(win)
    make_confirmation(win)
    return win


@pytest.mark.parametrize("told", [True, False], ids=["told", "noted"])
@pytest.mark.parametrize("what", CHANGES)
def test_what_counts_changes_with_a_told_win_alone(alice, bob, told, what):
    win = Win.objects.get(pk=whole_win(alice, told=told).pk)
    whole_win(alice, told=not told)
    before, others = versions(alice), versions(bob)
    CHANGES[what](win)
    after = versions(alice)
    assert after[0] > before[0]
    assert (after[1] > before[1]) == told
    assert versions(bob) == others


@pytest.mark.parametrize("told", [True, False])
def test_a_win_out_of_the_trash_and_a_part_put_back_are_as_new(alice, told):
    win = whole_win(alice, told=told)
    artifact = win.artifacts.get()
    back = [
        (win.delete_softly, win.restore),
        (artifact.remove, artifact.restore),
        (lambda: unlink_skill(win, "agency"), lambda: link_skill(win, "agency")),
    ]
    for away, again in back:
        away()
        before = versions(alice)
        again()
        assert versions(alice)[0] == before[0] + 1
        assert versions(alice)[1] == before[1] + told


@pytest.mark.parametrize("act", [tell, untell])
def test_a_win_that_comes_to_be_told_or_is_no_longer_touches_what_counts(alice, act):
    win = make_win(alice, told=act is untell)
    before = versions(alice)
    act(Win.objects.get(pk=win.pk))
    assert versions(alice) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize("told", [True, False])
def test_a_new_win_touches_what_counts_only_if_it_is_told(alice, told):
    Win.objects.create(owner=alice, title="New", date=alice.today(), action=DID, result=CAME_OF_IT if told else "")
    assert versions(alice) == (1, int(told))


@pytest.mark.parametrize("what", ["a date", "all of it", "the Trash", "a skill", "an artifact", "a confirmation"])
def test_who_read_the_win_before_it_was_told_is_not_mistaken(alice, what):
    """What it was when it was read does not count: the database knows what it is."""
    stale = Win.objects.get(pk=whole_win(alice, told=False).pk)
    tell(Win.objects.get(pk=stale.pk))
    before = versions(alice)
    CHANGES[what](stale)
    assert versions(alice)[1] > before[1]


def test_an_area_that_is_carried_touches_nothing_that_counts(alice):
    area = CarriedArea.objects.create(owner=alice, area="rooms", entries=[])
    assert versions(alice) == (1, 0)
    area.delete()
    assert versions(alice) == (2, 0)


def test_a_bulk_change_raises_both(alice, bob):
    record_changed(alice.pk)
    assert (versions(alice), versions(bob)) == ((1, 1), (0, 0))


def test_from_what_was_taken_off_nothing_was_worked_out(alice):
    win = whole_win(alice, told=True)
    artifact = win.artifacts.get()
    artifact.remove()
    taken_off = unlink_skill(win, "agency")
    before = versions(alice)
    taken_off.how = "Too late"
    taken_off.save()
    for row in (taken_off, artifact):
        row.delete()
    assert versions(alice) == before


def test_a_packet_changes_no_record(alice):
    packet = make_packet(alice)
    packet.delete_softly()
    packet.delete()
    assert versions(alice) == (0, 0)


def test_it_costs_no_query_beside_the_change(alice, django_assert_num_queries):
    win = make_win(alice, told=True, skills=["agency"])
    with django_assert_num_queries(2):
        win.delete_softly()
    with django_assert_num_queries(2):
        win.links.create(skill_id="coaching", slot=2)
    with django_assert_num_queries(2):
        Win.objects.create(owner=alice, title="New", date=alice.today())


def test_rows_that_go_with_their_person_raise_nothing(django_assert_num_queries):
    for wins in (1, 20):
        user = make_user(f"alice{wins}@example.org")
        for _ in range(wins):
            whole_win(user, told=True)
        with django_assert_num_queries(27):
            user.delete()
