"""The Library: levels, skills, insights and the rules of the judgement, from memory, never from tables."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.catalog import STATUSES, TIERS, TRACKS, Insight, Level, Skill, catalog
from insights.sentences import EXPLAINED, between

AHEAD = {"week": "A week", "quarter": "A quarter", "year": "A year", "multi-year": "Three to five years"}
"""How far a level looks, in words."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of a table of requirements: a skill, and the status asked of it."""

    skill: Skill
    status: str

    @property
    def word(self) -> str:
        """The status in words."""
        return STATUSES[self.status]


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of the pyramid, or one part of a table of requirements."""

    slug: str
    name: str
    levels: tuple[Level, ...] = ()
    skills: tuple[Skill, ...] = ()
    asks: tuple[Ask, ...] = ()


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pyramid, every skill and kind; for a person signed in, what their target asks comes first."""
    entries = catalog()
    target = _target(request)
    page = {
        "pyramid": _pyramid(),
        "skills": _without(()),
        "ground": [level for level in entries.levels.values() if level.tier is None],
        "kinds": [(kind, *_apart(_pick(entries.skills, kind.skills))) for kind in entries.kinds.values()],
        "insight_count": len(entries.insights),
        "target": target,
    }
    if target:
        track = entries.judged_track(target.slug, getattr(request.user, "judged_track", None))
        asked = entries.requirements(target.slug, track)
        page |= {
            "tiers": _by_tier(asked, target),
            "asked": len(asked),
            "track": TRACKS[track].lower(),
            "skills": _without(asked),
        }
    return render(request, "insights/library.html", page)


@login_not_required
@require_safe
def level(request: HttpRequest, slug: str) -> HttpResponse:
    """What the job is at one level, and what it asks for on each track."""
    entries = catalog()
    entry = _or_404(entries.levels, slug)
    asked: dict[str, str] = {}
    counts = []
    for track, name in TRACKS.items():
        if entry.is_on(track):
            on_track = entries.requirements(slug, track)
            counts.append((name.lower(), len(on_track)))
            asked |= on_track
    order = list(entries.levels.values())
    page = {
        "level": entry,
        "tier_name": TIERS.get(entry.tier or ""),
        "ahead": AHEAD[entry.horizon],
        "tiers": _by_tier(asked, entry),
        "counts": counts if len({count for _, count in counts}) > 1 else counts[:1],
        "before": [other for other in order if other.order == entry.order - 1],
        "after": [other for other in order if other.order == entry.order + 1],
        "is_target": entry == _target(request),
    }
    return render(request, "insights/level.html", page)


@login_not_required
@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """One skill: its signs, what only looks like it, first actions, who asks for it."""
    entries = catalog()
    entry = _or_404(entries.skills, slug)
    target = _target(request)
    asked = dict(entries.asks[slug])
    page = {
        "skill": entry,
        "tier_name": TIERS[entry.tier],
        "asked_by": [(other, status, STATUSES[status]) for other, status in entries.asked_by(slug)],
        "insights": _pick(entries.insights, entry.insights),
        "kinds": _pick(entries.kinds, entry.kinds),
        "target": target,
        "target_asks": STATUSES.get(asked.get(target.slug, ""), "") if target else "",
    }
    return render(request, "insights/skill.html", page)


@login_not_required
@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """Every insight, and the documents that they come from."""
    entries = catalog()
    sources = [
        (source, *_apart([entry for entry in entries.insights.values() if source.slug in entry.sources]))
        for source in entries.sources.values()
    ]
    page = {"insights": entries.insights.values(), "sources": sources}
    return render(request, "insights/insights.html", page)


@login_not_required
@require_safe
def insight(request: HttpRequest, slug: str) -> HttpResponse:
    """One insight: what it says, the documents that say so, and what in the product acts on it."""
    entries = catalog()
    entry = _or_404(entries.insights, slug)
    page = {
        "insight": entry,
        "sources": _pick(entries.sources, entry.sources),
        "skills": _pick(entries.skills, entry.skills),
        "kinds": _pick(entries.kinds, entry.kinds),
    }
    return render(request, "insights/insight.html", page)


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """How evidence is judged, in plain words."""
    return render(request, "insights/rules.html", {"explained": EXPLAINED})


def _target(request: HttpRequest) -> Level | None:
    """The level that the person signed in is judged for; None for a visitor, and at the top."""
    slug = getattr(request.user, "judged_target", None)
    return catalog().levels[slug] if slug else None


def _pyramid() -> list[Tier]:
    """The rows of the pyramid, top first, each with its levels."""
    levels = list(catalog().levels.values())[::-1]
    return [
        Tier(slug, name, levels=tuple(entry for entry in levels if entry.tier == slug))
        for slug, name in reversed(TIERS.items())
    ]


def _apart[Entry: (Skill, Insight)](entries: list[Entry]) -> tuple[list[Entry], str]:
    """The entries, and what stands between their names."""
    return entries, between(entry.name for entry in entries)


def _without(asked: Collection[str]) -> list[Tier]:
    """Every skill that is not among those asked, by tier, from the ground up."""
    others = [entry for slug, entry in catalog().skills.items() if slug not in asked]
    tiers = [
        Tier(slug, name, skills=tuple(entry for entry in others if entry.tier == slug)) for slug, name in TIERS.items()
    ]
    return [tier for tier in tiers if tier.skills]


def _by_tier(asked: Mapping[str, str], target: Level) -> list[Tier]:
    """Requirements in parts: the level's own tier first, then the others from the ground up."""
    skills = catalog().skills
    asks = [Ask(entry, asked[slug]) for slug, entry in skills.items() if slug in asked]
    parts = [
        Tier(slug, name, asks=tuple(ask for ask in asks if ask.skill.tier == slug)) for slug, name in TIERS.items()
    ]
    return sorted((part for part in parts if part.asks), key=lambda part: part.slug != target.tier)


def _pick[Entry](entries: Mapping[str, Entry], slugs: Iterable[str]) -> list[Entry]:
    return [entries[slug] for slug in slugs]


def _or_404[Entry](entries: Mapping[str, Entry], slug: str) -> Entry:
    try:
        return entries[slug]
    except KeyError:
        raise Http404(slug) from None
