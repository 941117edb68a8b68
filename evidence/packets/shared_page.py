"""A snapshot's content as the page that reads it: words, dates and numbers made once, in the order of reading."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from evidence.packets.content import (
    Content,
    SharedEvidence,
    SharedFile,
    SharedMetric,
    SharedRequirement,
    SharedWin,
)
from evidence.packets.markdown import to_html
from evidence.packets.tiers import in_tiers
from evidence.web.numbers import figure
from evidence.web.wording import in_full
from insights.as_text import GATE_NAMES
from insights.catalog import TIERS
from insights.letters import first_seen
from insights.links import is_linkable
from insights.sentences import listed, part, sentence, some
from insights.values import STATUSES, VERDICTS

type AddressOfFile = Callable[[int], str]
"""Takes a file's number in the snapshot, gives the address that its bytes are at, or nothing."""


@dataclass(frozen=True, slots=True)
class ShownArtifact:
    """A link or a file that shows the work. `address` is empty where there is nothing to open."""

    title: str
    address: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A win under a requirement. Its story stands where it first appears, `told_above` elsewhere."""

    anchor: str
    title: str
    grade: str
    how: str
    facts: str
    metric: str
    action: SafeString
    result: SafeString
    told_above: bool
    shows: tuple[ShownArtifact, ...]

    @property
    def has_story(self) -> bool:
        return bool(self.action or self.result)


@dataclass(frozen=True, slots=True)
class ShownRequirement:
    """A requirement with its evidence in the order chosen."""

    skill: str
    name: str
    status: str
    asked: str
    met: bool
    words: str
    evidence: tuple[ShownEvidence, ...]

    @property
    def glance(self) -> str:
        """The status alone where it is met, with what is asked where it is not."""
        return STATUSES[self.status].lower() if self.met else self.words


@dataclass(frozen=True, slots=True)
class ShownTier:
    """The requirements of one tier."""

    slug: str
    heading: str
    requirements: tuple[ShownRequirement, ...]


@dataclass(frozen=True, slots=True)
class SharedBody:
    """The whole body of the page, as the manager reads it.

    `tiers` hold what has evidence, `bare` what has none, counted by `bare_heading`. `verdict` and what `gates_say` and
    `gates_open` are empty for a snapshot that was made before they were kept.
    """

    name: str
    level: str
    target: str
    day: str
    ask: str
    summary: SafeString
    verdict: str
    rules_say: str
    open: int
    gates_say: str
    gates_open: str
    requirements: tuple[ShownRequirement, ...]
    tiers: tuple[ShownTier, ...]
    bare: tuple[ShownRequirement, ...]
    bare_heading: str


def no_address(_number: int) -> str:
    """For a page on which files are named but not to be had."""
    return ""


def body_of(content: Content, address_of_file: AddressOfFile) -> SharedBody:
    """The body of a content's page. Pure: no query."""
    reader = _Reader(content, address_of_file)
    tiers = tuple(
        ShownTier(tier, _heading(tier, content), tuple(map(reader.requirement, entries)))
        for tier, entries in in_tiers((entry for entry in content.requirements if entry.evidence), content.tier)
    )
    bare = tuple(reader.requirement(entry) for entry in content.requirements if not entry.evidence)
    by_skill = {found.skill: found for found in (*(one for tier in tiers for one in tier.requirements), *bare)}
    gates_say, gates_open = _gates_say(content)
    return SharedBody(
        name=content.name,
        level=content.level,
        target=content.target,
        day=in_full(content.day),
        ask=content.ask,
        summary=to_html(content.summary),
        verdict=VERDICTS[content.verdict].lower() if content.verdict else "",
        rules_say=_rules_say(content),
        open=len(content.requirements) - content.met,
        gates_say=gates_say,
        gates_open=gates_open,
        requirements=tuple(by_skill[entry.skill] for entry in content.requirements),
        tiers=tiers,
        bare=bare,
        bare_heading=sentence(some(len(bare), "requirement")),
    )


