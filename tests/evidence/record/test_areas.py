"""The table of the areas: each has a keeper, and nothing is taken in before what it points at."""

import dataclasses

import pytest

from evidence.models import CarriedArea
from evidence.record.areas import KEEPERS, KEPT_BY
from evidence.record.keeping import Beside
from evidence.record.person import record_of
from insights.evidence_format import EvidenceFile
from insights.evidence_format.areas import AREAS
from insights.record import Record
from tests.evidence.evidence_file.filing import bring, file, newcomer


def test_every_area_of_the_file_has_a_keeper():
    areas = [field.name for field in dataclasses.fields(EvidenceFile) if field.name != "format"]
    assert list(KEEPERS) == areas, "record/areas.py: give each area of the format its line, in the format's order."
    assert sorted(name for names in KEPT_BY.values() for name in names) == sorted(areas)


@pytest.mark.parametrize("name", AREAS)
def test_what_an_area_points_at_is_taken_in_before_it_or_with_it(name):
    order = list(KEPT_BY)
    for target in AREAS[name].points_to & {"wins"}:
        assert order.index(KEEPERS[target]) <= order.index(KEEPERS[name])


@pytest.mark.django_db
def test_each_keeper_answers_for_its_own_areas_alone():
    somebody = newcomer()
    bring(somebody, file(), trusted=True)
    for keeper, names in KEPT_BY.items():
        assert set(keeper.entries_of(somebody).areas) <= set(names)
        assert set(keeper.values_of(somebody)) <= set(names)


@pytest.mark.django_db
def test_every_field_of_the_record_is_filled():
    somebody = newcomer()
    bring(somebody, file(), trusted=True)
    record = record_of(somebody)
    assert all(getattr(record, field.name) for field in dataclasses.fields(Record))


@pytest.mark.django_db
def test_what_is_carried_is_added_to_and_what_is_one_thing_is_replaced(alice):
    keeper, workplace = KEEPERS["rooms"], file().workplace
    for _ in range(2):
        keeper.add(alice, {"rooms": {0: file().rooms[0]}, "workplace": workplace}, Beside(holder=alice))
    assert keeper.entries_of(alice).areas == {"rooms": file().rooms * 2, "workplace": workplace}


@pytest.mark.django_db
def test_what_no_longer_fits_the_format_is_said(alice):
    CarriedArea.objects.create(owner=alice, area="rooms", entries=[{"name": "Board"}])
    with pytest.raises(ValueError, match=r"no longer fits the format: rooms\[0\]\.tier: is missing"):
        record_of(alice)
