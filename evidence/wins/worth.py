"""What a win is worth, as its page says it: its grade, the ladder of all four, and what it lacks."""

from dataclasses import dataclass
from datetime import date

from evidence.models import Confirmation, Win
from evidence.web.numbers import figure
from evidence.wins.rows import as_graded
from insights import sentences
from insights.confirmed_text import WinText
from insights.dates import in_words
from insights.grades import confirmed_by, confirmed_earlier, grade, lacks
from insights.record import Win as GradedWin
from insights.values import CONFIRMATION_VERDICTS, DEPARTMENTS, GRADES


@dataclass(frozen=True, slots=True)
class Rung:
    """One grade of the ladder: whether the win has reached it, and in words why or what it needs."""

    grade: str
    word: str
    reached: bool
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and what it is called."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class EarlierWord:
    """Somebody's word for an earlier text of the win: who said what and when, and that text by the names of its parts,
    empty where nobody knows it.
    """

    words: str
    text: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """The grade in words, the grade after it ("" past the last), the ladder, and sentences on what else would help.

    `unverified` are the confirmations that came with a file and that nobody vouches for, `earlier` those for a text
    that the win had before.
    """

    grade: str
    next_grade: str
    ladder: tuple[Rung, ...]
    lacks: tuple[str, ...]
    unverified: tuple[str, ...]
    earlier: tuple[EarlierWord, ...]


def worth(win: Win, today: date) -> Worth:
    """What a win is worth on a day. Its artifacts and confirmations had better be prefetched."""
    graded = as_graded(win)
    reached = grade(graded, today)
    rungs, words = ladder(win, graded, reached, today), _written(win)
    return Worth(
        grade=GRADES[reached],
        next_grade=next((rung.word.lower() for rung in rungs if not rung.reached), ""),
        ladder=rungs,
        lacks=tuple(sentences.lack(lack, words) for lack in lacks(graded, today) if lack.what != "confirmed"),
        unverified=tuple(in_short(word, today) for word in win.confirmations.all() if not word.verified),
        earlier=tuple(
            EarlierWord(in_short(word, today), _parts(word.given_for))
            for word, seen in zip(win.confirmations.all(), graded.confirmations, strict=True)
            if seen in confirmed_earlier(graded, today)
        ),
    )


def ladder(win: Win, graded: GradedWin, reached: str, today: date) -> tuple[Rung, ...]:
    """The four grades in order, each with its reason."""
    how_counted = sentences.how_counted(_written(win))
    names, before = (
        sentences.listed(sorted({word.name for word in words}))
        for words in (confirmed_by(graded, today), confirmed_earlier(graded, today))
    )
    shows = []
    if win.metric_after is not None:
        shows.append("a number with an after value")
    if count := len(win.artifacts.all()):
        shows.append(sentences.some(count, "artifact"))
    reasons = {
        "noted": (True, f"It happened on {in_words(win.date, today)}."),
        "told": (win.is_told, "What you did and what came of it are there."),
        "backed": (win.is_told and bool(shows), sentences.sentence(" and ".join(shows)) + "."),
        "confirmed": (reached == "confirmed", sentences.full_stop(f"By {names}")),
    }
    needs = {
        "told": f"Needs three words or more on what you did, and on what came of it{how_counted}.",
        "backed": "Needs a link, a file, or a number with an after value." if not shows else "Needs the story first.",
        "confirmed": f"{before} confirmed an earlier text. Put that text back, or ask again."
        if before
        else "Needs one other person’s word.",
    }
    return tuple(Rung(name, GRADES[name], ok, words if ok else needs[name]) for name, (ok, words) in reasons.items())


def _written(win: Win) -> str:
    """What the win's texts say so far."""
    return f"{win.title} {win.action} {win.result}"


def in_short(word: Confirmation, today: date) -> str:
    """Who has said what of a win, and when."""
    where = f", {DEPARTMENTS[word.department].lower()}" if word.department else ""
    return f"{word.by}{where}, {in_words(word.date, today)}: {CONFIRMATION_VERDICTS[word.verdict].lower()}"


def _parts(text: WinText | None) -> tuple[Part, ...]:
    """A text that a word was given for, by the names of its parts; what is empty is left out."""
    if text is None:
        return ()
    name, before, after, unit = text[3:]
    values = " to ".join(figure(value) for value in (before, after) if value is not None)
    parts = {
        "Title": text.title,
        "What I did": text.action,
        "What came of it": text.result,
        "Number": " ".join(filter(None, (name, values, unit))),
    }
    return tuple(Part(name, words) for name, words in parts.items() if words)
