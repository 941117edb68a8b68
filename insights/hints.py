"""Hints on how a win is written: what its fields say in, at most two hints out, the one worth most first.

Rules over lists of words, so that each hint can quote what set it off. They would rather miss a poor win than carp at a
good one. The words of the hints stand in the catalogue.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from insights import prose
from insights.catalog import catalog
from insights.prose import clauses, is_no_change, is_only_done, is_only_having, phrases, sentences, straight, without_i
from insights.record import WORDS_TO_TELL, is_told
from insights.word_count import has_words

MOST = 2
"""Hints shown at a time. A win that was only captured gets one."""
QUOTED = 60
"""Characters of a win that a hint quotes at most."""
_SETTLED = ("accepted", "declined", "open")
_OWN = ("alone", "led")


@dataclass(frozen=True, slots=True)
class Written:
    """A win as it is written: its texts, and what else stands beside them.

    `measured`: it has a metric with an after value. `others`: it names people, or has their word.
    """

    title: str
    action: str = ""
    result: str = ""
    context: str = ""
    part: str = ""
    decision: str = "none"
    measured: bool = False
    others: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint on a win: its slug in the catalogue, and the words of the win that set it off, which may be none."""

    slug: str
    words: str = ""

    @property
    def sentence(self) -> str:
        """The hint in one line."""
        entry = catalog().hints[self.slug]
        return entry.says.format(words=self.words) if self.words else entry.bare or entry.says


def hints(win: Written, off: Collection[str] = ()) -> tuple[Hint, ...]:
    """The hints on a win, the one worth most first: at most two, and one for a win with nothing but a title.

    `off` are the slugs of hints that the person does not want. Of the four about a missing result only the first that
    fits is given, and who noticed is asked only where nothing else is.
    """
    reading = _Reading.of(win)
    found: list[Hint] = []
    for slug in catalog().hints:
        if slug in off or (slug in _INSTEAD and found):
            continue
        words = RULES[slug](reading)
        if words is not None:
            found.append(Hint(slug, _short(words)))
    return tuple(found[: MOST if reading.has_story else 1])


@dataclass(frozen=True, slots=True)
class _Reading:
    """A win with what several rules ask of it. `told` is what was done, or else the title, without the I.

    `came`: there is a result. `moved`: it is more than what taking part, telling and filling in bring by themselves.
    """

    win: Written
    told: str
    result: str
    whole: str
    framework: str
    has_story: bool
    came: bool
    moved: bool

    @classmethod
    def of(cls, win: Written) -> "_Reading":
        title, action, result, context = map(straight, (win.title, win.action, win.result, win.context))
        has_story = has_words(action, WORDS_TO_TELL)
        whole = ". ".join(filter(None, (title, action, result, context)))
        told = without_i(action if has_story else title)
        framework = phrases("frameworks").found(told) or (phrases("frameworks").found(title) if has_story else "")
        only_done = is_only_having(result) if framework else is_only_done(result)
        settled = win.measured or win.decision in _SETTLED
        came, moved = settled or not only_done, settled or not is_no_change(result)
        return cls(win, told, result, whole, framework, has_story or bool(result), came, moved)

    @property
    def changed(self) -> bool:
        """Whether what was done tells of a change already."""
        return bool(phrases("changes").found(self.told) or prose.has_measure(self.told))


def _short(words: str) -> str:
    words = words.strip(' .,;:!?"“”')
    return words if len(words) <= QUOTED else words[:QUOTED].rpartition(" ")[0] + " …"


def _no_result(read: _Reading) -> str | None:
    """Something was done, and what came of it is empty, or says no more than that it is done. Insight: land-mines."""
    told = has_words(read.win.action, WORDS_TO_TELL)
    in_time = phrases("rescues").found(read.told) and phrases("in-time").found(read.result)
    return None if read.came or read.changed or in_time or not told else read.result


def _activity(read: _Reading) -> str | None:
    """Everything that was done is taking part, and nothing came of it. Insights: in-the-room, land-mines."""
    if read.moved or read.changed or phrases("takers").found(read.told):
        return None
    openings = [_taking_part(sentence, read) for sentence in sentences(read.told)]
    return openings[0] if openings and openings[0] and all(word is not None for word in openings) else None


def _taking_part(sentence: str, read: _Reading) -> str | None:
    """The words with which a sentence says that somebody took part; empty if it says nothing; None for a deed."""
    first, *rest = clauses(sentence) or [""]
    opening = phrases("activities").opening(first) or _appointment(first, read)
    if any(prose.opens_with_deed(clause) and not phrases("activities").opening(clause) for clause in rest):
        return None
    return opening or ("" if is_only_done(sentence) else None)


def _appointment(title: str, read: _Reading) -> str:
    """The words by which a title is no more than an appointment: "Weekly sync" of "Weekly sync with sales"."""
    if read.has_story:
        return ""
    before = phrases("appointment-words").opening(title)
    noun = phrases("activity-nouns").opening(title[len(before) :].lstrip())
    return f"{before} {noun}".strip() if noun else ""


def _framework(read: _Reading) -> str | None:
    """A framework was filled in, and nothing came of it but the framework. Insight: strategy-theatre."""
    if read.moved or read.changed or not read.framework:
        return None
    first = next(iter(sentences(read.told)), "")
    fills_in = phrases("framework-verbs").opening(first) or phrases("frameworks").opening(first)
    return read.framework if fills_in else None


def _report(read: _Reading) -> str | None:
    """Somebody was told how things stand, and nobody what should be done. Insight: recommend-with-why."""
    if read.moved or read.changed or phrases("recommending").found(read.whole):
        return None
    said = [clause for sentence in sentences(read.told) for clause in clauses(sentence)]
    return next(filter(None, map(prose.report, said if read.has_story else said[:1])), None)


def _whose_part(read: _Reading) -> str | None:
    """We did it, and no word says what was mine. Insight: earned-authority."""
    if read.win.part in _OWN or phrases("my-words").found(read.whole):
        return None
    said = sentences(read.told)
    if any(prose.opens_with_deed(sentence) for sentence in said):
        return None
    return next(filter(None, map(prose.opens_with_we, said if read.has_story else said[:1])), None)


def _no_number(read: _Reading) -> str | None:
    """What came of it compares, and no number says how much. Insights: land-mines, commercial-engine."""
    win = read.win
    if not read.result or win.measured or prose.has_number(read.result) or prose.has_measure(read.whole):
        return None
    return prose.compared(read.result) or None


def _who_noticed(read: _Reading) -> str | None:
    """Told, without a number, and nobody else stands in it. Insight: earned-authority."""
    win = read.win
    if win.others or win.private or win.measured or win.decision != "none" or win.part not in ("", *_OWN):
        return None
    if not read.came or not is_told(win.action, read.result):
        return None
    if prose.has_number(read.result) or prose.has_figure(read.whole) or prose.names_people(read.whole):
        return None
    deeds = any(map(prose.opens_with_deed, sentences(read.told)))
    return "" if deeds and prose.is_english(read.whole) else None


RULES: Mapping[str, Callable[[_Reading], str | None]] = {
    "activity-not-change": _activity,
    "framework-not-result": _framework,
    "report-not-recommend": _report,
    "no-result": _no_result,
    "whose-part": _whose_part,
    "no-number": _no_number,
    "who-noticed": _who_noticed,
}
"""Each rule gives the words that set it off (they may be none), or None where it has nothing to say."""
_INSTEAD = {"activity-not-change", "framework-not-result", "report-not-recommend", "no-result", "who-noticed"}
"""Hints that are given only where none before them is: the first four are about one lack."""
