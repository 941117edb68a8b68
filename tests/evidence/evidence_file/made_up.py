"""Evidence files that nobody would think of, made by Hypothesis from the format's own table."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from insights.catalog import DEFAULT_LEVEL, catalog
from insights.evidence_format import FORMAT, EvidenceFile, kinds
from insights.evidence_format import shape as shapes
from insights.evidence_format.texts import text_of
from insights.letters import is_blank

TODAY = date(2026, 11, 21)
FIRST = date(1900, 1, 1)
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")  # a reader leaves no \r
LINKS = st.sampled_from(["https://wiki.example/4", "http://a.example/?b=ü", "mailto:ana@example.com"])
MOST = 12
MADE: dict[type, Callable[[Any], st.SearchStrategy]] = {
    kinds.Text: lambda kind: st.text(CHARACTERS, max_size=min(kind.limit, MOST)),
    kinds.Url: lambda _kind: LINKS,
    kinds.Checksum: lambda _kind: st.just(""),
    kinds.Choice: lambda kind: st.sampled_from(sorted(kind.options())),
    kinds.Day: lambda kind: st.dates(FIRST, date(9999, 12, 31) if kind.ahead else TODAY),
    kinds.Week: lambda _kind: st.dates(FIRST + timedelta(7), TODAY).map(lambda day: day - timedelta(day.weekday())),
    kinds.Number: lambda kind: whole(kind) if kind.whole else whole(kind).map(float) | st.floats(kind.least, kind.most),
    kinds.Flag: lambda _kind: st.booleans(),
    kinds.Part: lambda kind: entries(kind.shape),
    kinds.Many: lambda kind: st.lists(MADE[type(kind.of)](kind.of), max_size=3).map(tuple),
}


def whole(kind: kinds.Number) -> st.SearchStrategy[int]:
    return st.integers(int(kind.least), int(kind.most))


def entries(shape: type, **chosen: st.SearchStrategy) -> st.SearchStrategy:
    """Any entry of a shape; `chosen` are the fields that must not be just anything."""
    fields = {one.name: chosen[one.name] if one.name in chosen else _field(one) for one in dataclasses.fields(shape)}
    return st.builds(shape, **fields)


def _field(field: dataclasses.Field) -> st.SearchStrategy:
    made = MADE[type(field.metadata["kind"])](field.metadata["kind"])
    if not field.metadata["needed"]:
        return st.just(field.default) | made
    return made.filter(lambda value: not isinstance(value, str) or not is_blank(value))


def pointing_at(keys: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *keys])


@st.composite
def profiles(draw: st.DrawFn) -> shapes.ProfileEntry:
    levels, profile = catalog().levels, draw(entries(shapes.ProfileEntry))
    if profile.target and levels[profile.target].order <= levels[profile.level or DEFAULT_LEVEL].order:
        return dataclasses.replace(profile, target="")
    return profile


@st.composite
def wins(draw: st.DrawFn, people: Sequence[str]) -> shapes.WinEntry:
    skills = st.lists(entries(shapes.SkillEntry), max_size=3, unique_by=lambda link: link.skill).map(tuple)
    links = entries(shapes.ArtifactEntry, url=LINKS, file=st.just(""))
    present = st.lists(st.sampled_from(people), max_size=2).map(tuple) if people else st.just(())
    win = draw(
        entries(shapes.WinEntry, skills=skills, artifacts=st.lists(links, max_size=2).map(tuple), people=present)
    )
    words = []
    for word in win.confirmations:
        of = draw(st.sampled_from(["", text_of(word.text or win).digest, *([] if word.text else ["0" * 64])]))
        words.append(dataclasses.replace(word, date=max(word.date, win.date), of=of))
    return dataclasses.replace(win, confirmations=tuple(words))


@st.composite
def trials(draw: st.DrawFn) -> shapes.TrialEntry:
    trial = draw(entries(shapes.TrialEntry))
    ended = None if trial.outcome == "running" else trial.ended or (TODAY if trial.outcome else None)
    planned = trial.planned_end
    return dataclasses.replace(
        trial, ended=ended and max(ended, trial.started), planned_end=planned and max(planned, trial.started)
    )


def with_own_keys(of: st.SearchStrategy) -> st.SearchStrategy:
    """Up to four of them, in which no key stands twice; those that need none may have none."""
    return st.lists(of, max_size=4, unique_by=lambda one: one.key or object()).map(tuple)


@st.composite
def evidence_files(draw: st.DrawFn) -> EvidenceFile:
    """Any evidence file that reads without a fault on TODAY. Its artifacts are links."""

    def some(shape: type, **chosen: st.SearchStrategy) -> tuple:
        return draw(st.lists(entries(shape, **chosen), max_size=3).map(tuple))

    people = draw(with_own_keys(entries(shapes.PersonEntry)))
    keys = [person.key for person in people]
    won = draw(with_own_keys(wins(keys)))
    win = pointing_at([win.key for win in won if win.key])
    check_ins = st.lists(entries(shapes.CheckInEntry), max_size=3, unique_by=lambda one: one.week).map(tuple)
    return EvidenceFile(
        format=FORMAT,
        profile=draw(profiles()),
        people=people,
        touchpoints=some(shapes.TouchpointEntry, person=st.sampled_from(keys)) if keys else (),
        wins=won,
        problems=draw(with_own_keys(entries(shapes.ProblemEntry, win=win))),
        customer_notes=some(shapes.CustomerNoteEntry),
        newsletters=some(shapes.NewsletterEntry, win=win),
        rooms=some(shapes.RoomEntry, invited_by=pointing_at(keys)),
        trials=draw(st.lists(trials(), max_size=3).map(tuple)),
        check_ins=draw(check_ins),
        workplace=draw(entries(shapes.WorkplaceEntry)),
    )
