"""Which skills a text speaks for: how good it is on texts that no model saw, and what it does with any text."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights import text_models
from insights.catalog import catalog
from insights.suggestions import LEAST, MOST, Suggestion, leaned, suggest, suggest_each
from insights.text_models.sentence_model import _session, taught_model
from insights.text_models.together import both_models
from insights.text_models.weights import HERE, WrongWeights, checked
from insights.text_models.word_model import light_model
from insights.text_models.wordpiece import pieces
from tests.insights.labelled import measured, texts

ASIDE, PLAIN = texts("texts/writer-7.jsonl"), texts("texts/writer-11.jsonl")
SAMPLE, STRANGER = texts("sample.jsonl"), texts("stranger.jsonl")
LOCKER = "Test phones went missing all the time, everyone moaned, that was it. Built a locker on my own initiative."


@pytest.fixture
def words_alone(monkeypatch) -> Iterator[None]:
    """As on a machine for which there is no ONNX runtime."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    for name in ("sentence_model", "together"):
        monkeypatch.delitem(sys.modules, f"insights.text_models.{name}", raising=False)
    text_models.text_model.cache_clear()
    text_models.version.cache_clear()
    yield
    text_models.text_model.cache_clear()
    text_models.version.cache_clear()


@pytest.mark.parametrize(
    ("model", "labelled", "first", "three", "silent"),
    [
        (both_models, ASIDE, 93, 97, 90),
        (both_models, SAMPLE, 91, 97, 90),
        (both_models, STRANGER, 90, 93, 90),
        (both_models, PLAIN, 50, 70, 90),
        (taught_model, ASIDE, 90, 97, 90),
        (light_model, ASIDE, 84, 90, 90),
        (light_model, SAMPLE, 80, 88, 90),
    ],
)
def test_texts_that_no_model_was_taught_with_are_read_this_well(model, labelled, first, three, silent):
    found = measured(model(), labelled)
    assert (found["first"] >= first, found["three"] >= three, found["silent"] >= silent) == (True, True, True), found


def test_the_chance_that_is_named_is_about_the_chance_to_be_right():
    named = [
        (found[0].score, found[0].skill == text.skills[0])
        for text, found in read_all(ASIDE + PLAIN)
        if found and text.skills
    ]
    off = 0.0
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        some = [(score, right) for score, right in named if low < score <= low + 0.2]
        off += abs(sum(score - right for score, right in some)) / len(named)
    assert off < 0.12, f"on the average it names a chance that is {off:.2f} off"


def read_all(labelled):
    return zip(labelled, suggest_each([(text.text, "") for text in labelled]), strict=True)


def test_the_reason_is_in_the_words_of_the_text():
    found = suggest(LOCKER)
    assert found[0].skill == "agency"
    assert found[0].because
    assert all(phrase in LOCKER for one in found for phrase in one.because)


@pytest.mark.parametrize("text", ["", "   ", "ok", "asdf jkl", "!!!", "\x00\ud800", "one two", "?" * 5000])
def test_what_is_hardly_a_text_speaks_for_nothing(text):
    assert suggest(text) == ()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("nobody owned the invoice errors, so I took them", "agency"),
        ("Coached Ben through his first release", "coaching"),
        ("Talked legal and sales into one plan, both were against it", "stakeholder-alignment"),
        ("Found out why the import fails: two systems use different codes", "root-cause"),
    ],
)
def test_a_plain_line_is_enough(text, skill):
    assert suggest(text)[0].skill == skill


@pytest.mark.parametrize("text", ["Attended the QBR.", "Used RICE to rank the backlog", "Joined the all-hands."])
def test_a_look_alike_speaks_for_nothing(text):
    assert suggest(text) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["", "other", "nonsense", *sorted(catalog().kinds)]))
def test_any_text_gives_ranked_chances_with_reasons_or_nothing(text, kind):
    found = suggest(text, kind)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1.01
    assert all(one.skill in catalog().skills and one.score >= LEAST - 0.001 for one in found)
    assert all(phrase in text for one in found for phrase in one.because)


