"""`manage.py suggest_skills`: win texts in, the skills that they speak for out, as lines come, without a database."""

import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from insights.catalog import catalog
from insights.management.commands.suggest_skills import lines
from insights.suggestions import MOST

BASE = Path(__file__).resolve().parents[2]
TEXT = "Nobody owned the failed syncs between billing and support, so I took them on and ended them in six weeks"
# Without the mark django_db, pytest-django lets no test touch the database.


@pytest.fixture
def suggest(monkeypatch):
    """Gives the command bytes to read; returns what it prints."""

    def run(given: bytes, *options: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        out = io.StringIO()
        call_command("suggest_skills", *options, stdout=out)
        return out.getvalue()

    return run


def test_each_line_is_answered_with_ranked_skills_and_their_reasons(suggest):
    found = [json.loads(line) for line in suggest(f"{TEXT}\n{TEXT} again".encode(), "--json").splitlines()]
    assert [answer["text"] for answer in found] == [TEXT, f"{TEXT} again"]
    for answer in found:
        assert answer.keys() == {"text", "skills"}
        skills = answer["skills"]
        assert len(skills) <= MOST
        assert all(one.keys() == {"skill", "score", "because"} and one["skill"] in catalog().skills for one in skills)
        assert [one["score"] for one in skills] == sorted((one["score"] for one in skills), reverse=True)
        assert all(0 <= one["score"] <= 1 and phrase in TEXT for one in skills for phrase in one["because"])


def test_lines_are_taken_as_they_come_whatever_is_in_them(suggest):
    given = (
        b"\xef\xbb\xbf" + TEXT.encode() + b"\r\n\n   \n\xff\xfe is no text\nwith\x00a nul and \xe2\x80\xa8 one line\n"
    )
    found = [json.loads(line) for line in suggest(given, "--json").split("\n")[:-1]]
    texts = [TEXT, "", "   ", "�� is no text", "with\x00a nul and \u2028 one line"]
    assert [answer["text"] for answer in found] == texts
    assert found[1]["skills"] == found[2]["skills"] == []


def test_without_json_it_is_a_table_to_read_without_the_blank_lines(suggest):
    table = suggest(b"\n  \n" + TEXT.encode() + b"\nhm\n")
    assert table.startswith(f"{TEXT}\n  0.")
    assert table.endswith("hm\n  speaks for no skill clearly\n\n")
    assert "\n\n\n" not in table


def test_nothing_in_is_nothing_out(suggest):
    assert suggest(b"", "--json") == ""


def test_a_long_line_that_comes_in_parts_is_one_line():
    long = b"word " * 100_000
    assert [len(some[0]) for some in lines(io.BufferedReader(io.BytesIO(long + b"\n")))] == [len(long)]


def started(*options: str, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "suggest_skills", *options],
        cwd=BASE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "pmcareer.settings"} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_an_answer_comes_before_the_next_line_is_given_and_no_database_is_asked_for(tmp_path):
    with started("--json", VAR=str(tmp_path / "var"), DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing") as command:
        for number in range(2):
            command.stdin.write(f"{TEXT} {number}\n".encode())
            command.stdin.flush()
            assert json.loads(command.stdout.readline())["text"] == f"{TEXT} {number}"
        command.stdin.close()
        assert command.wait(30) == 0
    assert not (tmp_path / "var" / "pmcareer.sqlite3").exists()


def test_a_thousand_lines_take_less_than_twenty_seconds_with_the_start(tmp_path):
    given = "".join(f"{TEXT}, number {number}\n" for number in range(1000)).encode()
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    with started("--json", VAR=str(tmp_path / "var")) as command:
        out, _ = command.communicate(given, timeout=120)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Its own work: how long that takes on a machine that does something else meanwhile says nothing.
    assert ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime < 20
    assert len(out.splitlines()) == 1000


def test_who_has_read_enough_is_no_fault(tmp_path):
    with started("--json", VAR=str(tmp_path / "var")) as command:
        command.stdout.close()
        with command.stdin as given:
            given.write(f"{TEXT}\n".encode())
        assert command.wait(30) == 0
        assert command.stderr.read() == b""


def test_a_wrong_option_is_one_line_with_code_2(tmp_path):
    with started("--jsn", VAR=str(tmp_path / "var")) as command:
        _, words = command.communicate(b"", timeout=30)
    assert (command.returncode, words.decode().strip().count("\n")) == (2, 0)
    assert "--jsn" in words.decode()
