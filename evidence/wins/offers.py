"""The skills that a win's words seem to speak for: worked out once, kept with the win, offered as far as unanswered."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from evidence.models import Win
from evidence.models.waiting import dispensable
from insights.suggestions import MOST, Suggestion, leaned, suggest_each
from insights.text_models import version


class Words(NamedTuple):
    """What a win's row says that a suggestion hangs on, and what was kept with it."""

    pk: int
    kind: str
    title: str
    context: str
    action: str
    result: str
    suggested: dict[str, Any]

    @property
    def text(self) -> str:
        """The words as the model reads them."""
        # A line that was too long for a title stands whole under the context.
        title = "" if self.context.startswith(self.title.removesuffix(" …")) else self.title
        # The story before its context: of a very long text only the beginning is read.
        return "\n".join(filter(None, (title, self.action, self.result, self.context)))

    @property
    def stamp(self) -> str:
        """Another text, kind or model gives another."""
        return sha256("\0".join((version(), self.kind, self.text)).encode()).hexdigest()[:16]


class Offer(NamedTuple):
    """A suggested skill with its reason: the win's own phrases, and whether the person's habit moved it.

    `habit` is "often" where it stands higher because they link it often, "seldom" where lower, else empty.
    """

    skill: str
    because: tuple[str, ...]
    habit: str


WORDS = ("pk", "kind_id", "title", "context", "action", "result", "suggested")


def words_of(win: Win) -> Words:
    """What of a whole win its suggestions hang on."""
    return Words(*(getattr(win, name) for name in WORDS))


@dataclass(frozen=True, slots=True)
class KeptSuggestions:
    """What the model made of the words that `stamp` stands for, as a win's row keeps it in its column `suggested`."""

    stamp: str
    skills: tuple[Suggestion, ...]


def found_and_kept(wins: Sequence[Words]) -> dict[int, tuple[Suggestion, ...]]:
    """What the model makes of each win, by number. Where words have changed it is asked, once for all, and it is kept.

    Keeping it is no change of the record: nothing is judged by it.
    """
    found = {win.pk: kept for win in wins if (kept := _kept(win)) is not None}
    stale = [win for win in wins if win.pk not in found]
    if stale:
        made = _asked(stale)
        found |= {win.pk: kept.skills for win, kept in zip(stale, made, strict=True)}
        rows = [Win(pk=win.pk, suggested=msgspec.to_builtins(kept)) for win, kept in zip(stale, made, strict=True)]
        with dispensable():
            Win.objects.bulk_update(rows, ["suggested"])
    return found


def ask_before_saving(win: Win) -> None:
    """Asks the model about the words of a win that is about to be saved, so that one write keeps both."""
    (kept,) = _asked([words_of(win)])
    win.suggested = msgspec.to_builtins(kept)


def _asked(wins: Sequence[Words]) -> list[KeptSuggestions]:
    """What the model makes of each win now."""
    made = suggest_each([(win.text, win.kind) for win in wins])
    return [KeptSuggestions(win.stamp, tuple(some)) for win, some in zip(wins, made, strict=True)]


def _kept(win: Words) -> tuple[Suggestion, ...] | None:
    """What is kept with the win; None where there is nothing, or it is of other words or of another shape."""
    with suppress(msgspec.ValidationError):
        kept = msgspec.convert(win.suggested, KeptSuggestions)
        return kept.skills if kept.stamp == win.stamp else None
    return None


LEAST_SHOWN = 0.05
"""Below this chance a second or third skill is not offered: it would look as likely as the first."""


def offers(found: Sequence[Suggestion], answered: Collection[str], leaning: Mapping[str, float]) -> tuple[Offer, ...]:
    """What is left to offer of what was found, the best first: at most three, less those that are answered already.

    `answered` are the skills that the win is linked to, and those that the person said no to; none takes their place.
    """
    before = [one.skill for one in found]
    places = MOST - sum(skill in answered for skill in before)
    best = [one for place, one in enumerate(leaned(found, leaning)) if not place or one.score >= LEAST_SHOWN]
    offered = [
        Offer(one.skill, one.because, _habit(leaning.get(one.skill, 0.0), before.index(one.skill), place))
        for place, one in enumerate(best)
        if one.skill not in answered
    ]
    return tuple(offered[: max(0, places)])


def _habit(shift: float, before: int, after: int) -> str:
    if shift > 0 and after < before:
        return "often"
    return "seldom" if shift < 0 and after > before else ""
