"""The skills that a win speaks for, and what the person has answered to skills that were suggested."""

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from evidence.models.remembered import Told
from evidence.models.trash import RemovablePart
from evidence.models.win_parts import WinPartQuerySet
from evidence.models.wins import HOW, Win, may_be_shared
from insights.limits import HOW_LENGTH
from insights.record import SKILLS_A_WIN
from insights.values import REVIEWS

if TYPE_CHECKING:
    from evidence.models.profile import User


class SkillLinkQuerySet(WinPartQuerySet["SkillLink"]):
    def shareable(self) -> Self:
        """Those through which a win may be shown to others: on a win, and that may be shared."""
        return self.kept().filter(may_be_shared("win__"))


class SkillLink(RemovablePart):
    """A win speaks for a skill, with one sentence on how it shows it.

    The slots 1 to 3 are what keeps a win from speaking for a fourth skill, also when four requests come at once.

    A link that was taken off belongs to no win: whatever asks for the links of wins, by any way, cannot see it. For 30
    days `removed_from` knows where it was, so that it comes back as it was, with its review and its place in packets.
    """

    win = models.ForeignKey(Win, models.CASCADE, null=True, related_name="links")
    removed_from = models.ForeignKey(Win, models.CASCADE, null=True, editable=False, related_name="removed_links")
    skill = models.ForeignKey("insights.Skill", models.PROTECT, related_name="+")
    how = models.CharField(max_length=HOW_LENGTH, blank=True)
    slot = models.PositiveSmallIntegerField()
    review = models.CharField(max_length=12, choices=REVIEWS, default="none")
    review_verified = models.BooleanField(default=False)

    objects = SkillLinkQuerySet.as_manager()

    owned_by = "removed_from__owner"
    gone_called = "skills taken off wins"

    class Meta:
        ordering = ["win", "slot"]
        indexes = [
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="removed_links"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["win", "skill"], name="a_skill_once_on_a_win"),
            models.UniqueConstraint(fields=["win", "slot"], name="one_link_a_slot"),
            models.UniqueConstraint(fields=["removed_from", "skill"], name="a_skill_once_off_a_win"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=SKILLS_A_WIN), name="three_skills_a_win"),
            models.CheckConstraint(
                condition=Q(win__isnull=False, removed_from__isnull=True, removed_at__isnull=True)
                | Q(win__isnull=True, removed_from__isnull=False, removed_at__isnull=False),
                name="a_link_is_on_a_win_or_was",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def its_win(self) -> Win:
        """The win that it is on, or was."""
        return self.win or self.removed_from  # type: ignore[return-value]  # the database holds one of the two

    def whose_record(self) -> int | None:
        return self.win.owner_id if self.win else None

    def touches_what_counts(self) -> Told:
        return Told(self.its_win.pk)

    def take_off(self) -> None:
        """Takes it off its win; its slot is free for another skill. Its sentence is not what Undo goes back to."""
        its_win = self.its_win
        its_win.versions.filter(field=HOW + self.skill_id, can_undo=True).update(can_undo=False)
        self.set_removed(timezone.now(), win=None, removed_from=its_win)

    def put_back(self, slot: int) -> None:
        """Puts it on its win again, into a slot that is free."""
        self.set_removed(None, win=self.removed_from, removed_from=None, slot=slot)


class TooManySkills(Exception):
    """A win speaks for at most three skills."""


def link_skill(win: Win, skill: str) -> SkillLink:
    """Ties `win` to `skill`, or returns the link that is there. One that was taken off comes back as it was.

    Raises `TooManySkills` when the win speaks for three others already.
    """
    with transaction.atomic():
        win.owner.lock()
        links = {link.skill_id: link for link in win.links.all()}
        if skill in links:
            return links[skill]
        free = sorted(set(range(1, SKILLS_A_WIN + 1)) - {link.slot for link in links.values()})
        if not free:
            raise TooManySkills
        link = win.removed_links.filter(skill=skill).first()
        if link:
            link.put_back(link.slot if link.slot in free else free[0])
        else:
            link = win.links.create(skill_id=skill, slot=free[0])
        win.refresh_search()
        return link


def unlink_skill(win: Win, skill: str) -> SkillLink | None:
    """Takes the link to `skill` off and returns it, None if there was none. `link_skill` puts it back as it was."""
    with transaction.atomic():
        win.owner.lock()
        link = win.links.filter(skill=skill).first()
        if link:
            link.take_off()
            win.refresh_search()
        return link


class SkillAnswer(models.Model):
    """Whether the person says that a win speaks for a skill: the newest answer counts.

    `was` is the answer before it, so that it can be taken back.
    """

    owner: models.ForeignKey["User", "User"] = models.ForeignKey(
        "evidence.User", models.CASCADE, related_name="skill_answers"
    )
    win = models.ForeignKey(Win, models.CASCADE, related_name="skill_answers")
    skill = models.ForeignKey("insights.Skill", models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    was = models.BooleanField(null=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index("owner", models.F("answered_at").desc(), name="answers_newest_first")]
        constraints = [models.UniqueConstraint(fields=["win", "skill"], name="one_answer_a_skill_on_a_win")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
