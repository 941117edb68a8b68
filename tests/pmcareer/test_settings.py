"""Production's settings, as a process of their own sees them."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.check import PRODUCTION

BASE = Path(__file__).resolve().parents[2]
SHOW = """
import json, sys
from pmcareer import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_of(names: list[str], **environment: str) -> dict:
    """Some settings of a fresh process with this environment alone."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        cwd=BASE,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_laptop_needs_no_environment_at_all(tmp_path):
    shown = settings_of(["DEBUG", "HTTPS", "DEMO", "SIGNUP_OPEN", "MAIL_IS_SET_UP"], VAR=str(tmp_path))
    assert shown == {
        "DEBUG": False,
        "HTTPS": False,
        "DEMO": False,
        "SIGNUP_OPEN": True,
        "MAIL_IS_SET_UP": False,
    }


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = settings_of(["SECRET_KEY"], VAR=str(tmp_path / "var"))
    assert settings_of(["SECRET_KEY"], VAR=str(tmp_path / "var")) == first
    key = tmp_path / "var" / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in key.parent.iterdir()] == ["secret-key"]


def test_a_given_secret_key_leaves_no_file(tmp_path):
    settings_of(["SECRET_KEY"], VAR=str(tmp_path), SECRET_KEY=PRODUCTION["SECRET_KEY"])
    assert list(tmp_path.iterdir()) == []


def test_sqlite_queues_writers_and_survives_a_power_cut(tmp_path):
    database = settings_of(["DATABASES"], VAR=str(tmp_path))["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "pmcareer.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }


def test_postgresql_has_a_pool_and_keeps_the_options_of_its_url():
    url = "postgres://ann@db/career?sslmode=require"
    database = settings_of(["DATABASES"], **PRODUCTION | {"DATABASE_URL": url})["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] >= 2
    assert database["OPTIONS"]["options"] == "-c lock_timeout=5s"


def test_writers_wait_as_long_on_postgresql_whatever_options_its_url_has():
    url = "postgres://ann@db/career?options=-c%20search_path%3Dcareer"
    database = settings_of(["DATABASES"], **PRODUCTION | {"DATABASE_URL": url})["DATABASES"]["default"]
    assert database["OPTIONS"]["options"] == "-c lock_timeout=5s -c search_path=career"


def test_a_trusted_proxy_switches_https_on_and_is_believed():
    names = ["HTTPS", "SESSION_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"]
    shown = settings_of(names, **PRODUCTION | {"TRUSTED_PROXIES": "2"})
    assert list(shown.values()) == [True, True, ["HTTP_X_FORWARDED_PROTO", "https"], 2]


def test_without_a_proxy_nobody_is_believed_to_speak_https(tmp_path):
    assert settings_of(["SECURE_PROXY_SSL_HEADER"], VAR=str(tmp_path)) == {"SECURE_PROXY_SSL_HEADER": None}


def test_without_mail_nobody_is_locked_out_by_a_code_that_cannot_be_sent(tmp_path):
    names = ["ACCOUNT_EMAIL_VERIFICATION"]
    assert settings_of(names, VAR=str(tmp_path)) == {"ACCOUNT_EMAIL_VERIFICATION": "none"}
    assert settings_of(names, **PRODUCTION) == {"ACCOUNT_EMAIL_VERIFICATION": "mandatory"}


@pytest.mark.parametrize("where", ["laptop", "production"])
def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(tmp_path, where):
    environment = {"VAR": str(tmp_path)} | (PRODUCTION if where == "production" else {})
    policy = settings_of(["SECURE_CSP"], **environment)["SECURE_CSP"]
    assert policy["default-src"] == ["'none'"]
    sources = {source for values in policy.values() for source in values}
    assert sources <= {"'none'", "'self'", "data:"}
    assert "data:" not in policy["script-src"]


def test_a_password_has_twelve_characters_or_more(settings):
    lengths = [v["OPTIONS"]["min_length"] for v in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in v]
    assert lengths == [12]
