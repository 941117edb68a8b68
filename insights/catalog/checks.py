"""What must hold for the data files: each table by itself, and all of them together."""

from collections.abc import Iterable, Mapping

from insights.catalog.pages import Page, Table
from insights.catalog.shapes import SHAPES, SLUG, Field
from insights.catalog.terms import BOTH, FOUNDATIONS, REQUIRABLE, TIERS, TRACKS, TRAITS
from insights.problems import Unfit

Pages = Mapping[str, Page]


def check_tables(page: Page, shape: str) -> None:
    """Notes on the page what is wrong with its tables one by one: slugs, keys, and what the keys hold."""
    if shape not in SHAPES:
        return
    fields = SHAPES[shape]
    for slug, table in page.tables.items():
        if not SLUG.fullmatch(slug):
            page.problems.add(page.place(slug), f"wrong slug {slug!r}: use small letters, digits and single dashes")
        if isinstance(table, dict):
            _check_table(page, slug, table, fields)
        else:
            page.problems.add(page.place("", slug), f"{slug} stands outside of a table")


def _check_table(page: Page, slug: str, table: Table, fields: Mapping[str, Field]) -> None:
    for key in table.keys() - fields.keys():
        hint = page.problems.meant(key, fields)
        page.problems.add(page.place(slug, key), f"{slug}: unknown key {key!r}{hint}")
    for key, field in fields.items():
        if key in table:
            try:
                field.check(table[key])
            except Unfit as wrong:
                page.problems.add(page.place(slug, key), f"{slug}: {key} {wrong}")
        elif field.needed:
            page.problems.add(page.place(slug), f"{slug}: {key} is missing")


def check_whole(pages: Pages) -> None:
    """Notes on the pages what is wrong between them: slugs that point nowhere, orphans, gaps."""
    skill_pages = [pages[f"skills/{tier}"] for tier in TIERS]
    sources, insights, kinds = pages["sources"], pages["insights"], pages["kinds"]
    _point_to(insights, "sources", "source", sources.tables)
    for page in skill_pages:
        _point_to(page, "insights", "insight", insights.tables)
    _point_to(kinds, "insights", "insight", insights.tables)
    _point_to(pages["hints"], "insights", "insight", insights.tables)
    _point_to(kinds, "skills", "skill", _merged(skill_pages))
    _no_source_unread(sources, insights)
    _no_insight_unused(insights, [*skill_pages, kinds])
    _one_skill_each(skill_pages)
    _one_level_a_step(pages["levels"])
    _requirements_stand(pages, skill_pages)


def _point_to(page: Page, key: str, what: str, known: Mapping[str, object]) -> None:
    for slug, table in _tables(page):
        for pointed in _list(table, key):
            if pointed not in known:
                hint = page.problems.meant(pointed, known)
                page.problems.add(page.place(slug, key, pointed), f"{slug}: unknown {what} {pointed!r}{hint}")


def _no_source_unread(sources: Page, insights: Page) -> None:
    named = {source for _, table in _tables(insights) for source in _list(table, "sources")}
    for slug in sources.tables.keys() - named:
        sources.problems.add(sources.place(slug), f"source {slug} is an orphan: no insight names it")


def _no_insight_unused(insights: Page, users: Iterable[Page]) -> None:
    used = {insight for page in users for _, table in _tables(page) for insight in _list(table, "insights")}
    for slug, table in _tables(insights):
        if slug not in used and not table.get("used_by"):
            insights.problems.add(
                insights.place(slug),
                f"insight {slug} is an orphan: no skill, no kind and no part of the product uses it",
            )


def _one_skill_each(skill_pages: Iterable[Page]) -> None:
    """A slug stands in one tier only; each trait and each foundation is carried by exactly one skill."""
    first: dict[tuple[str, object], str] = {}
    for page in skill_pages:
        for slug, table in _tables(page):
            for key, carried in (
                ("", slug),
                ("trait", table.get("trait")),
                ("foundation", table.get("foundation")),
            ):
                if not isinstance(carried, str):
                    continue
                if (key, carried) in first:
                    what = f"the {key} {carried}" if key else "this skill"
                    page.problems.add(page.place(slug, key), f"{slug}: {what} stands in {first[key, carried]} already")
                first.setdefault((key, carried), page.place(slug, key))
    last = list(skill_pages)[-1]
    for key, values in (("trait", TRAITS), ("foundation", FOUNDATIONS)):
        for value in values:
            if (key, value) not in first:
                last.problems.add(last.place(), f"no skill carries the {key} {value}")


def _one_level_a_step(levels: Page) -> None:
    """Each track passes one level at a time, or "the next level" would have two answers."""
    taken: dict[tuple[str, str], str] = {}
    for slug, table in _tables(levels):
        own, order = table.get("track"), str(table.get("order"))
        for track in TRACKS if own == BOTH else (str(own),):
            other = taken.setdefault((order, track), slug)
            if other != slug:
                levels.problems.add(
                    levels.place(slug, "order"), f"{slug}: {other} has this order on the {track} track already"
                )


def _requirements_stand(pages: Pages, skill_pages: Iterable[Page]) -> None:
    rows, levels = pages["requirements"], pages["levels"]
    skills = _merged(skill_pages)
    asking: set[str] = set()
    for slug, row in rows.tables.items():
        if slug not in skills:
            rows.problems.add(rows.place("", slug), f"unknown skill {slug!r}{rows.problems.meant(slug, skills)}")
        elif not isinstance(row, dict):
            rows.problems.add(rows.place("", slug), f'{slug}: must be a table of levels, such as {{ pm = "shown" }}')
        else:
            asking |= row.keys()
            _row_stands(rows, slug, row, levels.tables, skills[slug].get("track"))
    for page in skill_pages:
        for slug in page.tables:
            if not rows.tables.get(slug):
                page.problems.add(page.place(slug), f"skill {slug} is an orphan: no level asks for it in {rows.name}")
    for slug, table in _tables(levels):
        if table.get("order") != 0 and slug not in asking:
            levels.problems.add(
                levels.place(slug), f"{slug}: requirements are missing: it asks for no skill in {rows.name}"
            )


def _row_stands(rows: Page, slug: str, row: dict[str, object], levels: Mapping[str, Table], track: str | None) -> None:
    place = rows.place("", slug)
    for level, status in row.items():
        if level not in levels:
            rows.problems.add(place, f"{slug}: unknown level {level!r}{rows.problems.meant(level, levels)}")
            continue
        if status not in REQUIRABLE:
            rows.problems.add(place, f"{slug}: {level} must ask one of {', '.join(REQUIRABLE)}, not {status!r}")
        if levels[level].get("order") == 0:
            rows.problems.add(place, f"{slug}: nobody aims at {level}, so it can ask for nothing")
        if track and levels[level].get("track") not in (BOTH, track):
            rows.problems.add(place, f"{slug}: {level} is not on the {track} track, the only one with this skill")


def _tables(page: Page) -> list[tuple[str, Table]]:
    return [(slug, table) for slug, table in page.tables.items() if isinstance(table, dict)]


def _merged(pages: Iterable[Page]) -> dict[str, Table]:
    return {slug: table for page in pages for slug, table in _tables(page)}


def _list(table: Table, key: str) -> list[str]:
    value = table.get(key, [])
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