def file_at(content: Content, place: int) -> SharedFile | None:
    """The file with this number in the snapshot, counted from 1; None if there is none."""
    files = [file for win in content.wins for file in win.files]
    return files[place - 1] if 1 <= place <= len(files) else None


def _file_numbers(content: Content) -> list[range]:
    """For each win the numbers of its files."""
    numbers, last = [], 1
    for win in content.wins:
        numbers.append(range(last, last + len(win.files)))
        last += len(win.files)
    return numbers


def _heading(tier: str, content: Content) -> str:
    if tier != content.tier:
        return TIERS[tier]
    return f"{TIERS[tier]}: the tier of a {content.target}"


def _rules_say(content: Content) -> str:
    met, of, wins = content.met, len(content.requirements), len(content.wins)
    stand = f"{met} of {of} requirements {'is' if met == 1 else 'are'} met"
    return f"{stand}, counted from {f'the {some(wins, "win")}' if wins else 'no wins'} in this packet alone"


def _gates_say(content: Content) -> tuple[str, str]:
    """Which gates hold, and which are open; nothing of a snapshot that does not know."""
    names: dict[bool, list[str]] = {True: [], False: []}
    for gate in content.gates:
        names[gate.met].append(GATE_NAMES[gate.slug].lower())
    holding, of = names[True], len(content.gates)
    if not of:
        return "", ""
    if len(holding) == of:
        return f"All {some(of, 'gate')} hold", ""
    say = sentence(part(len(holding), of, "gate") + (" holds" if len(holding) < 2 else " hold"))
    return f"{say}: {listed(holding)}" if holding else say, listed(names[False])


class _Reader:
    """Goes through a content in the order of the page, so that each win tells its story once."""

    def __init__(self, content: Content, address_of_file: AddressOfFile) -> None:
        self.wins = content.wins
        self.files = _file_numbers(content)
        self.address_of_file = address_of_file
        self.told: set[int] = set()

    def requirement(self, entry: SharedRequirement) -> ShownRequirement:
        status, asked = STATUSES[entry.status].lower(), STATUSES[entry.asked].lower()
        return ShownRequirement(
            skill=entry.skill,
            name=entry.name,
            status=entry.status,
            asked=entry.asked,
            met=entry.met,
            words=f"{status}, asks {asked}",
            evidence=tuple(map(self.evidence, entry.evidence)),
        )

    def evidence(self, item: SharedEvidence) -> ShownEvidence:
        place = item.win
        win, told_above = self.wins[place], place in self.told
        self.told.add(place)
        return ShownEvidence(
            anchor=f"win-{place + 1}",
            title=win.title,
            grade=win.grade,
            how=item.how,
            facts=_facts(win, item.counts),
            metric="" if told_above else _metric(win.metric),
            action=_paragraphs("" if told_above else win.action),
            result=_paragraphs("" if told_above else win.result),
            told_above=told_above,
            shows=() if told_above else self.shows(place),
        )

    def shows(self, place: int) -> tuple[ShownArtifact, ...]:
        win = self.wins[place]
        links = [
            ShownArtifact(first_seen(link.title, link.url), link.url if is_linkable(link.url) else "")
            for link in win.links
        ]
        files = [
            ShownArtifact(file.name, self.address_of_file(number), filesizeformat(file.size))
            for number, file in zip(self.files[place], win.files, strict=True)
        ]
        return tuple(shown for shown in [*links, *files] if shown.title)


def _paragraphs(text: str) -> SafeString:
    return mark_safe(linebreaks(text, autoescape=True)) if text else SafeString()


def _facts(win: SharedWin, counts: bool) -> str:
    people = win.confirmed_by
    worth = f"confirmed by {some(people, 'person', 'people')}" if people else win.grade
    facts = [in_full(win.date), worth]
    return " · ".join(facts if counts else [*facts, "does not count"])


def _metric(metric: SharedMetric | None) -> str:
    if not metric:
        return ""
    after = f"{figure(metric.after)} {metric.unit}".strip()
    change = after if metric.before is None else f"from {figure(metric.before)} to {after}"
    return f"{metric.name}: {change}" if metric.name else sentence(change)
