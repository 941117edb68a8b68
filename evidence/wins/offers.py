"""The skills that a win's words seem to speak for: worked out once, kept with the win, offered as far as unanswered."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

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


def found_in(wins: Sequence[Words]) -> dict[int, tuple[Suggestion, ...]]:
    """What the model makes of each win, by number. Where words have changed it is asked, once for all, and it is kept.

    Keeping it is no change of the record: nothing is judged by it.
    """
    stamps = {win.pk: win.stamp for win in wins}
    found = {
        win.pk: tuple(Suggestion(skill, score, tuple(because)) for skill, score, because in win.suggested["skills"])
        for win in wins
        if win.suggested.get("stamp") == stamps[win.pk]
    }
    stale = [win for win in wins if win.pk not in found]
    if stale:
        made = suggest_each([(win.text, win.kind) for win in stale])
        found |= {win.pk: tuple(some) for win, some in zip(stale, made, strict=True)}
        rows = [Win(pk=win.pk, suggested=_kept(stamps[win.pk], found[win.pk])) for win in stale]
        with dispensable():
            Win.objects.bulk_update(rows, ["suggested"])
    return found


def _kept(stamp: str, found: Sequence[Suggestion]) -> dict[str, Any]:
    return {"stamp": stamp, "skills": [[one.skill, one.score, list(one.because)] for one in found]}


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
