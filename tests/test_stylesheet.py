"""The stylesheet: each class in it is one that a page can have, and each name of a value is used."""

import re
from pathlib import Path

BASE = Path(__file__).resolve().parents[1]
CSS = re.sub(r"/\*.*?\*/", "", (BASE / "static/css/pmcareer.css").read_text(), flags=re.DOTALL)
# Classes that no template spells out, and who gives them.
GIVEN = {
    "by-expiry": "by-{{ page.by }}, on Readiness",
    "htmx-request": "htmx, while it sends",
    **dict.fromkeys(("keyed", "s1", "s2", "s3"), "unlinked.js, and s{{ place }} on a chip"),
}
TEMPLATE_CLASS = re.compile(r'class="(.*?)"(?=[\s>/])|{% block kind %}(.*?){%', re.DOTALL)
# In code: class="m", "class": "edit", className = "error".
CODE_CLASS = re.compile(r"""class(?:Name)?["']?\s*[=:]\s*f?\\?["']([^"'\\]*)""")


def words_of(pattern: re.Pattern[str], *paths: Path) -> set[str]:
    """The words in what a pattern finds in some files."""
    found = (one for path in paths for one in pattern.findall(path.read_text()))
    return {
        word for one in found for word in re.findall(r"[a-z][\w-]*", one if isinstance(one, str) else " ".join(one))
    }


def classes() -> set[str]:
    """Every class that a page can have."""
    code = [path for part in ("evidence", "insights", "pmcareer") for path in (BASE / part).rglob("*.py")]
    scripts = (BASE / "static/js").glob("*.js")
    return words_of(TEMPLATE_CLASS, *(BASE / "templates").rglob("*.html")) | words_of(CODE_CLASS, *code, *scripts)


def test_every_class_of_the_stylesheet_is_one_that_a_page_has():
    styled = {name for selector in re.findall(r"([^{};]+){", CSS) for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    dead = styled - classes() - GIVEN.keys()
    assert not dead, f"No page has {sorted(dead)}: take the rules out of static/css, or say in GIVEN who gives them."


def test_every_named_value_of_the_stylesheet_is_used():
    unused = {name for name in re.findall(r"(--[\w-]+):", CSS) if f"var({name})" not in CSS}
    assert not unused, f"Nothing uses {sorted(unused)}: take them out of static/css."
