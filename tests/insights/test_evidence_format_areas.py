"""What the table of the format says of its areas: keys, pointers, and the order in which they hang on each other."""

# ruff: noqa: RUF009 - `one` makes a dataclass field

import json
from dataclasses import dataclass, replace

import pytest

from insights.evidence_format import EvidenceFile, read
from insights.evidence_format.areas import (
    AREAS,
    POINTED_AT_FIRST,
    SINGLE,
    Pointer,
    pointers,
    repointed,
    without_empty_parts,
)
from insights.evidence_format.kinds import Many, Part, one
from insights.evidence_format.shape import KEY, NAME, Metric
from tests.insights.example import TODAY, example


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A part that says nothing without what it points at."""

    of: str = one(KEY, needed=True, points_to="wins")
    note: str = one(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An entry that points in every way there is."""

    host: str = one(KEY, points_to="people")
    guests: tuple[str, ...] = one(Many(KEY), empty=(), points_to="people")
    first: Moment | None = one(Part(Moment), empty=None)
    moments: tuple[Moment, ...] = one(Many(Part(Moment)), empty=())


def file() -> EvidenceFile:
    return read(json.dumps(example()), TODAY)


MEETING = Meeting(
    host="ana", guests=("ana", "tom"), first=Moment(of="w1"), moments=(Moment(of="w1"), Moment(of="w2", note="x"))
)


def test_the_areas_are_those_of_the_file_in_its_order():
    assert list(SINGLE) == ["profile", "workplace"]
    assert list(AREAS) == [
        "people", "touchpoints", "wins", "problems", "customer_notes", "newsletters", "rooms", "trials", "check_ins",
    ]  # fmt: skip
    assert [area.name for area in AREAS.values() if area.key] == ["people", "wins", "problems"]
    assert [(area.name, area.once) for area in AREAS.values() if area.once] == [("check_ins", "week")]


@pytest.mark.parametrize("name", AREAS)
def test_what_is_pointed_at_has_keys_and_comes_first(name):
    for target in AREAS[name].points_to:
        assert AREAS[target].key
        assert POINTED_AT_FIRST.index(target) < POINTED_AT_FIRST.index(name)


def test_each_pointer_of_the_example_is_found_with_its_place():
    evidence = file()
    found = {
        (pointer.place, pointer.area, pointer.key)
        for name in AREAS
        for at, entry in enumerate(getattr(evidence, name))
        for pointer in pointers(entry, f"{name}[{at}]")
    }
    assert found == {
        ("touchpoints[0].person", "people", "ana"),
        ("wins[0].people[0]", "people", "ana"),
        ("problems[0].win", "wins", "w1"),
        ("newsletters[0].win", "wins", "w1"),
        ("rooms[0].invited_by", "people", "ana"),
    }


def test_pointers_are_found_in_lists_and_in_parts_too():
    assert list(pointers(MEETING, "meetings[0]")) == [
        Pointer("meetings[0].host", "people", "ana"),
        Pointer("meetings[0].guests[0]", "people", "ana"),
        Pointer("meetings[0].guests[1]", "people", "tom"),
        Pointer("meetings[0].first.of", "wins", "w1"),
        Pointer("meetings[0].moments[0].of", "wins", "w1"),
        Pointer("meetings[0].moments[1].of", "wins", "w2"),
    ]


def test_pointers_move():
    moved = repointed(MEETING, lambda area, key: f"{key}-2" if area == "people" else key)
    assert moved == replace(MEETING, host="ana-2", guests=("ana-2", "tom-2"))
    assert repointed(MEETING, lambda _area, key: key) is MEETING


def test_a_pointer_that_leads_nowhere_is_cut_and_what_says_nothing_without_it_goes():
    here = {"tom", "w2"}
    cut = repointed(MEETING, lambda _area, key: key if key in here else None)
    assert cut == Meeting(guests=("tom",), moments=(Moment(of="w2", note="x"),))
    assert repointed(Moment(of="w1"), lambda _area, _key: None) is None


def test_a_part_that_says_nothing_is_none():
    win = file().wins[0]
    assert without_empty_parts(win) is win
    assert without_empty_parts(replace(win, metric=Metric())).metric is None
