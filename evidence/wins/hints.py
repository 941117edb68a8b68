"""The writing hints of one win: which there are, as its page shows them, and those that the person has switched off."""

from dataclasses import dataclass

from django.urls import reverse

from evidence.models import User, Win
from insights.catalog import HintWords, Insight, catalog
from insights.hints import Written, hints


@dataclass(frozen=True, slots=True)
class HintShown:
    """A hint as it stands beside a win, with what the Library says on it."""

    sentence: str
    entry: HintWords
    insights: tuple[Insight, ...]


@dataclass(frozen=True, slots=True)
class HintsShown:
    """The hints of a win. `key` stands for them on the page; `hidden` is the one that has just been switched off."""

    address: str
    key: str
    rows: tuple[HintShown, ...]
    hidden: HintWords | None

    def differ(self, key: str) -> bool:
        """Whether the page with this key shows something else, if only other words that set a hint off."""
        return key != self.key

    def are_others(self, key: str) -> bool:
        """Whether the page with this key shows other hints, which is worth telling whoever listens to it."""
        return _slugs(key) != _slugs(self.key)


def hints_shown(user: User, win: Win, hidden: HintWords | None = None) -> HintsShown:
    """The hints of a win whose confirmations had better be prefetched."""
    found, known = hints(written(win), user.hints_off), catalog()
    rows = [
        HintShown(hint.sentence, entry, tuple(known.insights[slug] for slug in entry.insights))
        for hint in found
        for entry in [known.hints[hint.slug]]
    ]
    key = "|".join(f"{hint.slug}:{hint.words}" for hint in found)
    return HintsShown(reverse("win-hints", args=[win.pk]), key, tuple(rows), hidden)


def _slugs(key: str) -> set[str]:
    return {part.partition(":")[0] for part in key.split("|") if part}


def written(win: Win) -> Written:
    """A stored win as the rules of the hints see it."""
    return Written(
        title=win.title,
        action=win.action,
        result=win.result,
        context=win.context,
        part=win.part,
        decision=win.decision,
        measured=win.metric_after is not None,
        others=bool(win.people or win.confirmations.all()),
        private=win.private,
    )


def off(user: User) -> list[HintWords]:
    """The hints that the person has switched off, in the catalogue's order."""
    return [entry for slug, entry in catalog().hints.items() if slug in user.hints_off]


def switched_off(user: User, slug: str) -> HintWords | None:
    """The hint of this slug, if the person has switched it off."""
    return next((entry for entry in off(user) if entry.slug == slug), None)
