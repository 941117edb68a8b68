"""Whatever is handed in: an evidence file is taken and written again alike, or refused with sentences."""

import json
import math
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights.as_json import as_json
from insights.evidence_format import EvidenceError, EvidenceFile, dumps, read, to_record
from insights.readiness import assess
from insights.targets import TargetError
from tests.insights.example import TODAY, example
from tests.insights.records import TODAY as LATER
from tests.insights.records import file_of

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

odd = ["", " ", "a\0b", "\ud800", "\u2028"]
words = st.sampled_from([*odd, "w1", "ana", "agency", "outcome", "2026-10-09", "2026-W41", "none"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)


def taken_or_refused(data) -> EvidenceFile | None:
    file, refused = tried(data)
    if refused:
        assert refused.problems
        assert str(refused).isprintable()
        assert all(problem.isprintable() for problem in refused.problems)
    if file:
        once = dumps(file)
        assert dumps(read(once, TODAY)) == once
        with suppress(TargetError):  # There is nothing above a CPO.
            as_json(assess(to_record(file), TODAY))
    return file


def tried(data):
    try:
        return read(data, TODAY), None
    except EvidenceError as error:
        return None, error


def places(node, way=()):
    """Every place in the example, as a change names it."""
    inside = enumerate(node) if isinstance(node, list) else node.items() if isinstance(node, dict) else ()
    for key, value in inside:
        yield ".".join([*way, str(key)])
        yield from places(value, (*way, str(key)))


PLACES = list(places(example()))


@OFTEN
@given(st.sampled_from(PLACES), anything)
def test_anything_in_any_place_of_the_example(place, value):
    taken_or_refused(json.dumps(example((place, value))))


@OFTEN
@given(anything)
def test_any_json(value):
    taken_or_refused(json.dumps(value))


@OFTEN
@given(st.dictionaries(st.sampled_from([*example(), "extra"]), anything, max_size=4))
def test_any_areas(areas):
    taken_or_refused(json.dumps(example() | areas))


@OFTEN
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_bytes_and_any_text(data):
    taken_or_refused(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_made_up_record_goes_out_and_in_and_out_alike(seed):
    once = dumps(read(json.dumps(file_of(seed)), LATER))
    assert dumps(read(once, LATER)) == once


def test_a_file_full_of_errors_is_refused_soon():
    wins = [{"title": "A", "date": "2026-10-09", "kind": f"unknwon{at}", f"key{at}": 1} for at in range(20_000)]
    contacts = [{"person": f"nobody{at}", "date": "2026-10-09", "kind": "request"} for at in range(20_000)]
    for areas in ({"wins": wins}, {"touchpoints": contacts}):
        begun = time.process_time()
        assert taken_or_refused(json.dumps(example() | areas)) is None
        assert time.process_time() - begun < 5


def test_a_large_file_is_read_and_written_alike():
    win = example()["wins"][0] | {"key": "", "people": []}
    file = example() | {"wins": [win] * 3_000, "problems": [], "newsletters": []}
    begun = time.process_time()
    found = taken_or_refused(json.dumps(file))
    assert found is not None
    assert len(found.wins) == 3_000
    assert found.wins[0].date == date(2026, 10, 9)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("number", ["0.1234567890123456789", "1e-400", "1e-99999999999999999999"])
def test_a_number_that_would_be_kept_as_another_is_refused_at_its_place(number):
    text = json.dumps(example()).replace('"before": 40', f'"before": {number}')
    with pytest.raises(EvidenceError) as refused:
        read(text, TODAY)
    assert refused.value.problems == ("wins[0].metric.before: has more digits than are kept: 15 at most",)


@pytest.mark.parametrize(
    ("number", "kept"), [("-0.0", "0"), ("0.30000000000000004", "0.30000000000000004"), ("4e1", "40")]
)
def test_a_number_is_kept_as_it_is(number, kept):
    text = json.dumps(example()).replace('"before": 40', f'"before": {number}')
    metric = json.loads(dumps(read(text, TODAY)))["wins"][0]["metric"]
    assert str(metric["before"]) == kept
    assert math.copysign(1, read(text, TODAY).wins[0].metric.before) == 1
