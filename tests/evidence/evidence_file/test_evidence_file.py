"""The evidence file into the database and out of it: nothing is lost, nothing is doubled, nothing is half done."""

import dataclasses
import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings

from evidence.account.sample import sample_for
from evidence.evidence_file.from_rows import evidence_of, gathered
from evidence.evidence_file.importing import look_at
from evidence.evidence_file.notes import notes
from evidence.evidence_file.outline import said
from evidence.evidence_file.parcels import Parcel, opened
from evidence.models import CarriedArea, User, Win
from evidence.record.person import record_of
from insights.evidence_format import EvidenceError, read, to_record
from tests.evidence.evidence_file.filing import bring, file, newcomer, out, rows
from tests.evidence.evidence_file.made_up import TODAY, evidence_files
from tests.factories import make_artifact, make_confirmation, make_win
from tests.insights.example import example
from tests.together import at_once

CALM = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


# Out, in, out


@CALM
@given(evidence_files())
def test_out_in_out_gives_the_same_bytes(db, evidence):
    first, second = newcomer(), newcomer("second@example.org")
    bring(first, evidence)
    text = out(first)
    bring(second, read(text, TODAY))
    assert out(second) == text
    User.objects.all().delete()


@CALM
@given(evidence_files())
def test_a_second_time_nothing_changes(db, evidence):
    somebody = newcomer()
    bring(somebody, evidence)
    before = rows()
    assert bring(somebody, evidence).changes_nothing
    assert rows() == before
    User.objects.all().delete()


def test_nothing_of_the_example_is_lost(db):
    somebody = newcomer()
    bring(somebody, file(), trusted=True)
    assert evidence_of(somebody) == file()


def test_the_database_judges_as_the_file_does(db):
    somebody, today = newcomer(), date(2026, 11, 20)
    bring(somebody, sample_for(today), trusted=True)
    wins, said_in_file = record_of(somebody).wins, to_record(sample_for(today)).wins

    def plain(win):  # a database may hand over the links of a win in any order
        return win._replace(key="", links=sorted(win.links, key=str))

    assert [plain(win) for win in sorted(wins, key=lambda win: int(win.key))] == list(map(plain, said_in_file))


def test_what_lies_in_the_trash_stays_behind(alice):
    make_win(alice, "Kept")
    make_win(alice, "Thrown away").delete_softly()
    assert [win.title for win in evidence_of(alice).wins] == ["Kept"]


def test_a_win_without_a_key_gets_one_that_no_other_has(alice):
    win = make_win(alice)
    make_win(alice, key=f"w{win.pk}")
    assert {entry.key for entry in evidence_of(alice).wins} == {f"w{win.pk}", f"w{win.pk}-2"}


def test_what_points_at_a_win_in_the_trash_still_does_once_it_is_restored(alice):
    bring(alice, file())
    before = out(alice)
    alice.wins.get().delete_softly()
    Win.objects.update(key="")
    alice.carried_areas.all().delete()
    bring(alice, file())
    alice.wins.get().restore()
    key = alice.wins.get().key
    assert out(alice) == before.replace('"w1"', f'"{key}"')


def test_what_points_at_a_win_in_the_trash_points_nowhere_on_the_way_out(db):
    somebody = newcomer()
    bring(somebody, file())
    somebody.wins.get(key="w1").delete_softly()
    assert evidence_of(somebody).problems[0].win == ""
    read(out(somebody), TODAY)


def test_a_restored_win_is_pointed_at_again(db):
    somebody = newcomer()
    bring(somebody, file())
    win = somebody.wins.get(key="w1")
    win.delete_softly()
    win.restore()
    assert evidence_of(somebody) == file()


@pytest.mark.parametrize("count", [3, 300])
def test_an_export_asks_the_database_six_times(alice, count, django_assert_num_queries):
    for number in range(count):
        win = make_win(alice, f"Win {number}", told=True, skills=["agency"])
        make_artifact(win)
        make_confirmation(win)
    with django_assert_num_queries(6):
        assert len(evidence_of(alice).wins) == count


# In: it only ever adds


def test_a_win_that_is_here_under_another_key_is_not_added_again(db):
    somebody = newcomer()
    bring(somebody, file())
    bring(somebody, file(("wins.0.key", "other"), ("problems.0.win", "other"), ("newsletters.0.win", "other")))
    assert somebody.wins.count() == 1
    assert len(evidence_of(somebody).problems) == 1


def test_another_win_of_the_same_key_is_added_beside_it_and_pointed_at(db):
    somebody = newcomer()
    bring(somebody, file())
    changed = file(("wins.0.title", "Another"), ("problems.0.key", "p2"))
    done = bring(somebody, changed)
    assert [win.key for win in evidence_of(somebody).wins] == ["w1", "w1-2"]
    assert [problem.win for problem in evidence_of(somebody).problems] == ["w1", "w1-2"]
    assert "“w1” belongs to something else here; added beside it as “w1-2”" in " ".join(notes(done))
    assert bring(somebody, changed).changes_nothing


