"""What no single place of an evidence file can see: keys, what points where, and what comes before what."""

from collections.abc import Iterable, Sequence
from typing import Any

from insights.catalog import DEFAULT_LEVEL, catalog
from insights.evidence_format.areas import AREAS, Area, pointers
from insights.evidence_format.kinds import Found
from insights.evidence_format.shape import EvidenceFile, ProfileEntry, TrialEntry, WinEntry
from insights.evidence_format.texts import text_of
from insights.problems import quoted
from insights.record import SKILLS_A_WIN


def check(evidence: EvidenceFile, found: Found) -> None:
    """Notes in `found` everything that contradicts something else in the file."""
    _check_target(evidence.profile, found)
    for area in AREAS.values():
        _check_keys(area, getattr(evidence, area.name), found)
    _check_pointers(evidence, found)
    for index, win in enumerate(evidence.wins):
        _check_win(win, f"wins[{index}]", found)
    for index, trial in enumerate(evidence.trials):
        _check_trial(trial, f"trials[{index}]", found)


def _check_target(profile: ProfileEntry, found: Found) -> None:
    levels, level = catalog().levels, profile.level or DEFAULT_LEVEL
    if profile.target and levels[profile.target].order <= levels[level].order:
        found.add("profile.target", f'"{profile.target}" is not above the level "{level}"')


def _check_once(places: Iterable[tuple[str, str]], saying: str, found: Found) -> None:
    first: dict[str, str] = {}
    for place, value in places:
        if value and first.setdefault(value, place) != place:
            found.add(place, saying.format(value=quoted(value), first=first[value].rpartition(".")[0]))


def _check_keys(area: Area, entries: Sequence[Any], found: Found) -> None:
    if area.key:
        keys = ((f"{area.name}[{at}].{area.key}", getattr(entry, area.key)) for at, entry in enumerate(entries))
        _check_once(keys, "{value} is used twice, first by {first}", found)
    if area.once:
        held = ((f"{area.name}[{at}].{area.once}", area.written(entry, area.once)) for at, entry in enumerate(entries))
        _check_once(held, f"{{value}} has a {area.called} already, {{first}}", found)


def _check_pointers(evidence: EvidenceFile, found: Found) -> None:
    known = {
        area.name: {getattr(entry, area.key): None for entry in getattr(evidence, area.name)}
        for area in AREAS.values()
        if area.key
    }
    for area in AREAS.values():
        if not area.points_to:
            continue
        for index, entry in enumerate(getattr(evidence, area.name)):
            for pointer in pointers(entry, f"{area.name}[{index}]"):
                if pointer.key not in known[pointer.area]:
                    what, meant = AREAS[pointer.area].called, found.meant(pointer.key, known[pointer.area])
                    found.add(pointer.place, f"no {what} has the key {quoted(pointer.key)}{meant}")


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
        here = f"{place}.confirmations[{index}]"
        if word.date < win.date:
            found.add(f"{here}.date", f"{word.date} lies before its win, {win.date}")
        if word.of and word.text and word.of != text_of(word.text).digest:
            found.add(f"{here}.text", "is not the text that its of names")


def _check_trial(trial: TrialEntry, place: str, found: Found) -> None:
    if trial.outcome == "running" and trial.ended:
        found.add(f"{place}.ended", "a running trial has no end yet")
    if trial.outcome in ("succeeded", "failed") and not trial.ended:
        found.add(f"{place}.ended", f"is missing: this trial {trial.outcome}")
    for name, day in (("ended", trial.ended), ("planned_end", trial.planned_end)):
        if day and day < trial.started:
            found.add(f"{place}.{name}", f"{day} lies before its start, {trial.started}")
