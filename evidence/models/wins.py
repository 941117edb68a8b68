"""Wins, and the skills that they speak for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from evidence.models import search
from evidence.models.artifacts import Artifact
from evidence.models.edits import CannotBe, Edited, EditedQuerySet
from evidence.models.once import Once
from evidence.models.places import Place
from evidence.models.record_parts import PartOfRecord
from evidence.models.remembered import Told
from evidence.models.trash import Trash, TrashQuerySet
from insights.confirmed_text import WinText
from insights.folding import folded
from insights.limits import KEY_LENGTH, METRIC_NAME_LENGTH, METRIC_UNIT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from insights.record import is_told
from insights.values import DECISIONS, DRIVERS, GRADES, HORIZONS, PARTS

if TYPE_CHECKING:
    from evidence.models.profile import User


HOW = "how_"
"""What the sentence of a link goes by, before its skill: a field of the win like any other."""


def may_be_shared(to_win: str = "") -> Q:
    """What may be shown to others, as a condition on rows from which `to_win` leads to a win: kept, and not private.

    It is said here and nowhere else.
    """
    return Q(**{f"{to_win}deleted_at__isnull": True, f"{to_win}private": False})


class SaysHow(Protocol):
    """A link, as far as the search looks at it."""

    how: str


class WinQuerySet(EditedQuerySet["Win"], TrashQuerySet["Win"]):  # type: ignore[override]  # as_manager
    """The vocabulary for asking about wins. Start it at the user: `user.wins.kept().since(day)`."""

    def shareable(self) -> Self:
        """Wins that may be shown to others."""
        return self.filter(may_be_shared())

    def unlinked(self) -> Self:
        """Wins that speak for no skill, and of which nobody has said that they speak for none."""
        return self.filter(links__isnull=True, none_of__isnull=True)

    def newest_first(self, behind: Place[date] | None = None) -> Self:
        """In the order of the log, from the place `behind` on, or from its beginning."""
        wins = self.filter(behind.behind("date")) if behind else self
        return wins.order_by("-date", "-pk")

    def since(self, day: date) -> Self:
        """Wins dated on `day` or later."""
        return self.filter(date__gte=day)

    def until(self, day: date) -> Self:
        """Wins dated on `day` or earlier."""
        return self.filter(date__lte=day)

    def saying(self, owner: "User", text: str) -> Self:
        """Wins of this person whose words hold every word of `text`, in any order and case, accents or not."""
        # Long words are rare: asked for first, they spare the database to look for the others.
        words, wins = sorted(folded(text).split(), key=len, reverse=True), self.filter(owner=owner)
        indexed = [word for word in words if len(word) >= search.SHORTEST]
        if indexed and search.is_whole(self.db):
            few = search.few_holding(self.db, owner.pk, indexed)
            if few is not None:
                wins = wins.filter(pk__in=few)
                words = [word for word in words if word not in indexed or not search.is_exact(self.db)]
        for word in words:
            wins = wins.filter(search_text__contains=word)
        return wins

    def with_grade(self, owner: "User") -> Self:
        """Each win carries `grade` as of today: the rule of `insights.grades` in the words of the database."""
        # As text: to put the same together from Django's expressions takes longer than to run it. The offsets keep
        # PostgreSQL from reading everybody's confirmations and artifacts before it looks at the first win.
        own = sorted(owner.own_names)
        sql = _GRADE.format(own=", ".join(["%s"] * len(own)))
        return self.annotate(grade=RawSQL(sql, own, models.CharField(choices=GRADES)))  # noqa: S611

    def with_words_for_earlier_texts(self, owner: "User") -> Self:
        """Each win carries as `confirmed_earlier` whether somebody's word would stand, were its text as it was then."""
        own = sorted(owner.own_names)
        sql = _CONFIRMED_EARLIER.format(own=", ".join(["%s"] * len(own)))
        return self.annotate(confirmed_earlier=RawSQL(sql, own, models.BooleanField()))  # noqa: S611


_STANDS = """
    SELECT 1 FROM evidence_confirmation word
    WHERE word.win_id = evidence_win.id AND word.verified AND word.verdict IN ('confirmed', 'corrected')
    AND word.who NOT IN ({own}) AND word."of" <which> ('', evidence_win.text_digest)
    AND NOT EXISTS (
        SELECT 1 FROM evidence_confirmation newer
        WHERE newer.win_id = word.win_id AND newer.who = word.who AND newer.verified
        AND (newer.date > word.date OR newer.date = word.date AND newer.id > word.id)
    )
    LIMIT 1 OFFSET 0
"""
_CONFIRMED_EARLIER = "evidence_win.is_told AND EXISTS (" + _STANDS.replace("<which>", "NOT IN") + ")"
_GRADE = """
    CASE
        WHEN NOT evidence_win.is_told THEN 'noted'
        WHEN EXISTS (<stands>) THEN 'confirmed'
        WHEN evidence_win.metric_after IS NOT NULL OR EXISTS (
            SELECT 1 FROM evidence_artifact shown
            WHERE shown.win_id = evidence_win.id AND shown.removed_at IS NULL
            LIMIT 1 OFFSET 0
        ) THEN 'backed'
        ELSE 'told'
    END
""".replace("<stands>", _STANDS.replace("<which>", "IN"))


