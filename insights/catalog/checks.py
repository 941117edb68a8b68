"""What must hold for the data files: each table by itself, and all of them together."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from insights.catalog.pages import Page, Table
from insights.catalog.shapes import SHAPES, SLUG
from insights.catalog.terms import BOTH, FOUNDATIONS, REQUIRABLE, TIERS, TRACKS, TRAITS

Pages = Mapping[str, Page]


def check_tables(page: Page, shape: str) -> None:
    """Notes on the page what is wrong with its tables one by one: slugs, keys, and what the keys hold."""
    if shape not in SHAPES:
        return
    fields = SHAPES[shape]
    for slug, table in page.tables.items():
        if not SLUG.fullmatch(slug):
            page.problem(f"wrong slug {slug!r}: use small letters, digits and single dashes", slug)
        if not isinstance(table, dict):
            page.problem(f"{slug} stands outside of a table", "", slug)
            continue
        for key in table.keys() - fields.keys():
            page.problem(f"{slug}: unknown key {key!r}{_did_you_mean(key, fields)}", slug, key)
        for key, field in fields.items():
            if key not in table:
                if field.needed:
                    page.problem(f"{slug}: {key} is missing", slug)
            elif wrong := field.check(table[key]):
                page.problem(f"{slug}: {key} {wrong}", slug, key)


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
                hint = _did_you_mean(pointed, known)
                page.problem(f"{slug}: unknown {what} {pointed!r}{hint}", slug, key, pointed)


def _no_source_unread(sources: Page, insights: Page) -> None:
    named = {source for _, table in _tables(insights) for source in _list(table, "sources")}
    for slug in sources.tables.keys() - named:
        sources.problem(f"source {slug} is an orphan: no insight names it", slug)


def _no_insight_unused(insights: Page, users: Iterable[Page]) -> None:
    used = {insight for page in users for _, table in _tables(page) for insight in _list(table, "insights")}
    for slug, table in _tables(insights):
        if slug not in used and not table.get("used_by"):
            insights.problem(f"insight {slug} is an orphan: no skill, no kind and no part of the product uses it", slug)


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
                    page.problem(f"{slug}: {what} stands in {first[key, carried]} already", slug, key)
                first.setdefault((key, carried), f"{page.name}:{page.line(slug, key)}")
    last = list(skill_pages)[-1]
    for key, values in (("trait", TRAITS), ("foundation", FOUNDATIONS)):
        for value in values:
            if (key, value) not in first:
                last.problem(f"no skill carries the {key} {value}")


def _one_level_a_step(levels: Page) -> None:
    """Each track passes one level at a time, or "the next level" would have two answers."""
    taken: dict[tuple[str, str], str] = {}
    for slug, table in _tables(levels):
        own, order = table.get("track"), str(table.get("order"))
        for track in TRACKS if own == BOTH else (str(own),):
            other = taken.setdefault((order, track), slug)
            if other != slug:
                levels.problem(f"{slug}: {other} has this order on the {track} track already", slug, "order")


def _requirements_stand(pages: Pages, skill_pages: Iterable[Page]) -> None:
    rows, levels = pages["requirements"], pages["levels"].tables
    skills = _merged(skill_pages)
    asking: set[str] = set()
    for slug, row in rows.tables.items():
        if slug not in skills:
            rows.problem(f"unknown skill {slug!r}{_did_you_mean(slug, skills)}", "", slug)
        elif not isinstance(row, dict):
            rows.problem(f'{slug}: must be a table of levels, such as {{ pm = "shown" }}', "", slug)
        else:
            asking |= row.keys()
            _row_stands(rows, slug, row, levels, skills[slug].get("track"))
    for page in skill_pages:
        for slug in page.tables:
            if not rows.tables.get(slug):
                page.problem(f"skill {slug} is an orphan: no level asks for it in {rows.name}", slug)
    for slug, table in _tables(pages["levels"]):
        if table.get("order") != 0 and slug not in asking:
            pages["levels"].problem(f"{slug}: requirements are missing: it asks for no skill in {rows.name}", slug)


def _row_stands(rows: Page, slug: str, row: dict[str, object], levels: Mapping[str, Table], track: str | None) -> None:
    for level, status in row.items():
        if level not in levels:
            rows.problem(f"{slug}: unknown level {level!r}{_did_you_mean(level, levels)}", "", slug)
            continue
        if status not in REQUIRABLE:
            rows.problem(f"{slug}: {level} must ask one of {', '.join(REQUIRABLE)}, not {status!r}", "", slug)
        if levels[level].get("order") == 0:
            rows.problem(f"{slug}: nobody aims at {level}, so it can ask for nothing", "", slug)
        if track and levels[level].get("track") not in (BOTH, track):
            rows.problem(f"{slug}: {level} is not on the {track} track, the only one with this skill", "", slug)


def _tables(page: Page) -> list[tuple[str, Table]]:
    return [(slug, table) for slug, table in page.tables.items() if isinstance(table, dict)]


def _merged(pages: Iterable[Page]) -> dict[str, Table]:
    return {slug: table for page in pages for slug, table in _tables(page)}


def _list(table: Table, key: str) -> list[str]:
    value = table.get(key, [])
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f', did you mean "{near[0]}"?' if near else ""
