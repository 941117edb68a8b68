"""The faults that `make faults` plants: each is another program, and does nothing until it is switched on."""

from pathlib import Path

import pytest

from tests.faults.__main__ import drawn
from tests.faults.planting import IS_ON, faults_in, planted

MODULE = """
LIMIT = 3

def seen(rows, name, private=False):
    found = rows.filter(private=False)
    if private and not name:
        found.clear()
    return sorted(found, reverse=True) if len(found) >= LIMIT else name.casefold()
"""


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "seen.py"
    path.write_text(MODULE)
    return path


def changes(path: Path) -> list[tuple[str, str]]:
    return [(fault.before, fault.after) for fault in faults_in(path, "seen.py")]


def test_what_guards_is_left_out_and_what_decides_is_turned(module):
    found = changes(module)
    for one in (
        ("rows.filter(private=False)", "rows"),
        ("False", "True"),
        ("private and (not name)", "private or not name"),
        ("not name", "name"),
        ("found.clear()", ""),
        ("sorted(found, reverse=True)", "list(found)"),
        ("len(found) >= LIMIT", "len(found) > LIMIT"),
        ("name.casefold()", "name"),
    ):
        assert one in found
    assert not any(before == "3" for before, _ in found)  # what runs while a module is loaded cannot be switched


def test_a_fault_spoils_nothing_until_it_is_switched_on(module):
    (casefold,) = [fault.name for fault in faults_in(module, "seen.py") if fault.before == "name.casefold()"]
    for on, seen in (("", "ä"), (casefold, "Ä")):
        space = {IS_ON: on.__eq__}
        exec(planted(module, "seen.py", [casefold]), space)
        assert space["seen"](Rows("ab"), "Ä") == seen


class Rows(list):
    def filter(self, **_asked):
        return self


def test_the_same_faults_are_drawn_each_time():
    assert drawn(20, 1, "packets") == drawn(20, 1, "packets") != drawn(20, 2, "packets")
