"""From an evidence file to the record that the judgement is handed."""

from insights.catalog import DEFAULT_LEVEL, DEFAULT_TRACK
from insights.evidence_format.shape import EvidenceFile, TrialEntry, WinEntry
from insights.evidence_format.texts import digest_in, text_of
from insights.record import (
    CheckIn,
    Confirmation,
    Link,
    Problem,
    Profile,
    Record,
    Touchpoint,
    Trial,
    Win,
    is_told,
    person_key,
)


def to_record(evidence: EvidenceFile) -> Record:
    """What the judgement looks at, in the file's order. Confirmations and reviews are taken at their word."""
    people = {person.key: person for person in evidence.people}
    profile = evidence.profile
    return Record(
        Profile(
            profile.level or DEFAULT_LEVEL,
            profile.track or DEFAULT_TRACK,
            profile.target,
            profile.target_date,
            profile.department,
        ),
        tuple(_win(win, index) for index, win in enumerate(evidence.wins)),
        tuple(
            Touchpoint(
                contact.date,
                people[contact.person].name,
                people[contact.person].department,
                contact.kind,
                contact.started_by,
            )
            for contact in evidence.touchpoints
        ),
        tuple(_trial(entry, index) for index, entry in enumerate(evidence.trials)),
        tuple(Problem(entry.key, entry.title, entry.status, entry.spotted) for entry in evidence.problems),
        tuple(
            CheckIn(entry.week, entry.hours, frozenset(entry.flags), entry.intention_done)
            for entry in evidence.check_ins
        ),
    )


def _win(win: WinEntry, index: int) -> Win:
    return Win(
        win.key or f"wins[{index}]",
        win.title,
        win.date,
        win.kind,
        is_told(win.action, win.result),
        win.metric is not None and win.metric.after is not None,
        bool(win.artifacts),
        win.horizon,
        win.decision,
        tuple(Link(link.skill, link.review) for link in win.skills),
        _words(win),
    )


def _words(win: WinEntry) -> tuple[Confirmation, ...]:
    if not win.confirmations:
        return ()
    now = ("", text_of(win).digest)
    return tuple(
        Confirmation(
            person_key(word.by), word.department, word.date, word.verdict, word.by, for_this_text=digest_in(word) in now
        )
        for word in win.confirmations
    )


def _trial(trial: TrialEntry, index: int) -> Trial:
    return Trial(
        f"trials[{index}]",
        trial.title,
        trial.skill,
        trial.started,
        trial.ended,
        trial.coaching,
        trial.outcome,
    )
