"""The catalogue in memory: what is in it, what each target asks, and that its words are our own."""

import dataclasses
import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from insights.catalog import DATA, Catalog, catalog, load

# The design, written down a second time: tier, marks, and what pm, senior-pm, principal-pm, director, vp, cpo ask.
TABLE = """
customer-insight      | market   | foundation: customers | P P S S . .
product-sense         | market   |                       | P S . . . .
root-cause            | market   |                       | S S . . . .
impact-focus          | market   |                       | S P . . . .
product-mastery       | market   | foundation: product   | S P S S . .
commercial-awareness  | market   | foundation: business  | s S S S S .
winning-outcomes      | market   |                       | . S S S S S
earned-authority      | market   |                       | S S S S . .
cross-team-trust      | market   | trait: relationships  | S S P P S S
recommending          | market   |                       | s S S S . .
platform-thinking     | people   | trait: platform       | . . P S S S
customer-facing       | people   | trait: customer-facing| . s S S S S
stakeholder-alignment | people   |                       | . s P P P S
agency                | people   |                       | . P S S . .
clarity               | people   |                       | . S P P S .
people-sense          | people   |                       | . . S P S S
coaching              | people   | manager track         | . . . P S s
team-building         | people   | manager track         | . . . S S s
craft-depth           | people   | expert track          | . . P . S s
learning              | people   |                       | . s S S . .
product-strategy      | strategy |                       | . . s s P S
big-picture           | strategy |                       | . . s s P S
strategic-presence    | strategy |                       | . . . . P S
functional-breadth    | strategy |                       | . . s s S S
business-ownership    | business |                       | . . . . s P
financial-literacy    | business |                       | . . . . s P
long-range-vision     | business |                       | . . . . s P
executive-depth       | business |                       | . . . . . P
product-culture       | business |                       | . . . . . S
"""
LEVELS = ("pm", "senior-pm", "principal-pm", "director", "vp", "cpo")
STATUS = {"P": "proven", "S": "shown", "s": "started", ".": None}
SHINGLES = Path(__file__).with_name("source_shingles.txt")


def table():
    for line in TABLE.strip().splitlines():
        slug, tier, mark, cells = (part.strip() for part in line.split("|"))
        yield slug, tier, mark, [STATUS[cell] for cell in cells.split()]


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def sixes(text: str) -> list[str]:
    """Every run of six words, as the file of the documents' runs keeps it."""
    words = words_of(text)
    runs = (" ".join(words[at : at + 6]) for at in range(len(words) - 5))
    return [hashlib.sha256(run.encode()).hexdigest()[:10] for run in runs]


