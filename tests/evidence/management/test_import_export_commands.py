"""The evidence file on the command line."""

import io
import json
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command

from evidence.evidence_file.from_rows import evidence_of
from evidence.models import Confirmation
from insights.evidence_format import dumps, read
from tests.factories import make_win, store_bytes
from tests.insights.example import example


@pytest.fixture
def whose(alice) -> str:
    return alice.email


@pytest.fixture
def path(tmp_path):
    """The example as a file."""
    place = tmp_path / "mine.json"
    place.write_text(json.dumps(example()))
    return place


def run(*words) -> str:
    out = io.StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


def refusal(*words) -> str:
    with pytest.raises(CommandError) as caught:
        run(*words)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_in_and_out_gives_the_same_record(path, whose, alice):
    said = run("import_evidence", path, "--user", whose, "--profile", "replace")
    assert said.startswith("Taken in: 1 win, 1 person, 1 touchpoint")
    out = run("export_evidence", "--user", whose)
    assert read(out, alice.today()) == read(path.read_bytes(), alice.today())
    # What a word is for, which the file left open, is named from now on.
    assert dumps(read(out, alice.today())) == out


def test_the_words_of_others_are_taken_for_theirs(path, whose):
    run("import_evidence", path, "--user", whose)
    assert Confirmation.objects.get().verified


def test_a_dry_run_changes_nothing(path, whose, alice):
    assert run("import_evidence", path, "--user", whose, "--dry-run").startswith("This would be taken in: 1 win")
    assert not alice.wins.exists()


def test_the_address_may_be_written_in_any_case(path, whose):
    assert "Taken in" in run("import_evidence", path, "--user", whose.upper())


def test_a_file_comes_from_standard_input_too(path, whose, alice, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    run("import_evidence", "-", "--user", whose)
    assert alice.wins.count() == 1


def test_a_wrong_file_is_one_line_that_names_the_place(whose, alice, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(example(("wins.0.skills.0.skill", "agilty"), ("wins.0.kind", "outcom"))))
    said = refusal("import_evidence", wrong, "--user", whose)
    assert 'wins[0].kind: unknown kind "outcom", did you mean "outcome"? (and 1 more)' in said
    assert not alice.wins.exists()


def test_a_file_that_is_not_there_is_said_so(whose):
    assert "Cannot read /nowhere.json: No such file" in refusal("import_evidence", "/nowhere.json", "--user", whose)


def test_an_unknown_address_is_said_so(db, path):
    assert "There is no account 'nobody@example.org'." in refusal(
        "import_evidence", path, "--user", "nobody@example.org"
    )
    assert "There is no account" in refusal("export_evidence", "--user", "nobody@example.org")


def test_a_zip_takes_the_files_along_and_nobody_else_reads_it(alice, bob, whose, tmp_path):
    store_bytes(make_win(alice), "Notes.txt", b"What we found")
    place = tmp_path / "all.zip"
    run("export_evidence", "--user", whose, "--output", place)
    assert place.stat().st_mode & 0o777 == 0o600
    run("import_evidence", place, "--user", bob.email)
    assert evidence_of(bob).wins == evidence_of(alice).wins
    assert len(zipfile.ZipFile(place).namelist()) == 3


def test_plain_json_says_what_stays_behind(alice, whose, capsys):
    store_bytes(make_win(alice), "Notes.txt", b"What we found")
    call_command("export_evidence", "--user", whose)
    out, err = capsys.readouterr()
    assert json.loads(out)["wins"][0]["artifacts"][0]["file"] == "Notes.txt"
    assert err == "The bytes of 1 file stay behind: --output FILE.zip takes them along.\n"


def test_a_place_that_cannot_be_written_is_said_so(whose, tmp_path):
    said = refusal("export_evidence", "--user", whose, "--output", tmp_path / "no" / "where.json")
    assert "No such file or directory" in said
