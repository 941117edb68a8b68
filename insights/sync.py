"""Brings the catalogue's tables in step with the data files, without touching what points at them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel

from insights.catalog import Catalog
from insights.models import Entry, Insight, Kind, Level, Requirement, Skill, Source

Rows = Mapping[str, Mapping[str, object]]
"""Slug -> the values of the other columns."""


class StillInUse(Exception):
    """An entry is gone from the data files, but people's rows point at it. Each line names one such entry."""


@dataclass(slots=True)
class Counts:
    """How many rows of the catalogue's tables one run made, changed, removed and left as they were."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    def add(self, *, wanted: int, created: int, changed: int = 0) -> None:
        """Counts one table: of the rows wanted, what was neither created nor changed is unchanged."""
        self.created += created
        self.changed += changed
        self.unchanged += wanted - created - changed


@transaction.atomic
def sync(entries: Catalog) -> Counts:
    """Makes the tables hold exactly these entries, whole or not at all, and counts what it did.

    Rows are found by slug and changed in place, so a link to one stays whatever its words become.
    Raises StillInUse, and changes nothing, if an entry that is gone is pointed at from outside the catalogue.
    """
    counts = Counts()
    wanted = _wanted(entries)
    _refuse_if_in_use(wanted)
    for model, rows in wanted.items():
        _bring_in_step(model, rows, counts)
    _bring_sources_in_step(entries, counts)
    _bring_requirements_in_step(entries, counts)
    for model, rows in wanted.items():
        counts.removed += _gone(model, rows).delete()[1].get(model._meta.label, 0)
    return counts


def _wanted(entries: Catalog) -> dict[type[Entry], Rows]:
    return {
        Source: {e.slug: {"name": e.title, "file": e.file} for e in entries.sources.values()},
        Insight: {e.slug: {"name": e.name} for e in entries.insights.values()},
        Level: {
            e.slug: {
                "name": e.title,
                "order": e.order,
                "track": e.track,
                "tier": e.tier or "",
                "horizon": e.horizon,
            }
            for e in entries.levels.values()
        },
        Skill: {
            e.slug: {
                "name": e.name,
                "order": e.order,
                "tier": e.tier,
                "trait": e.trait or "",
                "foundation": e.foundation or "",
                "track": e.track or "",
            }
            for e in entries.skills.values()
        },
        Kind: {e.slug: {"name": e.name, "order": e.order} for e in entries.kinds.values()},
    }


def _bring_in_step(model: type[Entry], rows: Rows, counts: Counts) -> None:
    present = model._default_manager.in_bulk()
    created = [model(slug=slug, **values) for slug, values in rows.items() if slug not in present]
    changed = []
    for slug, values in rows.items():
        row = present.get(slug)
        if row and any(getattr(row, column) != value for column, value in values.items()):
            changed.append(row)
            for column, value in values.items():
                setattr(row, column, value)
    model._default_manager.bulk_create(created)
    if changed:
        columns = [field.name for field in model._meta.fields if not field.primary_key]
        model._default_manager.bulk_update(changed, columns)
    counts.add(wanted=len(rows), created=len(created), changed=len(changed))


def _bring_sources_in_step(entries: Catalog, counts: Counts) -> None:
    through = Insight.sources.through
    wanted = {(e.slug, source) for e in entries.insights.values() for source in e.sources}
    present = {(row.insight_id, row.source_id): row.pk for row in through._default_manager.all()}
    gone = [pk for pair, pk in present.items() if pair not in wanted]
    through._default_manager.filter(pk__in=gone).delete()
    created = [through(insight_id=insight, source_id=source) for insight, source in sorted(wanted - present.keys())]
    through._default_manager.bulk_create(created)
    counts.removed += len(gone)
    counts.add(wanted=len(wanted), created=len(created))


def _bring_requirements_in_step(entries: Catalog, counts: Counts) -> None:
    wanted = {(level, skill): status for skill, row in entries.asks.items() for level, status in row.items()}
    present = {(row.level_id, row.skill_id): row for row in Requirement.objects.all()}
    gone = [row.pk for pair, row in present.items() if pair not in wanted]
    Requirement.objects.filter(pk__in=gone).delete()
    created = [
        Requirement(level_id=level, skill_id=skill, status=status)
        for (level, skill), status in wanted.items()
        if (level, skill) not in present
    ]
    changed = [row for pair, row in present.items() if pair in wanted and row.status != wanted[pair]]
    for row in changed:
        row.status = wanted[row.level_id, row.skill_id]
    Requirement.objects.bulk_create(created)
    Requirement.objects.bulk_update(changed, ["status"])
    counts.removed += len(gone)
    counts.add(wanted=len(wanted), created=len(created), changed=len(changed))


def _gone(model: type[Entry], rows: Collection[str]) -> models.QuerySet[Entry]:
    return model._default_manager.exclude(pk__in=list(rows))


def _refuse_if_in_use(wanted: Mapping[type[Entry], Rows]) -> None:
    sentences = []
    for model, rows in wanted.items():
        gone = list(_gone(model, rows).values_list("pk", flat=True))
        for relation in _relations_from_outside(model) if gone else []:
            column, theirs = relation.field.name, relation.related_model
            used = theirs._base_manager.filter(**{f"{column}__in": gone})  # _base_manager: what is in the trash counts
            tally = used.order_by().values_list(column).annotate(models.Count("pk"))
            sentences += [
                f'{model._meta.verbose_name} "{slug}" is gone from the data files, but is the {column} of '
                f"{count} {theirs._meta.verbose_name if count == 1 else theirs._meta.verbose_name_plural}: "
                "put it back, or give them another first"
                for slug, count in sorted(tally)
            ]
    if sentences:
        raise StillInUse("\n".join(sentences))


def _relations_from_outside(model: type[Entry]) -> list[ForeignObjectRel]:
    """The foreign keys that point at the table from other apps, also those without a way back (`+`)."""
    inside = set(apps.get_app_config("insights").get_models(include_auto_created=True))
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and (relation.one_to_many or relation.one_to_one)
        and relation.related_model not in inside
    ]
