"""The wins that speak for no skill yet, in one list: the newest first, each with what it seems to speak for."""

from functools import cached_property

from django.db.models import Q
from django.http import QueryDict

from evidence.models import User, Win
from evidence.readiness.standings import standings
from evidence.wins.rows import WeekWin, week_wins
from insights.catalog import Level, catalog
from insights.sentences import sentence, some

WINS_A_PAGE = 20
COUNTED = 1000
"""So many are counted; nobody reads a number above that."""


class Unlinked:
    """One page of the list. The address says after which win it begins, since those that are answered leave the list;
    and which win was answered last, where the page came again for that.
    """

    def __init__(self, user: User, address: QueryDict) -> None:
        self.user = user
        self.after = _own(user, address.get("after", ""))
        self.answered = _own(user, address.get("did", ""))

    @cached_property
    def _found(self) -> list[int]:
        wins = self.user.wins.kept().unlinked().newest_first()
        if self.after:
            day, number = self.after.date, self.after.pk
            wins = wins.filter(Q(date__lt=day) | Q(date=day, pk__lt=number))
        return list(wins.values_list("pk", flat=True)[: WINS_A_PAGE + 1])

    @cached_property
    def rows(self) -> list[WeekWin]:
        today, shown = self.user.today(), self._found[:WINS_A_PAGE]
        rows = self.user.wins.filter(pk__in=shown).newest_first()
        return week_wins(self.user, rows, today, standings(self.user, today))

    @property
    def left(self) -> str:
        """How many there are in all, in words."""
        return left_in_words(self.user)

    @property
    def next_after(self) -> int | None:
        """After which win the next page begins; None on the last."""
        return self._found[WINS_A_PAGE - 1] if len(self._found) > WINS_A_PAGE else None

    @property
    def target(self) -> Level | None:
        return catalog().levels.get(self.user.judged_target or "")

    @property
    def done(self) -> dict[str, str] | None:
        """What the win that was answered last says now, and the change that takes it back."""
        if self.answered is None:
            return None
        newest = self.answered.skill_answers.order_by("answered_at", "pk").last()
        if newest and newest.accepted:
            skill = newest.skill_id
            return {"words": f"Linked: {catalog().skills[skill].name}.", "undo": f"undo-link {skill}"}
        if self.answered.none_of is not None:
            return {"words": "None of these.", "undo": "undo-none"}
        return {"words": "Undone.", "undo": ""}


def left_in_words(user: User) -> str:
    """How many wins speak for no skill yet, as a sentence without its full stop."""
    count = len(user.wins.kept().unlinked().order_by().values_list("pk")[: COUNTED + 1])
    if count > COUNTED:
        return f"More than {COUNTED:,} wins speak for no skill yet"
    if not count:
        return "Every win has been answered"
    return f"{sentence(some(count, 'win'))} {'speaks' if count == 1 else 'speak'} for no skill yet"


def _own(user: User, number: str) -> Win | None:
    """The person's own win of that number, as an address names it."""
    return user.wins.kept().filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
