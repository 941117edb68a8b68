"""The catalogue's facts as tables, so that foreign keys to a skill, a level or a kind hold.

`manage.py load_catalog` fills them from the data files. The words are not here, and no page reads these
tables: `insights.catalog.catalog()` has both in memory.
"""

from collections.abc import Mapping

from django.db import models

from insights.catalog import BOTH, FOUNDATIONS, HORIZONS, REQUIRABLE, STATUSES, TIERS, TRACKS, TRAITS


def _choices(values: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(values.items())


class Entry(models.Model):
    """What every entry of the catalogue has: a slug that never changes, and a name that may."""

    slug = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Source(Entry):
    """A document; `name` is its title."""

    file = models.CharField(max_length=80)


class Insight(Entry):
    """One thing that the documents teach."""

    sources = models.ManyToManyField(Source, related_name="+")


class Level(Entry):
    """A step of the career; `name` is its title. Tier is empty below the pyramid."""

    order = models.PositiveSmallIntegerField()
    track = models.CharField(max_length=8, choices=[*_choices(TRACKS), (BOTH, "Both")])
    tier = models.CharField(max_length=8, choices=_choices(TIERS), blank=True)
    horizon = models.CharField(max_length=10, choices=_choices(HORIZONS))

    class Meta:
        ordering = ["order", "slug"]


class Skill(Entry):
    """A skill that targets ask for. Trait, foundation and track are empty where it has none."""

    order = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=8, choices=_choices(TIERS))
    trait = models.CharField(max_length=20, choices=_choices(TRAITS), blank=True)
    foundation = models.CharField(max_length=20, choices=_choices(FOUNDATIONS), blank=True)
    track = models.CharField(max_length=8, choices=_choices(TRACKS), blank=True)

    class Meta:
        ordering = ["order"]


class Requirement(models.Model):
    """The status that a level asks of a skill."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=[(value, STATUSES[value]) for value in REQUIRABLE])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "skill"], name="one_requirement_a_level_and_skill"),
            models.CheckConstraint(
                condition=models.Q(status__in=REQUIRABLE), name="requirement_status_is_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id} asks {self.skill_id} {self.status}"


class Kind(Entry):
    """A kind of win."""

    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
