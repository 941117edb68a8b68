"""A data file that is wrong is refused, with its name, the line and a sentence on what is wrong."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from insights.catalog import DATA, CatalogError, load


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the data files, to be spoilt."""
    copy = tmp_path / "insights" / "catalog"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def refused(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogError) as caught:
        load(folder)
    return caught.value.problems


def spoil(folder: Path, name: str, old: str, new: str, at: str = "") -> str:
    """Replaces a text that stands once, and gives the place of `at` (else of the new text) as the loader names it."""
    path = folder / f"{name}.toml"
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}.toml"
    text = text.replace(old, new)
    path.write_text(text)
    before = text[: text.index(at or new)]
    return f"insights/catalog/{name}.toml:{before.count(chr(10)) + 1}"


def test_the_copy_itself_is_right(folder):
    assert len(load(folder).skills) == 29


class Spoilt(NamedTuple):
    """A text of one file and what it becomes; what is said, and where if that is not where the new text stands."""

    file: str
    old: str
    new: str
    says: str
    at: str = ""


LAST_ASK = 'executive-depth = { cpo = "proven" }'
SPOILT = [
    Spoilt("skills/people", "[agency]", "[Agency]", "wrong slug 'Agency'"),
    Spoilt("skills/people", '["agency", "carve', '["agncy", "carve', """'agncy', did you mean "agency"?"""),
    Spoilt("skills/people", 'name = "Agency"', 'nmae = "Agency"', """unknown key 'nmae', did you mean "name"?"""),
    Spoilt("skills/people", 'name = "Agency"\n', "", "agency: name is missing", at="[agency]"),
    Spoilt("skills/people", 'name = "Agency"', 'name = " "', "agency: name must be a text that is not empty"),
    Spoilt("skills/people", 'name = "Agency"', "name = 7", "agency: name must be a text that is not empty"),
    Spoilt("skills/people", 'trait = "platform"', 'trait = "magic"', "trait must be one of relationships, platform"),
    Spoilt(
        "skills/people",
        '    "A team event.",\n    "More heads.",\n',
        "",
        "team-building: lookalikes must have 1 to 2 texts, not 0",
        at="lookalikes = [\n]",
    ),
    Spoilt(
        "skills/people", '"More heads."', '"A team event."', "says one thing twice", at='lookalikes = [\n    "A team e'
    ),
    Spoilt("insights", 'name = "Agency"', 'name = "A"\nname = "B"', "name stands twice, first on", at='name = "B"'),
    Spoilt(
        "insights",
        "[land-mines]",
        "[in-the-room]",
        "in-the-room stands twice, first on line ",
        at='[in-the-room]\nname = "Seven',
    ),
    Spoilt("insights", "[keep-learning]", "[keep-learning", "Expected"),
    Spoilt("kinds", '["product-sense"]', '["product-scents"]', """'product-scents', did you mean "product-sense"?"""),
    Spoilt("kinds", '["keep-learning"]', '["keep-sleeping"]', "unknown insight 'keep-sleeping'"),
    Spoilt("levels", 'track = "expert"', 'track = "wizard"', "track must be one of both, manager, expert"),
    Spoilt("levels", "order = 4", "order = -4", "vp: order must be a whole number"),
    Spoilt(
        "levels",
        "order = 4",
        "order = 3",
        "vp: principal-pm has this order on the expert track already",
        at='order = 3\ntrack = "both"',
    ),
    Spoilt("requirements", "agency = {", "agilty = {", """unknown skill 'agilty', did you mean "agency"?"""),
    Spoilt("requirements", LAST_ASK, 'executive-depth = { cpo = "seen" }', "one of started, shown, proven, not 'seen'"),
    Spoilt("requirements", LAST_ASK, 'executive-depth = { ceo = "proven" }', """'ceo', did you mean "cpo"?"""),
    Spoilt("requirements", LAST_ASK, 'executive-depth = { aspiring = "shown" }', "nobody aims at aspiring"),
    Spoilt("requirements", LAST_ASK, 'executive-depth = "proven"', "must be a table of levels"),
    Spoilt("requirements", "craft-depth = { p", 'craft-depth = { director = "shown", p', "not on the expert track"),
]


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: f"{case.file}: {case.says}")
def test_a_wrong_line_is_named(folder, case):
    place = spoil(folder, case.file, case.old, case.new, case.at)
    problems = refused(folder)
    assert any(problem.startswith(f"{place}: ") and case.says in problem for problem in problems), problems