def test_texts_read_together_are_read_as_each_alone():
    some = [text.text for text in ASIDE[:20]]
    together = suggest_each([(text, "") for text in some])
    for text, found in zip(some, together, strict=True):
        assert [one.skill for one in found][:1] == [one.skill for one in suggest(text)][:1]


def test_a_text_of_twenty_thousand_words_is_read_from_its_beginning():
    assert suggest(f"{LOCKER} " * 1_000)[0].skill == "agency"


def test_the_kind_of_a_win_speaks_for_what_it_usually_shows():
    def chance(kind: str) -> float:
        return {one.skill: one.score for one in suggest(LOCKER, kind)}["agency"]

    assert chance("unowned-problem") > chance("") == chance("other")


def test_a_leaning_shifts_the_order_and_no_more_than_it_says():
    found = [Suggestion("agency", 0.4, ()), Suggestion("clarity", 0.3, ()), Suggestion("learning", 0.05, ())]
    assert leaned(found, {}) == tuple(found)
    shifted = leaned(found, {"clarity": 0.8})
    assert [one.skill for one in shifted] == ["clarity", "agency", "learning"]
    assert sum(one.score for one in shifted) < 1
    assert leaned([], {"clarity": 0.8}) == ()


def test_no_more_than_three_are_left_after_leaning():
    found = [Suggestion(skill, 0.1, ()) for skill in ("agency", "clarity", "learning", "coaching")]
    assert leaned(found, {"coaching": 0.5})[0].skill == "coaching"
    assert len(leaned(found, {})) == MOST


def test_nothing_leaves_the_machine(monkeypatch):
    def refuse(*_args: object) -> None:
        raise AssertionError("A text must not leave the server.")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert suggest(LOCKER)


def test_without_the_language_model_single_words_stand_in(words_alone):
    assert text_models.text_model().name == "words"
    assert [one.skill for one in suggest(LOCKER)]


def test_what_keeps_the_language_model_from_loading_keeps_no_page_from_being_drawn(monkeypatch):
    def full(*_args: object, **_options: object) -> None:
        raise OSError("No space left on device")

    taught_model.cache_clear()
    both_models.cache_clear()
    text_models.text_model.cache_clear()
    monkeypatch.setattr("insights.text_models.sentence_model.NamedTemporaryFile", full)
    assert text_models.text_model().name == "words"
    text_models.text_model.cache_clear()


def test_another_model_gives_another_version(words_alone):
    light = text_models.version()
    text_models.text_model.cache_clear()
    text_models.version.cache_clear()
    sys.modules.pop("onnxruntime")
    assert len({light, text_models.version()}) == 2


def test_weights_that_were_changed_are_not_loaded(tmp_path: Path):
    changed = tmp_path / "words.json"
    changed.write_bytes((HERE / "words.json").read_bytes() + b" ")
    with pytest.raises(WrongWeights, match=r"words\.json"):
        checked(changed)


def test_a_language_model_that_was_not_taught_is_not_loaded():
    with pytest.raises(WrongWeights, match="another language model"):
        _session("the digest of another", {})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("Hello, world!", [7592, 1010, 2088, 999]),
        ("Café résumé naïve", [7668, 13746, 15743]),
        ("unaffable", [14477, 20961, 3468]),
        ("x" * 101, [100]),
        ("3.5% of p&l", [1017, 1012, 1019, 1003, 1997, 1052, 1004, 1048]),
    ],
)
def test_a_text_is_cut_as_the_language_model_was_taught(text, numbers):
    assert [piece.number for piece in pieces(text, 100)] == numbers


def test_pieces_know_where_their_word_stands():
    text = "Ça va?  Unaffable"
    assert {text[piece.start : piece.end] for piece in pieces(text, 100)} == {"Ça", "va", "?", "Unaffable"}
    assert len(pieces(text, 3)) == 3
