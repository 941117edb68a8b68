"""Brings the catalogue's tables in step with the data files, without touching what points at them."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from insights.catalog import Catalog
from insights.models import Insight, Kind, Level, Requirement, Skill, Source


class StillInUse(Exception):
    """An entry is gone from the data files, but people's rows point at it. Each line names one such entry."""


@dataclass(slots=True)
class Counts:
    """How many rows of the catalogue's tables one run made, changed, removed and left as they were."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


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
    _sources_of_insights(entries, counts)
    _requirements(entries, counts)
    for model, rows in wanted.items():
        counts.removed += _gone(model, rows).delete()[1].get(model._meta.label, 0)
    return counts


def _wanted(entries: Catalog) -> dict[type[models.Model], dict[str, dict[str, object]]]:
    """Model -> slug -> the values of its columns."""
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


def _bring_in_step(model, rows: dict[str, dict[str, object]], counts: Counts) -> None:
    present = {row.pk: row for row in model.objects.all()}
    created = [model(slug=slug, **values) for slug, values in rows.items() if slug not in present]
    changed = []
    for slug, values in rows.items():
        row = present.get(slug)
        if row and any(getattr(row, name) != value for name, value in values.items()):
            changed.append(row)
            for name, value in values.items():
                setattr(row, name, value)
    model.objects.bulk_create(created)
    if changed:
        model.objects.bulk_update(
            changed, [field.name for field in model._meta.fields if not field.primary_key]
        )
    _count(counts, rows, created, changed)


def _sources_of_insights(entries: Catalog, counts: Counts) -> None:
    through = Insight.sources.through
    wanted = {(e.slug, source) for e in entries.insights.values() for source in e.sources}
    present = {(row.insight_id, row.source_id): row.pk for row in through.objects.all()}
    gone = [pk for pair, pk in present.items() if pair not in wanted]
    through.objects.filter(pk__in=gone).delete()
    created = sorted(wanted - present.keys())
    through.objects.bulk_create(through(insight_id=insight, source_id=source) for insight, source in created)
    _count(counts, wanted, created, [])
    counts.removed += len(gone)


def _requirements(entries: Catalog, counts: Counts) -> None:
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
    _count(counts, wanted, created, changed)
    counts.removed += len(gone)


def _count(counts: Counts, wanted, created, changed) -> None:
    counts.created += len(created)
    counts.changed += len(changed)
    counts.unchanged += len(wanted) - len(created) - len(changed)


def _gone(model, rows):
    return model.objects.exclude(pk__in=rows)


def _refuse_if_in_use(wanted) -> None:
    """Looks through every foreign key that comes from outside the catalogue, hidden ones (`+`) included."""
    sentences = []
    for model, rows in wanted.items():
        gone = list(_gone(model, rows).values_list("pk", flat=True))
        if not gone:
            continue
        for relation in _relations_from_outside(model):
            name = relation.field.name
            used = relation.related_model._base_manager.filter(**{f"{name}__in": gone})
            tally = dict(used.order_by().values_list(name).annotate(models.Count("pk")))
            sentences += [
                f"{model._meta.verbose_name} {slug} is gone from the data files, but {count} row(s) of "
                f"{relation.related_model._meta.verbose_name} ({name}) point at it: put it back, or move them first"
                for slug, count in tally.items()
            ]
    if sentences:
        raise StillInUse("\n".join(sentences))


def _relations_from_outside(model):
    inside = set(apps.get_app_config("insights").get_models(include_auto_created=True))
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created
        and not field.concrete
        and (field.one_to_many or field.one_to_one)
        and field.related_model not in inside
    ]
