"""The writing hints of one win's page: which there are, and whether the page shows others."""

from dataclasses import dataclass
from typing import Any

from evidence.models import User, Win
from evidence.wins.saving import Saved
from insights.catalog import HintWords, Insight, catalog
from insights.hints import Written, hints


@dataclass(frozen=True, slots=True)
class Shown:
    """A hint as it stands beside a win."""

    sentence: str
    entry: HintWords

    @property
    def insights(self) -> list[Insight]:
        """What the Library says on it."""
        return [catalog().insights[slug] for slug in self.entry.insights]


def hints_of(user: User, win: Win, saved: Saved | None = None) -> dict[str, Any]:
    """The values of the template: the hints, and the key that stands for them on the page.

    After saving, `hints_differ` says that the page which was saved from shows something else, if only other words that
    set a hint off; `hints_are_others`, that they are other hints, which is worth telling whoever listens to the page.
    The win's confirmations had better be prefetched.
    """
    found, known = hints(written(win), user.hints_off), catalog().hints
    key = "|".join(f"{hint.slug}:{hint.words}" for hint in found)
    before = saved.form.data.get("initial-hints", "") if saved else key
    slugs = {hint.slug for hint in found}
    return {
        "hints": [Shown(hint.sentence, known[hint.slug]) for hint in found],
        "hints_key": key,
        "hints_differ": key != before,
        "hints_are_others": slugs != {part.partition(":")[0] for part in before.split("|") if part},
    }


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
