"""How the code is laid out, as tests: each failure is a sentence that says what to do."""

import ast
import re
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
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
# The floors of evidence/, the lowest first: a room uses rooms on lower floors, never one above or beside it.
FLOORS = (
    {"models"},
    {"record", "web"},
    {"files", "mail"},
    {"evidence_file", "readiness"},
    {"packets"},
    {"wins", "shared"},
    {
        *("people", "problems", "customers", "rooms", "trials", "recommendations"),
        *("checkins", "reminders", "confirmations", "exports"),
    },
    {"account"},
    {"this_week"},
    {"urls", "admin", "apps", "adapter", "management", "templatetags"},
)  # fmt: skip
# Rooms beside each other, or above, that may be used all the same, as (user, used): why.
ON_PURPOSE: dict[tuple[str, str], str] = {}
# What a module of a room is, by the name of its file or folder there; every other one is an act.
KINDS = {
    "views": "views",
    "forms": "forms",
    "page": "page",
    "pages": "page",
    "log": "page",
    "unlinked": "page",
    "comparison": "page",
    "shown_by": "page",
    "skills_shown": "page",
}
# Django's ways to speak with a browser; an act is called by commands and tests too.
OF_A_REQUEST = ("django.http", "django.shortcuts", "django.contrib.messages")
# Modules that know a request although they are no views, and why.
KNOW_A_REQUEST = {
    "evidence.account.adapter": "the sign-in library hands it the request",
    "evidence.account.middleware": "a middleware is about requests",
    "evidence.readiness.no_target": "it answers in place of a view",
    "evidence.files.serving": "it is the answer that carries a file's bytes",
    "evidence.files.uploading": "it stops an upload while it streams in",
}
# What is in insights answers from what it is handed: no database, no request, no clock, no chance. But for these, a
# folder standing for all in it.
IMPURE = {
    "apps.py": "Django finds the app by it",
    "management": "commands are run by Django",
    "models.py": "the catalogue's rows, which people's rows point at",
    "sync.py": "writes the catalogue into these rows",
    "text_models/training": "shuffles what it learns from",
    "urls.py": "the Library's routes",
    "views.py": "the Library's pages",
}
INSIGHTS = [path for path in PYTHON if (BASE / "insights") in path.parents]
CLOCK = re.compile(r"\.(today|now|utcnow|localdate|localtime)\(")
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


def floor_of(room: str) -> int:
    """On which floor a room of evidence/ stands, counted from the ground."""
    for floor, rooms in enumerate(FLOORS):
        if room in rooms:
            return floor
    raise AssertionError(f"evidence/{room} stands on no floor: say on which floor it lives, in FLOORS.")


def room_of(module: str) -> str:
    """The room of a module of evidence/, given by its whole name; empty for the package itself."""
    return [*module.split("."), ""][1]


def modules() -> dict[str, Path]:
    """Every module of the product by its whole name."""
    found = {}
    for path in PYTHON:
        parts = path.relative_to(BASE).with_suffix("").parts
        if parts[0] != "tests":
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Collection[str]) -> set[str]:
    """Which of the known modules a file imports, types alone or not."""
    found = set()
    for name in imports(path):
        module, _, attribute = name.rpartition(".")
        found.add(name if name in known else module if module in known else attribute)
    return found & set(known)


EVIDENCE = [path for path in PYTHON if (BASE / "evidence") in path.parents and path.parent != BASE / "evidence"]


def test_every_room_stands_on_a_floor():
    for path in (BASE / "evidence").iterdir():
        if path.stem not in ("__init__", "__pycache__", "migrations"):
            floor_of(path.stem)
    for folder in ("templates/evidence", "tests/evidence"):
        for path in (BASE / folder).iterdir():
            if path.is_dir() and path.name != "__pycache__":
                assert (BASE / "evidence" / path.name).is_dir(), (
                    f"{folder}/{path.name}: there is no such room in evidence/; the three have the same folders."
                )


def test_arrows_go_down():
    known = modules()
    for name, path in known.items():
        if name.startswith("insights"):
            above = [other for other in imported(path, known) if not other.startswith("insights")]
            assert not above, f"{short(path)} imports {above}: the arrow is evidence -> insights. Hand the value in."
        room = room_of(name) if name.startswith("evidence.") else ""
        for other in imported(path, known) if room else ():
            assert not other.startswith("pmcareer"), (
                f"{short(path)} imports {other}: evidence does not know the project."
            )
            if not other.startswith("evidence.") or room_of(other) == room or (room, room_of(other)) in ON_PURPOSE:
                continue
            assert floor_of(room_of(other)) < floor_of(room), (
                f"{short(path)} imports {other}: {room} uses rooms on lower floors, and {room_of(other)} lies above or "
                f"beside it. Move what both need down, or hand the value in."
            )