def texts(value) -> list[str]:
    """Every text in an entry, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if dataclasses.is_dataclass(value):
        return [text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name))]
    return []


def every_text() -> list[tuple[str, str]]:
    entries = catalog()
    parts = (entries.sources, entries.insights, entries.levels, entries.skills, entries.kinds)
    return [(slug, text) for part in parts for slug, entry in part.items() for text in texts(entry)]


def test_it_holds_what_the_documents_teach():
    entries = catalog()
    counts = [len(part) for part in (entries.insights, entries.levels, entries.skills, entries.kinds)]
    assert counts == [35, 7, 29, 15]
    assert list(entries.sources) == ["000", "001", "002", "003"]


def test_every_cell_of_the_requirement_table():
    asked = {
        slug: [row.get(level) for level in LEVELS] for slug, row in catalog().asks.items()
    }  # the raw table, before a track is chosen
    assert asked == {slug: cells for slug, _, _, cells in table()}
    assert list(asked) == [slug for slug, *_ in table()], "the order is that of the table"


def test_every_skill_has_its_tier_and_its_marks():
    skills = catalog().skills.values()
    assert [(skill.slug, skill.tier, ", ".join(skill.marks)) for skill in skills] == [
        (slug, tier, mark) for slug, tier, mark, _ in table()
    ]
    assert [skill.order for skill in skills] == list(range(29))


@pytest.mark.parametrize(
    ("target", "track", "count", "absent"),
    [
        ("pm", "manager", 9, {"coaching"}),
        ("senior-pm", "expert", 15, {"craft-depth"}),
        ("director", "manager", 19, {"craft-depth"}),
        ("director", "expert", 19, {"craft-depth"}),  # a director is judged as a manager, whoever asks
        ("principal-pm", "manager", 18, {"coaching", "team-building"}),
        ("vp", "manager", 17, {"craft-depth"}),
        ("vp", "expert", 16, {"coaching", "team-building"}),
        ("cpo", None, 17, {"craft-depth"}),
        ("aspiring", "manager", 0, set()),
    ],
)
def test_a_target_asks_by_its_own_track_or_else_by_the_persons(target, track, count, absent):
    asked = catalog().requirements(target, track)
    assert len(asked) == count
    assert not absent & asked.keys()
    assert all(asked[slug] == catalog().asks[slug][target] for slug in asked)


@pytest.mark.parametrize(
    ("level", "track", "expected"),
    [
        (None, None, "pm"),
        ("pm", None, "senior-pm"),
        ("senior-pm", None, "director"),
        ("senior-pm", "manager", "director"),
        ("senior-pm", "expert", "principal-pm"),
        ("principal-pm", "manager", "vp"),
        ("director", "expert", "vp"),
        ("vp", "expert", "cpo"),
        ("cpo", "manager", None),
    ],
)
def test_the_next_level_is_the_next_one_up_on_the_track(level, track, expected):
    assert catalog().next_level(level, track) == expected


def test_any_higher_level_of_either_track_can_be_aimed_at():
    def above(level, track):
        return [entry.slug for entry in catalog().targets_above(level, track)]

    assert above("senior-pm", "manager") == ["director", "principal-pm", "vp", "cpo"]
    assert above("senior-pm", "expert") == ["principal-pm", "director", "vp", "cpo"]
    assert above("director", None) == ["vp", "cpo"]
    assert above(None, None)[0] == "pm"
    assert above("cpo", "expert") == []


def test_unknown_slugs_are_errors():
    with pytest.raises(KeyError):
        catalog().requirements("dictator", "manager")
    with pytest.raises(KeyError):
        catalog().next_level("dictator", None)
    with pytest.raises(ValueError, match="unknown track 'sideways'"):
        catalog().next_level("pm", "sideways")


def test_each_level_looks_as_far_ahead_as_the_documents_say():
    assert {slug: level.horizon for slug, level in catalog().levels.items()} == {
        "aspiring": "quarter",
        "pm": "quarter",
        "senior-pm": "quarter",
        "principal-pm": "quarter",
        "director": "quarter",
        "vp": "year",
        "cpo": "multi-year",
    }


def test_every_insight_says_which_documents_say_so_and_what_acts_on_it():
    for insight in catalog().insights.values():
        assert insight.sources, insight.slug
        assert insight.used_by, f"{insight.slug}: say in used_by where in the product it acts"
    assert catalog().insights["strategy-theatre"].sources == ("001",)
    assert catalog().insights["skills-pyramid"].sources == ("000", "001", "002")
    assert catalog().insights["agency"].skills == ("agency",)
    assert catalog().insights["improvement-question"].kinds == ("improvement",)


def test_kinds_and_skills_know_each_other():
    entries = catalog()
    assert entries.kinds["unowned-problem"].skills == ("agency", "root-cause")
    assert entries.skills["agency"].kinds == ("unowned-problem",)
    assert entries.skills["craft-depth"].kinds == ()
    assert "responsibility" in entries.kinds["stretch"].speaks_for
    assert entries.kinds["other"].skills == ()


def test_the_words_are_our_own_and_never_the_documents():
    taken = set(SHINGLES.read_text().splitlines()[1:])
    assert set(sixes("Craft your Product Career: Product Manager …")) <= taken, "the file knows a title of theirs"
    borrowed = [
        (slug, " ".join(words_of(text)[at : at + 6]))
        for slug, text in every_text()
        for at, run in enumerate(sixes(text))
        if run in taken
    ]
    assert borrowed == [], "say it in words of our own"


def test_the_words_keep_to_the_voice():
    loud = [
        (slug, text) for slug, text in every_text() if "!" in text or re.search("[\U0001f000-\U0001ffff☀-➿]", text)
    ]
    assert loud == []
    for slug, skill in catalog().skills.items():
        for sentence in (skill.meaning, *skill.signs, *skill.lookalikes, *skill.actions):
            assert sentence[0].isupper(), (slug, sentence)
            assert sentence[-1] in ".?”", (slug, sentence)
            assert len(sentence.split()) <= 35, (slug, sentence)


def test_it_is_read_once_and_quickly():
    assert catalog() is catalog()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        load(DATA)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.15


def test_it_needs_no_django():
    code = "import sys; from insights.catalog import catalog; catalog(); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=DATA.parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_it_cannot_be_changed():
    skill = catalog().skills["agency"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        skill.name = "Obedience"
    assert isinstance(catalog(), Catalog)
