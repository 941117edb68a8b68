"""The sentences about the whole, looking back, and beside the judgement; and the small words that all are made of."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from insights import sentences
from insights.gates import Gate
from insights.look_back import Change, Week
from insights.notes import Lean, OldStrengths
from insights.readiness import assess
from insights.targets import aim_of
from tests.insights.build import win
from tests.insights.sentences.tables import DAY, OWN_WORDS, SENIOR, ago, broken, record


def judged(verdict, met, held, of=9):
    """An assessment with so many requirements met of 9 or 19, and so many gates held of four or six."""
    found = assess(record(**({} if of == 9 else SENIOR)), DAY)
    asked = list(found.aim.requirements)
    skills = {skill: replace(found.skills[skill], met=at < met) for at, skill in enumerate(asked)}
    applying = [slug for slug, gate in found.gates.items() if gate.applies]
    gates = {slug: Gate(slug, True, at < held) for at, slug in enumerate(applying)}
    return replace(found, verdict=verdict, skills=skills, gates={**found.gates, **gates})


def whole(verdict, met, held, of=9):
    found = judged(verdict, met, held, of)
    return sentences.verdict(found), sentences.to_nearly(found)


VERDICTS = [
    (whole("building", 0, 0), "Not ready to ask: 0 of 9 requirements are met and none of four gates holds",
     "Eight requirements and two gates make it nearly"),
    (whole("building", 1, 1), "Not ready to ask: 1 of 9 requirements is met and one of four gates holds",
     "Seven more requirements and one more gate make it nearly"),
    (whole("building", 2, 2), "Not ready to ask: 2 of 9 requirements are met and two of four gates hold",
     "Six more requirements make it nearly"),
    (whole("building", 0, 1), "Not ready to ask: 0 of 9 requirements are met and one of four gates holds",
     "Eight requirements and one more gate make it nearly"),
    (whole("building", 3, 0, 19), "Not ready to ask: 3 of 19 requirements are met and none of six gates holds",
     "13 more requirements and four gates make it nearly"),
    (whole("building", 15, 4, 19), "Not ready to ask: 15 of 19 requirements are met and four of six gates hold",
     "One more requirement makes it nearly"),
    (whole("building", 19, 3, 19), "Not ready to ask: 19 of 19 requirements are met and three of six gates hold",
     "One more gate makes it nearly"),
    (whole("nearly", 8, 2), "Nearly: 8 of 9 requirements are met and two of four gates hold", ""),
    (whole("ready", 9, 4), "Ready to ask: 9 of 9 requirements are met and every gate holds", ""),
]  # fmt: skip


def change(why="", who="", skill="agency", gained=True):
    return sentences.change(
        Change(skill, gained, ago(9), why, win(9, title=OWN_WORDS[1:-1]) if why else None, who), DAY
    )


CHANGES = [
    (change(), "Agency met on 11 November"),
    (change(gained=False), "Agency lost on 11 November"),
    (change("win"), "Agency met on 11 November: “Why so many tickets?” made the difference"),
    (change("word", "Ana Jr."), "Agency met on 11 November: Ana Jr. confirmed “Why so many tickets?” that day"),
    (change("faded", gained=False),
     "Agency lost on 11 November: “Why so many tickets?” was then more than a year old"),
    (change("ended", gained=False, skill="recommending"),
     "“Recommending, not reporting” lost on 11 November: “Why so many tickets?” was then more than two years old and "
     "no longer counted"),
    (change("taken-back", "Ana Jr.", gained=False),
     "Agency lost on 11 November: Ana Jr. no longer stood by “Why so many tickets?” then"),
]  # fmt: skip


def week(days, met=(), held=(), changes=()):
    gates = {slug: Gate(slug, True, slug in held) for slug in ("skills", "trial")}
    return Week(ago(days), "building", frozenset(met), 9, gates, changes)


def turned(days, gained=True):
    return Change("agency", gained, ago(days), "win")


UNCHANGED = [
    ([week(7), week(0)], ""),
    ([week(7, ["agency"]), week(0, ["agency"])], "Unchanged for half a year."),
    ([week(7), week(0, ["agency"], changes=(turned(3),))], "The last requirement was met on 17 November."),
    ([week(14), week(7, changes=(turned(9, gained=False),)), week(0)],
     "Unchanged for one week. The last requirement was lost on 11 November."),
    ([week(80), week(77, ["agency"], changes=(turned(78),)), week(0, ["agency"])],
     "Unchanged for 11 weeks. The last requirement was met on 3 September."),
    ([week(21), week(14, held=["trial"]), week(0, held=["trial"])], "Unchanged for two weeks."),
    ([week(7), week(0, held=["trial"])], ""),
]  # fmt: skip

TO_DIRECTOR = aim_of(record(**SENIOR).profile)
NOTES = [
    (sentences.old_strengths(OldStrengths(3, 5, "market"), TO_DIRECTOR),
     "3 of 5 links of the last 180 days are to skills of the market tier: those strengths are counted already. "
     "Director rests on the people tier"),
    (sentences.old_strengths(OldStrengths(10, 12, "people"), aim_of(record(level="director").profile)),
     "10 of 12 links of the last 180 days are to skills of the people tier or below: those strengths are counted "
     "already. VP rests on the strategy tier"),
    (sentences.lean(Lean("analytical", 6, 8)),
     "Your wins lean to the analytical side: 6 of 8 links of the last year speak of the cause beneath, the rest of the "
     "effect in the market. The job asks for both"),
    (sentences.lean(Lean("entrepreneurial", 10, 10)),
     "Your wins lean to the entrepreneurial side: 10 of 10 links of the last year speak of the effect in the market. "
     "The job asks for both"),
]  # fmt: skip

WORDS = [
    (sentences.number(0), "no"),
    (sentences.number(9), "nine"),
    (sentences.number(10), "10"),
    (sentences.some(0, "win"), "no wins"),
    (sentences.some(1, "person", "people"), "one person"),
    (sentences.some(2, "person", "people"), "two people"),
    (sentences.some(10, "win"), "10 wins"),
    (sentences.part(0, 3, "link"), "none of the three links"),
    (sentences.part(1, 3, "link"), "one of three links"),
    (sentences.part(2, 10, "link"), "two of 10 links"),
    (sentences.sentence("iOS is out"), "iOS is out"),
    (sentences.sentence("p95 fell"), "p95 fell"),
    (sentences.sentence("ßharp"), "ßharp"),
    (sentences.sentence("ﬁts"), "ﬁts"),
    (sentences.sentence("12 wins"), "12 wins"),
    (sentences.sentence("one-pager, sent"), "One-pager, sent"),
    (sentences.sentence("élan"), "Élan"),
    (sentences.inside("One win"), "one win"),
    (sentences.inside("A win"), "a win"),
    (sentences.inside("OKRs are set"), "OKRs are set"),
    (sentences.sentence(""), ""),
    (sentences.inside(""), ""),
    (sentences.listed([]), ""),
    (sentences.listed(["sales"]), "sales"),
    (sentences.listed(["sales", "legal"]), "sales and legal"),
    (sentences.listed(["sales", "legal", "data"]), "sales, legal and data"),
    (sentences.listed(["depth, commercial or technical"]), "depth, commercial or technical"),
    (sentences.listed(["depth, commercial or technical", "agency"]), "depth, commercial or technical; and agency"),
    (sentences.listed(["agency", "clarity", "depth, commercial or technical"]),
     "agency; clarity; and depth, commercial or technical"),
    (sentences.listed(["“A, and B”", "“C”"]), "“A, and B” and “C”"),
    (sentences.listed(["agency", "clarity"], last=""), "agency, clarity"),
    (sentences.listed(["agency", "clarity", "depth, commercial or technical"], last=""),
     "agency; clarity; depth, commercial or technical"),
    (sentences.between(["agency"]), ", "),
    (sentences.between(["agency", "depth, commercial or technical"]), "; "),
    (sentences.full_stop("Removed plan.pdf"), "Removed plan.pdf."),
    (sentences.full_stop("Removed Why?"), "Removed Why?"),
    (sentences.full_stop("Removed “Why?”"), "Removed “Why?”"),
    (sentences.full_stop("Removed Inc."), "Removed Inc."),
    (sentences.full_stop("Removed “Why”"), "Removed “Why”."),
    (sentences.full_stop("Removed it!"), "Removed it!"),
    (sentences.full_stop("Removed and …"), "Removed and …"),
    (sentences.named([]), ""),
    (sentences.named(["A"]), "“A”"),
    (sentences.named(["A", "B"]), "“A” and “B”"),
    (sentences.named(["A", "B", "C"]), "“A”, “B” and “C”"),
    (sentences.named(["A", "B", "C", "D"]), "“A”, “B”, “C” and one more"),
    (sentences.named(list("ABCDEFGHIJKLM")), "“A”, “B”, “C” and 10 more"),
    (sentences.called("agency"), "Agency"),
    (sentences.called("executive-depth"), "“Executive depth, commercial or technical”"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "verdict", "nearly"), VERDICTS)
def test_the_verdict_and_what_makes_it_nearly(found, verdict, nearly):
    assert found == (verdict, nearly)


def test_the_counts_of_the_verdict_can_stand_alone():
    assert sentences.counts(judged("building", 1, 1)) == "1 of 9 requirements is met and one of four gates holds"


@pytest.mark.parametrize(("found", "said"), [*CHANGES, *NOTES, *WORDS])
def test_it_says(found, said):
    assert found == said


@pytest.mark.parametrize(("weeks", "said"), UNCHANGED)
def test_how_long_nothing_has_changed(weeks, said):
    assert sentences.unchanged(weeks, DAY) == said


def test_no_sentence_about_the_whole_is_broken():
    said = [part for table in (VERDICTS,) for _, *parts in table for part in parts]
    said += [said for table in (CHANGES, NOTES) for _, said in table]
    said += [part for _, said in UNCHANGED for part in said.removesuffix(".").split(". ")]
    assert {one: faults for one in said if one and (faults := broken(one))} == {}


def test_every_word_of_the_rules_is_explained_in_one_line():
    assert {"gate", "told", "backed", "fresh"} < set(sentences.EXPLAINED)
    for word, line in sentences.EXPLAINED.items():
        assert len(line) < 120, word
        assert [broken(part) for part in line.removesuffix(".").split(". ")] == [[]] * (line.count(". ") + 1), word
        assert line.endswith("."), word


def test_every_function_of_the_sentences_stands_in_a_table():
    tables = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    functions = [name for name in sentences.__all__ if name[0].islower()]
    missing = [name for name in functions if not re.search(rf"\bsentences\.{name}\(", tables)]
    assert not missing, f"Put {missing} into a table here: for none, one, two and many, with and without each part."


def test_a_year_is_named_where_it_is_another():
    assert "2027" in sentences.change(Change("agency", True, DAY + timedelta(99), "win"), DAY)
