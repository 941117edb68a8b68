"""What the catalogue is made of: frozen values, and the questions that they answer about a target."""

from collections.abc import Mapping
from dataclasses import dataclass

from insights.catalog.terms import BOTH, DEFAULT_LEVEL, DEFAULT_TRACK, TRACKS


@dataclass(frozen=True, slots=True)
class Source:
    """A document that insights come from."""

    slug: str
    title: str
    file: str
    about: str


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing the documents teach. Skills and kinds rest on it; `used_by` says where else it acts."""

    slug: str
    name: str
    says: str
    sources: tuple[str, ...]
    used_by: tuple[str, ...]
    skills: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the career. `tier` is None for the level below the pyramid; `short` fits into a sentence."""

    slug: str
    title: str
    short: str
    order: int
    track: str
    tier: str | None
    horizon: str
    job: str
    trusted_for: str

    def is_on(self, track: str) -> bool:
        """Whether somebody on this track passes through the level."""
        return self.track in (BOTH, track)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that a target may ask for. `words` are what people say when they have used it."""

    slug: str
    name: str
    tier: str
    order: int
    trait: str | None
    foundation: str | None
    track: str | None
    insights: tuple[str, ...]
    kinds: tuple[str, ...]
    meaning: str
    signs: tuple[str, ...]
    lookalikes: tuple[str, ...]
    actions: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """What sets the skill apart, as short labels: its trait, its foundation, its track."""
        labels = (("trait", self.trait), ("foundation", self.foundation))
        marks = [f"{label}: {value}" for label, value in labels if value]
        return (*marks, f"{self.track} track") if self.track else tuple(marks)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of win. It usually speaks for `skills`; where no list can say it, `speaks_for` does."""

    slug: str
    name: str
    order: int
    meaning: str
    example: str
    prompt: str
    skills: tuple[str, ...]
    speaks_for: str
    insights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HintWords:
    """The words of a writing hint. `says` quotes what set it off, as {words}; `bare` is said where nothing did."""

    slug: str
    name: str
    says: str
    bare: str
    why: str
    insights: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything, by slug and in order. `asks[skill][level]` is the status asked of the skill.

    `hints` stand with the one worth most first; `phrases` are the lists of words that their rules listen for.
    """

    sources: Mapping[str, Source]
    insights: Mapping[str, Insight]
    levels: Mapping[str, Level]
    skills: Mapping[str, Skill]
    kinds: Mapping[str, Kind]
    asks: Mapping[str, Mapping[str, str]]
    hints: Mapping[str, HintWords]
    phrases: Mapping[str, tuple[str, ...]]

    def judged_track(self, target: str, track: str | None) -> str:
        """The track whose requirements a target has: its own, else the person's (none given: manager).

        Raises KeyError for an unknown level, ValueError for an unknown track. Insight: two-tracks.
        """
        own = self.levels[target].track
        return _known(track) if own == BOTH else own

    def requirements(self, target: str, track: str | None) -> dict[str, str]:
        """Skill slug -> the status asked of it ("started", "shown" or "proven"), in the catalogue's order.

        A track's skill is asked for on that track alone. Raises like judged_track. Insight: skills-pyramid.
        """
        on = self.judged_track(target, track)
        return {
            slug: asked[target]
            for slug, asked in self.asks.items()
            if target in asked and self.skills[slug].track in (None, on)
        }

    def next_level(self, level: str | None, track: str | None) -> str | None:
        """The slug of the level above on the track; None past the top.

        No level is aspiring, no track is manager.

        Raises KeyError for an unknown level, ValueError for an unknown track. Insight: what-got-you-here.
        """
        above = self.targets_above(level, track)
        on = _known(track)
        return next((entry.slug for entry in above if entry.is_on(on)), None)

    def targets_above(self, level: str | None, track: str | None) -> tuple[Level, ...]:
        """Every level that can be aimed at from here: all higher ones, of either track, lowest first.

        Where two stand side by side, that of the own track comes first. Raises like next_level.
        """
        order, on = self.levels[level or DEFAULT_LEVEL].order, _known(track)
        above = (entry for entry in self.levels.values() if entry.order > order)
        return tuple(sorted(above, key=lambda entry: (entry.order, not entry.is_on(on))))

    def asked_by(self, skill: str) -> tuple[tuple[Level, str], ...]:
        """The levels that ask for a skill, lowest first, with the status asked. KeyError if unknown."""
        asked = self.asks[skill]
        return tuple((entry, asked[slug]) for slug, entry in self.levels.items() if slug in asked)


def _known(track: str | None) -> str:
    if (track or DEFAULT_TRACK) not in TRACKS:
        raise ValueError(f"unknown track {track!r}: use one of {', '.join(TRACKS)}")
    return track or DEFAULT_TRACK