def test_there_is_no_circle():
    known = modules()
    graph = {name: imported(path, known) - {name} for name, path in known.items()}
    # A package stands for what it offers: its own file imports that, and what lies in it may import its neighbours.
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(
            f"These import each other, types alone included: {' -> '.join(reversed(circle.args[1]))}. Move what both "
            f"need into a module of its own."
        ) from None


def kind_of(path: Path) -> str:
    """What a module of a room is: views, forms, page, or acts."""
    inner = path.relative_to(BASE / "evidence").with_suffix("").parts[1:]
    named = (KINDS.get(part, "page" if part.endswith("_page") else "") for part in inner)
    return next(filter(None, named), "acts")


@pytest.mark.parametrize("path", EVIDENCE, ids=short)
def test_a_module_knows_what_its_kind_may_know(path):
    room, kind = path.relative_to(BASE / "evidence").parts[0], kind_of(path)
    inside = [other.split(".") for other in imported(path, modules()) if other.startswith("evidence.")]
    for other in inside:
        assert kind == "views" or "views" not in other[2:], (
            f"{short(path)} imports {'.'.join(other)}: views are for urls.py alone. What two need is a page or an act."
        )
        assert other[1] in (room, "web") or "forms" not in other[2:], (
            f"{short(path)} imports {'.'.join(other)}: a room's forms are its own. Call its act, or read its page."
        )
        assert kind != "acts" or path.stem == "saving" or "forms" not in other[2:] or other[1] == "web", (
            f"{short(path)} imports {'.'.join(other)}: an act takes values, not a form; the view hands them in."
        )
    name = ".".join(path.relative_to(BASE).with_suffix("").parts)
    if kind in ("acts", "page") and room not in ("web", "management", "templatetags") and name not in KNOW_A_REQUEST:
        known = [module for module in imports(path) if module.startswith(OF_A_REQUEST)]
        assert not known, (
            f"{short(path)} imports {known}: {kind} know no request and raise no Http404. Take values; the view finds "
            f"the row and answers."
        )


def is_impure(path: Path) -> bool:
    """Whether a module of insights is named as one that need not be pure."""
    own = path.relative_to(BASE / "insights")
    return any(str(place) in IMPURE for place in (own, *own.parents))


def impurities(path: Path) -> list[str]:
    """What makes a module more than an answer to what it is handed."""
    found = [f"imports {name}" for name in imports(path) if name.split(".")[0] in ("django", "time", "random", "os")]
    return found + [f"asks the clock, {clock[0]})" for clock in CLOCK.finditer(path.read_text())]


@pytest.mark.parametrize("path", [path for path in INSIGHTS if not is_impure(path)], ids=short)
def test_what_is_in_insights_is_pure(path):
    found = impurities(path)
    assert not found, (
        f"{short(path)} {found[0]}: nothing in insights knows a database, a request, a clock or chance. Hand the value "
        f"in, or name the module in IMPURE with the reason."
    )


VIEWS = [path for path in EVIDENCE if kind_of(path) == "views"]


@pytest.mark.parametrize("path", VIEWS, ids=short)
def test_a_screen_is_one_value(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "render" and len(node.args) > 2:
            assert isinstance(node.args[2], ast.Dict) and [ast.unparse(key) for key in node.args[2].keys] == [
                "'page'"
            ], f"{short(path)}:{node.lineno}: hand over one frozen value, {{'page': …}}, made by the page module."


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "evidence" in path.parts], ids=short)
def test_a_template_reads_names_and_no_positions(path):
    found = re.search(r"{% for \w+, ?\w+|{{[^}]*\.\d", path.read_text())
    assert not found, f"{short(path)} reads by position ({found[0]}): give the value names, a frozen dataclass."


@pytest.mark.parametrize("name", IMPURE)
def test_what_need_not_be_pure_is_not(name):
    place = BASE / "insights" / name
    within = [path for path in INSIGHTS if path == place or place in path.parents]
    assert any(map(impurities, within)), f"insights/{name} is pure, or gone: take it out of IMPURE."


@pytest.mark.parametrize("path", INSIGHTS, ids=short)
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
