"""`make check`: what can be judged without running the product; `--fix` puts in shape what it can."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# A well kept server: what production's settings are checked with.
PRODUCTION = {
    "DATABASE_URL": "postgres://pmcareer@127.0.0.1/pmcareer",
    "SECRET_KEY": "k9Vt2-zQx7mRw4LpYs8Nf3Hc6Jd1Gb5Ae0UoIiTrEeWwQqXxZz_check_only",
    "ALLOWED_HOSTS": "career.example.com",
    "CSRF_TRUSTED_ORIGINS": "https://career.example.com",
    "TRUSTED_PROXIES": "1",
    "EMAIL_URL": "smtp://user:password@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "pmcareer <career@example.com>",
    "TIME_ZONE": "Europe/Paris",
    "DEBUG": "off",
}
PYTHON = sys.executable
TEMPLATES = sorted(str(path) for path in Path("templates").rglob("*.html"))
DJADE = [str(Path(PYTHON).with_name("djade")), "--target-version", "6.1"]
DJHTML = [PYTHON, "-m", "djhtml", "--tabwidth", "2"]
CHECKS = {
    "Python: lint": [PYTHON, "-m", "ruff", "check", "."],
    "Python: format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "templates: tags": [*DJADE, "--check", *TEMPLATES],
    "templates: indentation": [*DJHTML, "--check", *TEMPLATES],
    "types": [PYTHON, "-m", "mypy"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "pins": [PYTHON, "-m", "tests.pins", "--check"],
}
FIXES = (
    [PYTHON, "-m", "ruff", "check", "--fix", "."],
    [PYTHON, "-m", "ruff", "format", "."],
    [*DJADE, *TEMPLATES],
    [*DJHTML, *TEMPLATES],
)


def main() -> None:
    """Run every check, show the words of those that fail, and end with the list of them."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **PRODUCTION, "VAR": folder}
        if sys.argv[1:] == ["--fix"]:
            for fix in FIXES:
                subprocess.run(fix, env=environment)
        failed = [name for name, command in CHECKS.items() if not passes(name, command, environment)]
    sys.exit(f"make check: not right: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Whether the command ends well; its words are shown when it does not."""
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'WRONG '} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    main()
