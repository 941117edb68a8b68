"""What the environment may say, and the sentence that a wrong value gets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmcareer.environment import VARIABLES, WrongSetting, read

BASE = Path(__file__).resolve().parents[2]
WRONG = {
    "HOST": ["two words", "http://x"],
    "PORT": ["0", "65536", "http", "-1", "8000.5"],
    "WORKERS": ["0", "many"],
    "DATABASE_URL": [
        "mysql://u@h/d",
        "postgres://u@h:port/d",
        "postgres://u@h",
        "sqlite://",
        "pmcareer.sqlite3",
    ],
    "SECRET_KEY": ["short", "a" * 60],
    "ALLOWED_HOSTS": ["https://career.example.com", "career.example.com:8000"],
    "CSRF_TRUSTED_ORIGINS": ["career.example.com", "https://career.example.com/path"],
    "TRUSTED_PROXIES": ["one", "-1", "10"],
    "HTTPS": ["maybe"],
    "EMAIL_URL": ["mail.example.com", "smtp://", "smtp://mail:port", "smtp://mail?tls=perhaps", "file:"],
    "DEFAULT_FROM_EMAIL": ["pmcareer", "a@b\nBcc: c@d"],
    "TIME_ZONE": ["Paris", "CEST"],
    "SIGNUP": ["ajar"],
    "DEMO": ["2"],
    "LOG_LEVEL": ["loud"],
    "DEBUG": ["perhaps"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_gets_one_sentence_that_names_the_variable(name, value):
    with pytest.raises(WrongSetting) as told:
        read({name: value})
    assert str(told.value).startswith(f"{name} is not right: ")
    assert "\n" not in str(told.value)


def test_every_variable_that_can_be_wrong_is_tried_above():
    assert {variable.name for variable in VARIABLES} - set(WRONG) == {"VAR", "MEDIA_ROOT"}


def test_empty_means_unset():
    assert set(read({variable.name: " " for variable in VARIABLES}).values()) == {None}


def test_a_password_in_a_url_may_hold_any_character_when_percent_encoded():
    assert read({"DATABASE_URL": "postgres://ann:p%40ss%2F@db:5433/career"})["DATABASE_URL"]["PASSWORD"] == "p@ss/"
    options = read({"EMAIL_URL": "smtp://ann%40example.com:p%3Aw@mail.example.com"})["EMAIL_URL"]["OPTIONS"]
    assert (options["username"], options["password"], options["port"]) == ("ann@example.com", "p:w", 587)


def test_mail_never_waits_for_ever_and_is_encrypted_unless_told_otherwise():
    def options(url):
        return read({"EMAIL_URL": url})["EMAIL_URL"]["OPTIONS"]

    assert options("smtp://mail.example.com")["timeout"] == 10
    assert options("smtp://mail.example.com")["use_tls"] is True
    assert options("smtp://mail.example.com:25?tls=off")["use_tls"] is False
    assert options("smtps://mail.example.com")["use_ssl"] is True
    assert options("smtps://mail.example.com")["port"] == 465


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """`manage.py` as a person runs it, with nothing in its environment but this."""
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE,
        env=kept | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("command", ["check", "migrate", "runserver"])
def test_a_wrong_value_stops_every_command_without_a_traceback(tmp_path, command):
    done = manage(command, VAR=str(tmp_path), TIME_ZONE="Paris")
    assert done.returncode == 1
    assert done.stderr == "pmcareer cannot start: TIME_ZONE is not right: give an IANA name like Europe/Paris.\n"


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    done = manage("check", VAR=str(tmp_path / "file" / "var"))
    assert done.returncode == 1
    assert done.stderr.startswith("pmcareer cannot start: VAR is not usable: ")
    assert done.stderr.count("\n") == 1


def test_the_readme_has_every_variable_with_its_default_and_meaning():
    readme = (BASE / "README.md").read_text()
    for variable in VARIABLES:
        row = f"| `{variable.name}` | {variable.default} | {variable.means} |"
        assert row in readme, f"README.md: the settings table lacks the row {row}"
