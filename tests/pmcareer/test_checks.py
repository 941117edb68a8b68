"""`manage.py check --deploy`: what README sets for a team is clean, and each mistake has its line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pmcareer.test_environment import BASE, manage

README = (BASE / "README.md").read_text()


def for_a_team(var: Path) -> dict[str, str]:
    """The settings that README's part for a team exports, as a shell would have them."""
    block = re.search(r"## For a team.*?```\n(.*?)```", README, re.S)[1]
    exports = "\n".join(line for line in block.splitlines() if line.startswith("export"))
    shown = subprocess.run(
        ["sh", "-c", f"PATH={Path(sys.executable).parent}:$PATH\n{exports}\nenv"],
        capture_output=True,
        text=True,
        env={},
    )
    named = re.findall(r"export (.*)", exports)
    names = {name for line in named for name in re.findall(r"(\w+)=", line)}
    found = dict(line.split("=", 1) for line in shown.stdout.splitlines() if "=" in line)
    return {name: found[name] for name in names if name in found} | {"VAR": str(var)}


def check(environment: dict[str, str]):
    return manage("check", "--deploy", "--fail-level", "WARNING", **environment)


def test_readmes_settings_for_a_team_are_clean(tmp_path):
    environment = for_a_team(tmp_path)
    assert {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "TRUSTED_PROXIES"} <= environment.keys()
    done = check(environment)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"TRUSTED_PROXIES": "0", "HTTPS": "on"}, "again and again"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS names this machine alone"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
        ({"ALLOWED_HOSTS": "career.example.org"}, "ALLOWED_HOSTS does not have its name"),
        ({"CSRF_TRUSTED_ORIGINS": "http://career.example.com"}, "nobody comes from there"),
        ({"EMAIL_URL": ""}, "a forgotten password cannot be reset"),
        ({"DEFAULT_FROM_EMAIL": ""}, "which others refuse"),
        ({"DEMO": "on"}, "anybody can make a sample account"),
        ({"TRUSTED_PROXIES": "0"}, "SECURE_SSL_REDIRECT"),
    ],
)
def test_each_mistake_has_its_line(tmp_path, wrong, told):
    done = check(for_a_team(tmp_path) | wrong)
    assert done.returncode == 1
    assert told in done.stderr


def test_a_folder_that_others_may_read_is_told(tmp_path):
    tmp_path.chmod(0o755)
    done = check(for_a_team(tmp_path))
    assert f"chmod 700 {tmp_path}" in done.stderr