def test_two_people_of_one_key_stay_two(db):
    somebody = newcomer()
    bring(somebody, file())
    bring(somebody, file(("people.0.name", "Ana Silva")))
    found = evidence_of(somebody)
    assert [(person.key, person.name) for person in found.people] == [("ana", "Ana Reyes"), ("ana-2", "Ana Silva")]
    assert {contact.person for contact in found.touchpoints} == {"ana", "ana-2"}
    assert [win.people for win in found.wins] == [("ana",), ("ana-2",)]


def test_what_stands_twice_in_a_file_is_kept_twice(db):
    somebody, contact = newcomer(), example()["touchpoints"][0]
    bring(somebody, file(touchpoints=[contact, contact]))
    assert bring(somebody, file(touchpoints=[contact])).changes_nothing
    bring(somebody, file(touchpoints=[contact, contact, contact]))
    assert len(evidence_of(somebody).touchpoints) == 3


def test_a_win_takes_the_key_of_another_one_in_the_trash(db):
    somebody = newcomer()
    bring(somebody, file())
    somebody.wins.get().delete_softly()
    Win.objects.update(title="Told anew")
    done = bring(somebody, file())
    assert [entry.key for entry in done.additions.added["wins"].values()] == ["w1"]
    assert evidence_of(somebody) == file()


def test_a_win_logged_here_keeps_its_name_once_something_points_at_it(alice):
    win = make_win(alice, date=date(2026, 10, 9))
    taken_out = dataclasses.replace(evidence_of(alice), problems=file(("problems.0.win", None)).problems)
    pointing = dataclasses.replace(taken_out.problems[0], win=f"w{win.pk}")
    bring(alice, dataclasses.replace(taken_out, problems=(pointing,)))
    assert alice.wins.get().key == f"w{win.pk}"


def test_another_check_in_of_the_same_week_does_not_take_the_place_of_mine(db):
    somebody = newcomer()
    bring(somebody, file())
    done = bring(somebody, file(("check_ins.0.hours", 60)))
    assert evidence_of(somebody).check_ins == file().check_ins
    assert any("another check-in for 2026-W41; yours stays" in line for line in notes(done))


def test_what_is_taken_in_can_be_found_and_counts(alice):
    bring(alice, file())
    win = alice.wins.get()
    assert win.is_told
    assert alice.wins.saying(alice, "threads themes").get() == win


def test_remembered_results_are_stale_after_an_import(alice):
    before = alice.record_version
    bring(alice, file())
    assert alice.record_version > before


def test_a_name_that_nobody_sees_stays_where_it_was_kept_before_it_was_refused(alice):
    bring(alice, file())
    people = [{"key": "ana", "name": "\u200b"}]
    alice.carried_areas.filter(area="people").update(entries=people)
    assert [person.name for person in evidence_of(alice).people] == ["\u200b"]
    with pytest.raises(EvidenceError, match="is missing"):
        file(people=people)


# Whole, or not at all


def test_a_fault_while_writing_changes_no_row(alice, monkeypatch):
    make_win(alice)
    before = rows()
    monkeypatch.setattr(CarriedArea, "save", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(alice, file())
    assert rows() == before


def test_a_look_changes_nothing(alice):
    before = rows()
    found = look_at(alice, Parcel(file(), sha256=""))
    assert said(found).startswith("Taken in: 1 win, 1 person, 1 touchpoint")
    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_bring_it_in_once():
    somebody = newcomer()
    ends = at_once(*[lambda: bring(somebody, file())] * 4)
    assert [end for end in ends if isinstance(end, Exception)] == []
    assert evidence_of(somebody) == file()


def test_a_strangers_things_are_neither_seen_nor_touched(alice, bob):
    bring(bob, file())
    before = Win.objects.filter(owner=bob).values().get()
    bring(alice, file(("wins.0.title", "Mine")))
    assert [win.key for win in gathered(alice).evidence.wins] == ["w1"]
    assert Win.objects.filter(owner=bob).values().get() == before


def test_ten_thousand_wins_go_in_and_out(db):
    one = file().wins[0]
    wins = tuple(
        dataclasses.replace(one, key=f"w{n}", title=f"Win {n}", date=date(2024, 1, 1) + timedelta(n // 10))
        for n in range(10_000)
    )
    somebody, many = newcomer(), dataclasses.replace(file(), wins=wins)
    bring(somebody, many, trusted=True)
    assert evidence_of(somebody).wins == wins
    assert bring(somebody, many).changes_nothing


def test_plain_json_brings_the_name_of_a_file_along_and_says_so(alice):
    artifact = {"file": "notes.txt", "sha256": "0" * 64}
    done = bring(alice, file(("wins.0.artifacts", [artifact])))
    assert dict(done.bytes.missing) == {"wins[0].artifacts[0].file": "notes.txt"}
    assert alice.wins.get().artifacts.get().detail == "the file itself is not kept here"
    assert not default_storage.exists("artifacts")


def test_a_parcel_of_too_many_brackets_is_not_even_parsed():
    with pytest.raises(EvidenceError, match="divide it"), opened(io.BytesIO(b"[{}," * 700_000), TODAY):
        pass
