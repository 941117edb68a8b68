"""The wins that speak for no skill yet, in one list: the newest first, each with what it seems to speak for."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from evidence.models import User, Win
from evidence.models.places import Place
from evidence.readiness.standings import standings
from evidence.wins.rows import WinCard, win_cards
from insights.catalog import catalog
from insights.sentences import sentence, some

WINS_A_PAGE = 20
COUNTED = 1000
"""So many are counted; nobody reads a number above that."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The win that was answered last: what it says now, and the change that takes it back ("" if none does)."""

    pk: int
    title: str
    words: str
    undo: str


@dataclass(frozen=True, slots=True)
class UnlinkedPage:
    """One page of the list, the first or a later one.

    `left` is how many there are in all, in words; `next_after`, where the next page begins, "" where there is none.
    """

    left: str
    cards: tuple[WinCard, ...]
    next_after: str
    is_later: bool
    target: str
    answered: Answered | None


def unlinked_page(user: User, after: Place[date] | None, answered: Win | None) -> UnlinkedPage:
    """The list from the place `after` on: those that are answered leave it, so that pages have no numbers.

    `answered` is the win that was answered last, where the page came again for that.
    """
    wins, today = user.wins.kept().unlinked().newest_first(after), user.today()
    found = list(wins.values_list("date", "pk")[: WINS_A_PAGE + 1])
    shown = user.wins.filter(pk__in=[pk for _, pk in found[:WINS_A_PAGE]]).newest_first()
    target = catalog().levels.get(user.judged_target or "")
    return UnlinkedPage(
        left=left_in_words(user),
        cards=tuple(win_cards(user, shown, today, standings(user, today), _back(after))),
        next_after=str(Place(*found[WINS_A_PAGE - 1])) if len(found) > WINS_A_PAGE else "",
        is_later=after is not None,
        target=target.short if target else "",
        answered=_answered(answered) if answered else None,
    )


def _back(after: Place[date] | None) -> str:
    """Where an answer leads if no script runs: this page, with what was done; {} stands for the win's number."""
    return reverse("wins-unlinked") + "?did={}" + (f"&after={after}" if after else "")


def _answered(win: Win) -> Answered:
    newest = win.skill_answers.order_by("answered_at", "pk").last()
    words, undo = "Undone.", ""
    if newest and newest.accepted:
        words, undo = f"Linked: {catalog().skills[newest.skill_id].name}.", f"undo-link {newest.skill_id}"
    elif win.none_of is not None:
        words, undo = "None of these.", "undo-none"
    return Answered(win.pk, win.title, words, undo)


def left_in_words(user: User) -> str:
    """How many wins speak for no skill yet, as a sentence without its full stop."""
    count = len(user.wins.kept().unlinked().order_by().values_list("pk")[: COUNTED + 1])
    if count > COUNTED:
        return f"More than {COUNTED:,} wins speak for no skill yet"
    if not count:
        return "Every win has been answered"
    return f"{sentence(some(count, 'win'))} {'speaks' if count == 1 else 'speak'} for no skill yet"
