"""`manage.py load_catalog`: the tables follow the data files, and nobody's links are touched."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evidence.models import SkillLink
from insights.catalog import CatalogError, catalog
from insights.management.commands import load_catalog
from insights.models import Insight, Kind, Level, Requirement, Skill, Source
from insights.sync import StillInUse, sync
from tests.factories import make_user, make_win

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("load_catalog", stdout=out)
    return out.getvalue().strip()


def without(mapping, slug):
    return {key: value for key, value in mapping.items() if key != slug}


def with_changed(mapping, slug, **changes):
    return {**mapping, slug: replace(mapping[slug], **changes)}


def test_empty_tables_are_filled_and_a_second_run_changes_nothing():
    for model in (Requirement, Insight, Source, Level, Skill, Kind):
        model.objects.all().delete()
    pairs = sum(len(insight.sources) for insight in catalog().insights.values())
    cells = sum(len(row) for row in catalog().asks.values())
    rows = 4 + 35 + 7 + 29 + 15 + pairs + cells
    assert run() == f"Catalogue: {rows} created, 0 changed, 0 removed, 0 unchanged."
    assert run() == f"Catalogue: 0 created, 0 changed, 0 removed, {rows} unchanged."


def test_the_tables_hold_the_facts():
    asked = {(row.level_id, row.skill_id): row.status for row in Requirement.objects.all()}
    assert asked == {(level, skill): status for skill, row in catalog().asks.items() for level, status in row.items()}
    assert list(Skill.objects.values_list("slug", flat=True)) == list(catalog().skills)
    assert Level.objects.get(slug="cpo").horizon == "multi-year"
    assert Skill.objects.get(slug="customer-insight").foundation == "customers"
    named = Insight.objects.get(slug="skills-pyramid").sources.values_list("slug", flat=True)
    assert set(named) == {"000", "001", "002"}


def test_a_change_of_words_touches_no_link(alice):
    win = make_win(alice, skills=["agency", "clarity"], kind_id="outcome")
    before = list(SkillLink.objects.order_by("pk").values())
    requirements = set(Requirement.objects.values_list("pk", flat=True))
    entries = catalog()
    renamed = replace(
        entries,
        skills=with_changed(entries.skills, "agency", name="Getting things done", meaning="Something else."),
        kinds=with_changed(entries.kinds, "outcome", name="Result"),
    )
    counts = sync(renamed)
    assert (counts.created, counts.changed, counts.removed) == (0, 2, 0)
    assert Skill.objects.get(slug="agency").name == "Getting things done"
    assert list(SkillLink.objects.order_by("pk").values()) == before
    assert set(Requirement.objects.values_list("pk", flat=True)) == requirements
    win.refresh_from_db()
    assert win.kind_id == "outcome"


def test_a_requirement_follows_the_file():
    entries = catalog()
    asks = {**entries.asks, "agency": {"senior-pm": "shown", "vp": "started"}}
    counts = sync(replace(entries, asks=asks))
    assert (counts.created, counts.changed, counts.removed) == (1, 1, 2)
    rows = Requirement.objects.filter(skill="agency").values_list("level_id", "status")
    assert dict(rows) == {"senior-pm": "shown", "vp": "started"}


def test_an_entry_that_nobody_uses_goes_when_its_file_lets_it_go():
    entries = catalog()
    counts = sync(replace(entries, kinds=without(entries.kinds, "rotation")))
    assert counts.removed == 1
    assert not Kind.objects.filter(slug="rotation").exists()


def test_an_insight_takes_its_documents_along():
    entries = catalog()
    counts = sync(replace(entries, insights=without(entries.insights, "skills-pyramid")))
    assert counts.removed == 4  # the insight, and its three documents
    assert not Insight.objects.filter(slug="skills-pyramid").exists()
    assert Source.objects.count() == 4


def test_what_peoples_rows_point_at_is_not_removed(alice):
    make_win(alice, skills=["agency"])
    make_win(alice, kind_id="rotation")
    make_win(alice, kind_id="rotation")
    make_user("bob@example.org", target_id="cpo")
    entries = catalog()
    smaller = replace(
        entries,
        skills=with_changed(without(entries.skills, "agency"), "clarity", name="Must not stay"),
        asks=without(entries.asks, "agency"),
        kinds=without(entries.kinds, "rotation"),
        levels=without(entries.levels, "cpo"),
    )
    with pytest.raises(StillInUse) as caught:
        sync(smaller)
    assert sorted(str(caught.value).splitlines()) == [
        'kind "rotation" is gone from the data files, but is the kind of 2 wins: '
        "put it back, or give them another first",
        'level "cpo" is gone from the data files, but is the target of 1 user: put it back, or give them another first',
        'skill "agency" is gone from the data files, but is the skill of 1 skill link: '
        "put it back, or give them another first",
    ]
    assert Skill.objects.get(slug="clarity").name == catalog().skills["clarity"].name, "nothing was changed"


def test_a_failure_half_way_leaves_the_tables_as_they_were(monkeypatch):
    entries = catalog()
    monkeypatch.setattr(Requirement.objects, "bulk_create", None)  # fails after the entries were written
    with pytest.raises(TypeError):
        sync(replace(entries, kinds=with_changed(entries.kinds, "other", name="Rest")))
    assert Kind.objects.get(slug="other").name == catalog().kinds["other"].name


def test_a_wrong_file_is_one_clear_error(monkeypatch):
    def wrong():
        raise CatalogError(["insights/catalog/kinds.toml:7: unknown skill 'agilty'"])

    monkeypatch.setattr(load_catalog, "catalog", wrong)
    with pytest.raises(CommandError, match=r"^insights/catalog/kinds.toml:7: unknown skill 'agilty'$"):
        run()