def test_a_skill_that_no_level_asks_for_is_an_orphan(folder):
    spoil(folder, "requirements", 'product-culture = { cpo = "shown" }\n', "\n")
    place = spoil(folder, "skills/business", "[product-culture]", "[product-culture]")
    assert refused(folder) == (
        f"{place}: skill product-culture is an orphan: no level asks for it in insights/catalog/requirements.toml",
    )


def test_a_level_that_asks_for_nothing_lacks_its_requirements(folder):
    path = folder / "levels.toml"
    path.write_text(path.read_text() + LEVEL)
    line = path.read_text().split("\n").index("[founder]") + 1
    assert refused(folder) == (
        f"insights/catalog/levels.toml:{line}: founder: requirements are missing: "
        "it asks for no skill in insights/catalog/requirements.toml",
    )


LEVEL = """
[founder]
title = "Founder"
short = "Founder"
order = 6
track = "both"
tier = "business"
horizon = "multi-year"
job = "You begin."
trusted_for = "Everything."
"""


def test_an_insight_that_nothing_uses_is_an_orphan(folder):
    path = folder / "insights.toml"
    path.write_text(path.read_text() + '\n[sleep-well]\nname = "Sleep"\nsays = "It helps."\nsources = ["003"]\n')
    line = path.read_text().split("\n").index("[sleep-well]") + 1
    assert [problem.partition(": ")[0] for problem in refused(folder)] == [f"insights/catalog/insights.toml:{line}"]
    assert "insight sleep-well is an orphan" in refused(folder)[0]


def test_a_document_that_no_insight_names_is_an_orphan(folder):
    path = folder / "sources.toml"
    path.write_text(path.read_text() + '\n[004]\ntitle = "A"\nfile = "004.txt"\nabout = "B"\n')
    line = path.read_text().split("\n").index("[004]") + 1
    assert refused(folder) == (f"insights/catalog/sources.toml:{line}: source 004 is an orphan: no insight names it",)


def test_one_skill_in_two_tiers_is_refused(folder):
    path = folder / "skills" / "people.toml"
    text = path.read_text()
    agency = text[text.index("[agency]") : text.index("[clarity]")]
    strategy = folder / "skills" / "strategy.toml"
    strategy.write_text(strategy.read_text() + "\n" + agency)
    line = strategy.read_text().split("\n").index("[agency]") + 1
    first = text.split("\n").index("[agency]") + 1
    assert refused(folder) == (
        f"insights/catalog/skills/strategy.toml:{line}: agency: this skill stands in "
        f"insights/catalog/skills/people.toml:{first} already",
    )


def test_each_trait_is_carried_by_one_skill(folder):
    place = spoil(
        folder,
        "skills/people",
        'trait = "customer-facing"',
        'trait = "platform"',
        'trait = "platform"\nmeaning = "You hold',
    )
    problems = refused(folder)
    assert any(problem.startswith(f"{place}: customer-facing: the trait platform stands in") for problem in problems)
    assert any("no skill carries the trait customer-facing" in problem for problem in problems)


def test_a_missing_file_and_a_misspelt_one_are_named(folder):
    (folder / "skills" / "market.toml").rename(folder / "skills" / "markets.toml")
    assert refused(folder) == (
        "insights/catalog/skills/market.toml:1: the file cannot be read",
        "insights/catalog/skills/markets.toml:1: no part of the catalogue reads this file",
    )


def test_all_problems_are_named_together(folder):
    first = spoil(folder, "sources", 'title = "Becoming a product leader"', "title = 5")
    second = spoil(folder, "skills/market", 'insights = ["earn-the-seat"]', 'insights = ["earn-the-sea"]')
    third = spoil(folder, "kinds", 'name = "Outcome"\n', "", "[outcome]")
    assert {problem.partition(": ")[0] for problem in refused(folder)} == {first, second, third}


@pytest.mark.parametrize("value", ["-7", "[[]]", "{ a = [] }"])
@pytest.mark.parametrize("file", ["levels", "kinds", "skills/people", "requirements"])
def test_whatever_stands_for_a_value_is_refused_and_never_a_crash(folder, file, value):
    path = folder / f"{file}.toml"
    text = path.read_text()
    keys = dict.fromkeys(re.findall(r"^([\w-]+) = ", text, re.M))
    for key in list(keys)[:10]:
        spoilt = re.sub(rf"^{key} = ", f"{key} = {value}\nwhat-stood-there = ", text, count=1, flags=re.M)
        tomllib.loads(spoilt)
        path.write_text(spoilt)
        assert any(key in problem for problem in refused(folder)), key
