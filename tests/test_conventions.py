"""How the code is laid out, as tests: each failure is a sentence that says what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

BASE = Path(__file__).resolve().parents[1]
PYTHON = [path for part in ("pmcareer", "insights", "evidence", "tests") for path in (BASE / part).rglob("*.py")]
PYTHON = [path for path in PYTHON if "migrations" not in path.parts]
TEMPLATES = list((BASE / "templates").rglob("*.html"))
TOP = {
    "manage.py",
    "README.md",
    "Makefile",
    "pyproject.toml",
    "LICENSE",
    "requirements.txt",
    "pmcareer",
    "insights",
    "evidence",
    "templates",
    "static",
    "tests",
    "var",
}
# Who may be imported by whom; a name stands for itself and all below it.
FORBIDDEN = {
    "insights": ["evidence", "pmcareer"],
    "evidence/models": ["evidence.forms", "evidence.views", "pmcareer"],
    "evidence/forms": ["evidence.views", "pmcareer"],
    "evidence/record.py": ["evidence.forms", "evidence.views", "pmcareer"],
    "evidence": ["pmcareer"],
}
# The rules answer from what they are handed: no database, no request, no clock.
PURE = [
    "record.py", "grades.py", "statuses.py", "readiness.py", "landmines.py", "timeline.py", "targets.py", "hints.py",
    "prose.py", "leaning.py", "word_count.py",
]  # fmt: skip
# Put together bit by bit, and handed to nobody until done.
GROWING = {"Counts", "_Shelf"}
# Every view that needs no account, by the name of its route. Think twice before you add one.
PUBLIC = {
    "healthz",
    "library",
    "library-insight",
    "library-insights",
    "library-level",
    "library-rules",
    "library-skill",
    "privacy",
    "readyz",
    "sample",
    "shared-file",
    "shared-packet",
    "shared-page",
    "this-week",  # the landing page, for whoever is not signed in
}


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, whole names, wherever in the file."""
    package = list(path.relative_to(BASE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def short(path: Path) -> str:
    return str(path.relative_to(BASE))


def test_nothing_new_stands_at_the_top():
    new = {path.name for path in BASE.iterdir() if not path.name.startswith(".")} - TOP - {"__pycache__"}
    assert not new, f"Move {new} into one of the folders: the top level stays as it is."


@pytest.mark.parametrize("part", FORBIDDEN)
def test_arrows_go_one_way(part):
    place = BASE / part
    for path in PYTHON:
        if path != place and place not in path.parents:
            continue
        for name in imports(path):
            for bad in FORBIDDEN[part]:
                assert not f"{name}.".startswith(f"{bad}."), (
                    f"{short(path)} imports {name}: the arrow is evidence -> insights, and in evidence "
                    f"views -> forms -> models. Hand the value in, or move the code to where it is used."
                )


@pytest.mark.parametrize("name", PURE)
def test_rules_are_pure(name):
    path = BASE / "insights" / name
    for module in imports(path) if path.exists() else ():
        root = module.split(".")[0]
        assert root not in ("django", "time", "random", "os"), (
            f"{short(path)} imports {module}: a rule knows no database, request or clock. Hand the value in."
        )
    assert not re.search(r"\.(today|now)\(\)", path.read_text() if path.exists() else ""), (
        f"{short(path)} asks the clock: take the day as an argument."
    )


@pytest.mark.parametrize("path", [p for p in PYTHON if (BASE / "insights") in p.parents], ids=short)
def test_a_value_never_changes(path):
    for node in ast.walk(ast.parse(path.read_text())):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            said = ast.unparse(decorator)
            if re.match(r"(dataclasses\.)?dataclass\b", said):
                asked = {"slots=True"} if node.name in GROWING else {"slots=True", "frozen=True"}
                assert asked <= set(re.findall(r"\w+=\w+", said)), (
                    f"{short(path)}: say {' and '.join(sorted(asked))} over {node.name}: whoever is handed a value "
                    f"relies on it to stay as it is."
                )


def test_foreign_keys_into_the_catalogue_leave_no_back_door():
    from django.apps import apps

    for model in apps.get_app_config("evidence").get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.concrete and target is not None and target._meta.app_label == "insights":
                assert field.remote_field.related_name == "+", (
                    f'{model.__name__}.{field.name}: say related_name="+", so that a {target.__name__} '
                    f"has no way back to people's rows."
                )


@pytest.mark.parametrize("path", PYTHON, ids=short)
def test_a_file_says_first_what_lives_in_it(path):
    text = path.read_text()
    assert not text.strip() or ast.get_docstring(ast.parse(text)), (
        f"{short(path)}: begin with a docstring that says in one line what lives here."
    )
    lines, most = text.count("\n"), 450 if "tests" in path.parts else 320
    assert lines <= most, f"{short(path)} has {lines} lines: find the second idea in it and give that its own file."


@pytest.mark.parametrize("path", [p for p in PYTHON if "tests" not in p.parts], ids=short)
def test_functions_stay_short(path):
    most = 25 if "views" in path.parts else 40
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            lines = node.end_lineno - node.body[0].lineno + 1 if node.body else 0
            assert lines <= most, (
                f"{short(path)}: {node.name} has {lines} lines. A view is a short verb; a rule goes to "
                f"insights, an act to the model."
            )


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_template_says_first_what_it_is(path):
    assert path.read_text().startswith("{#"), f"{short(path)}: begin with {{# what it shows #}}."


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_template_holds_no_script_and_no_style(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S)
    for pattern, remedy in {
        r"<style": "put it into static/css",
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")": "put it into static/js",
        r"\sstyle\s*=": "give it a class",
        r"\son[a-z]+\s*=": "listen in static/js",
        r"\shx-on": "listen in static/js; hx-on needs unsafe-eval",
        r"javascript:": "use a button",
        r"\|\s*safe\b": "make the value safe in Python, where a test pins what goes in",
        r"{%\s*autoescape\s+off": "never",
    }.items():
        assert not re.search(pattern, text, re.I), f"{short(path)} holds {pattern}: {remedy}. The CSP forbids it."


def routes(patterns=None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of ours with its pattern; the admin and allauth have their own rules."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not path.startswith(("admin/", "accounts/")):
                yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern


def test_the_public_views_are_these_and_no_others():
    public = {p.name for _, p in routes() if not getattr(p.callback, "login_required", True)}
    assert public == PUBLIC, (
        f"Public without being listed: {public - PUBLIC}; listed without being public: {PUBLIC - public}. "
        f"A view without an account says @login_not_required and stands in PUBLIC, on purpose."
    )


def test_every_route_has_a_name_and_ends_with_a_slash():
    for path, pattern in routes():
        assert pattern.name, f"{path}: give the route a name."
        # The token's converter takes its last slash along, since some mail programs cut it off.
        assert path == "" or path.endswith("/") or path in ("healthz", "readyz", "robots.txt", "s/<token:token>"), (
            f"{path}: end it with a slash, like the others."
        )


def test_the_vendored_htmx_is_the_released_one():
    from hashlib import sha256

    file = BASE / "static" / "js" / "htmx-4.0.1.min.js"
    noted = (BASE / "static" / "js" / "htmx-LICENSE.txt").read_text()
    assert sha256(file.read_bytes()).hexdigest() in noted, (
        "static/js: note the SHA-256 of htmx beside its licence, and never edit the file."
    )


def test_the_readme_points_at_what_is_there_and_stays_short():
    text = (BASE / "README.md").read_text()
    for target in re.findall(r"\]\(([^):]+)\)", text):
        assert (BASE / target).exists(), f"README.md points at {target}, which is not there."
    assert text.count("\n") < 200, "README.md: under 200 lines; what is longer belongs beside the code."