class Win(Edited, PartOfRecord, Trash, Once):
    """One piece of evidence: something done, on a date, with a kind, what I did, what came of it."""

    if TYPE_CHECKING:
        grade: str  # where the query asked for it, with `with_grade`

    owner: models.ForeignKey["User", "User"] = models.ForeignKey("evidence.User", models.CASCADE, related_name="wins")
    key = models.CharField(
        max_length=KEY_LENGTH, blank=True, help_text="Its name in the evidence file, where it came from one."
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    date = models.DateField()
    kind = models.ForeignKey("insights.Kind", models.PROTECT, default="other", related_name="+")
    context = models.TextField(blank=True, max_length=TEXT_LENGTH)
    action = models.TextField(blank=True, max_length=TEXT_LENGTH)
    result = models.TextField(blank=True, max_length=TEXT_LENGTH)
    metric_name = models.CharField(max_length=METRIC_NAME_LENGTH, blank=True)
    metric_before = models.FloatField(null=True, blank=True)
    metric_after = models.FloatField(null=True, blank=True)
    metric_unit = models.CharField(max_length=METRIC_UNIT_LENGTH, blank=True)
    horizon = models.CharField(max_length=10, choices=HORIZONS, blank=True)
    driver = models.CharField(max_length=10, choices=DRIVERS, default="none")
    decision = models.CharField(max_length=10, choices=DECISIONS, default="none")
    part = models.CharField(max_length=10, choices=PARTS, blank=True)
    private = models.BooleanField(default=False)
    people = models.JSONField(default=list, blank=True)
    is_told = models.BooleanField(default=False, editable=False)
    text_digest = models.CharField(
        max_length=64, blank=True, default="", editable=False, help_text="Of what a word on it is for."
    )
    search_text = models.TextField(blank=True, editable=False)
    suggested = models.JSONField(
        default=dict, blank=True, editable=False, help_text="What the text model made of its words; see suggested.py."
    )
    declined = models.JSONField(
        default=list, blank=True, editable=False, help_text="Skills that the person said no to, as their answers stand."
    )
    none_of = models.JSONField(
        null=True, blank=True, editable=False, help_text="The skills shown when the person said: none of these."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WinQuerySet.as_manager()

    gone_called = "wins from the Trash"
    unversioned = frozenset({"private"})

    class Meta:
        constraints = [
            *Once.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "key"], condition=~Q(key=""), name="one_win_a_key"),
        ]
        indexes = [
            models.Index(
                "owner",
                F("date").desc(),
                F("id").desc(),
                condition=Q(deleted_at__isnull=True),
                name="kept_wins_by_date",
            ),
            models.Index(
                "owner",
                F("created_at").desc(),
                condition=Q(deleted_at__isnull=True),
                name="kept_wins_by_logging",
            ),
            models.Index("owner", F("deleted_at").desc(), condition=Q(deleted_at__isnull=False), name="wins_in_trash"),
        ]

    def __str__(self) -> str:
        return f"win {self.pk}"

    def whose_record(self) -> int:
        return self.owner_id

    def touches_what_counts(self) -> bool | Told:
        """Only a win that is told, before the change or after it: as it was is for the database to say, since this
        one may have been read long ago."""
        return True if self.is_told else self.pk is not None and Told(self.pk)

    def save(self, *args, **kwargs) -> None:
        """Keeps what is derived from the words in step with them, wherever it writes the words."""
        fields = kwargs.get("update_fields")
        if fields is None or set(WinText._fields) & set(fields):
            self.is_told, self.text_digest = is_told(self.action, self.result), self.text.digest
            kwargs["update_fields"] = None if fields is None else {*fields, "is_told", "text_digest"}
        super().save(*args, **kwargs)

    @property
    def text(self) -> WinText:
        """What a colleague's word on it is for."""
        return WinText(*(getattr(self, name) for name in WinText._fields))

    def kept(self, names: Iterable[str]) -> dict[str, Any]:
        sentences = {HOW + link.skill_id: link.how for link in self.links.all()}
        names = list(names)
        return super().kept(names) | {name: sentences[name] for name in names if name in sentences}

    def write(self, values: Mapping[str, Any]) -> None:
        """Sets fields, the sentences of the links that are there too, and keeps what the search looks through."""
        for link in self.links.all():
            if HOW + link.skill_id in values:
                link.how = values[HOW + link.skill_id]
                link.save(update_fields=["how"])
        super().write({name: value for name, value in values.items() if not name.startswith(HOW)})
        self.refresh_search()

    def fitting(self, name: str, kept: Any) -> Any:
        if name.startswith(HOW):
            if not any(HOW + link.skill_id == name for link in self.links.all()):
                raise CannotBe("the win does not speak for that skill now; link it again first")
            return kept
        value = super().fitting(name, kept)
        if name == "date" and self.confirmations.filter(date__lt=value).exists():
            raise CannotBe("somebody had confirmed it before that day")
        return value

    def searchable(self, links: Iterable[SaysHow], artifacts: Iterable[Artifact]) -> str:
        """The text that the search looks through, of the win with these links and artifacts."""
        words = [self.title, self.context, self.action, self.result, self.metric_name, self.metric_unit]
        words += [link.how for link in links]
        for artifact in artifacts:
            words += [artifact.title, artifact.name, artifact.url]
        return folded(" ".join(filter(None, words)))

    def refresh_search(self) -> None:
        """Rewrites the text that the search looks through, from the win, its links and its artifacts."""
        self.search_text = self.searchable(self.links.all(), self.artifacts.all())
        type(self).objects.filter(pk=self.pk).update(search_text=self.search_text)
