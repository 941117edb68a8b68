"""What no single place of an evidence file can see: keys, what points where, and what comes before what."""

from collections.abc import Iterable

from insights.catalog import DEFAULT_LEVEL, catalog
from insights.dates import week_name
from insights.evidence_format.kinds import Found
from insights.evidence_format.shape import EvidenceFile, ProfileEntry, TrialEntry, WinEntry
from insights.problems import quoted
from insights.record import SKILLS_A_WIN


def check(evidence: EvidenceFile, found: Found) -> None:
    """Notes everything that contradicts something else in the file."""
    _check_target(evidence.profile, found)
    _check_keys(evidence, found)
    _check_pointers(evidence, found)
    for index, win in enumerate(evidence.wins):
        _check_win(win, f"wins[{index}]", found)
    for index, trial in enumerate(evidence.trials):
        _check_trial(trial, f"trials[{index}]", found)
    weeks = ((f"check_ins[{at}].week", week_name(entry.week)) for at, entry in enumerate(evidence.check_ins))
    _check_once(weeks, "{value} has a check-in already, {first}", found)


def _check_target(profile: ProfileEntry, found: Found) -> None:
    levels, level = catalog().levels, profile.level or DEFAULT_LEVEL
    if profile.target and levels[profile.target].order <= levels[level].order:
        found.add("profile.target", f'"{profile.target}" is not above the level "{level}"')


def _check_once(places: Iterable[tuple[str, str]], saying: str, found: Found) -> None:
    first: dict[str, str] = {}
    for place, value in places:
        if value and first.setdefault(value, place) != place:
            found.add(place, saying.format(value=quoted(value), first=first[value].rpartition(".")[0]))


def _check_keys(evidence: EvidenceFile, found: Found) -> None:
    for area in ("people", "wins", "problems"):
        keys = ((f"{area}[{index}].key", entry.key) for index, entry in enumerate(getattr(evidence, area)))
        _check_once(keys, "{value} is used twice, first by {first}", found)


def _check_pointers(evidence: EvidenceFile, found: Found) -> None:
    people = {person.key: None for person in evidence.people}
    wins = {win.key: None for win in evidence.wins}

    def check(place: str, key: str, known: dict[str, None], what: str) -> None:
        if key and key not in known:
            found.add(place, f"no {what} has the key {quoted(key)}{found.meant(key, known)}")

    for index, contact in enumerate(evidence.touchpoints):
        check(f"touchpoints[{index}].person", contact.person, people, "person")
    for index, room in enumerate(evidence.rooms):
        check(f"rooms[{index}].invited_by", room.invited_by, people, "person")
    for index, win in enumerate(evidence.wins):
        for at, key in enumerate(win.people):
            check(f"wins[{index}].people[{at}]", key, people, "person")
    for index, problem in enumerate(evidence.problems):
        check(f"problems[{index}].win", problem.win, wins, "win")
    for index, issue in enumerate(evidence.newsletters):
        check(f"newsletters[{index}].win", issue.win, wins, "win")


def _check_win(win: WinEntry, place: str, found: Found) -> None:
    if len(win.skills) > SKILLS_A_WIN:
        found.add(f"{place}.skills", f"{len(win.skills)} skills, a win speaks for three at most")
    skills = ((f"{place}.skills[{index}].skill", link.skill) for index, link in enumerate(win.skills))
    _check_once(skills, "{value} stands twice on this win, first in {first}", found)
    for index, artifact in enumerate(win.artifacts):
        if not (artifact.url or artifact.file):
            found.add(f"{place}.artifacts[{index}]", "needs a url, or a file with its sha256")
        elif bool(artifact.file) != bool(artifact.sha256):
            lacking = "sha256" if artifact.file else "file"
            found.add(f"{place}.artifacts[{index}].{lacking}", "is missing: a file needs its name and its sha256")
    for index, word in enumerate(win.confirmations):
        if word.date < win.date:
            found.add(f"{place}.confirmations[{index}].date", f"{word.date} lies before its win, {win.date}")


def _check_trial(trial: TrialEntry, place: str, found: Found) -> None:
    if trial.outcome == "running" and trial.ended:
        found.add(f"{place}.ended", "a running trial has no end yet")
    if trial.outcome in ("succeeded", "failed") and not trial.ended:
        found.add(f"{place}.ended", f"is missing: this trial {trial.outcome}")
    for name, day in (("ended", trial.ended), ("planned_end", trial.planned_end)):
        if day and day < trial.started:
            found.add(f"{place}.{name}", f"{day} lies before its start, {trial.started}")
