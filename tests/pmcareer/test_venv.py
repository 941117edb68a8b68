"""`pmcareer/venv.sh`: finds a Python, or says in one line what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "pmcareer" / "venv.sh"
TOOLS = ("sh", "dirname", "cat", "cmp", "rm", "tail", "grep", "cp", "mkdir", "chmod")


@pytest.fixture
def checkout(tmp_path):
    """A checkout with the script and two small files of pins, on a machine without any Python."""
    (tmp_path / "home" / "pmcareer").mkdir(parents=True)
    home = tmp_path / "home"
    shutil.copy(SCRIPT, home / "pmcareer")
    (home / "requirements.txt").write_text("django==6.1.3\n")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return home


def program(path: Path, text: str) -> None:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def venv(checkout: Path, what: str = "run") -> subprocess.CompletedProcess:
    return subprocess.run(
        [shutil.which("sh"), "pmcareer/venv.sh", what],
        cwd=checkout,
        env={"PATH": str(checkout.parent / "bin"), "HOME": str(checkout.parent)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


# A Python that answers as the script asks, and whose environments are copies of itself.
GOOD = """
case "$1 $2" in
"-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
"-m pip") shift; echo "$*" >> pip-was-asked; test ! -e no-network || { echo "ERROR: no network"; exit 1; } ;;
"--version ") echo "Python 3.13.9" ;;
esac
"""
OLD = "exit 1"


def test_without_a_python_one_line_says_what_to_do(checkout):
    done = venv(checkout)
    assert done.returncode == 1
    assert done.stderr.startswith("pmcareer: needs Python 3.12 or newer")
    assert (done.stdout + done.stderr).count("\n") == 1


def test_an_older_python3_is_passed_over(checkout):
    program(checkout.parent / "bin" / "python3", OLD)
    program(checkout.parent / "bin" / "python3.12", GOOD)
    done = venv(checkout)
    assert done.returncode == 0, done.stderr
    assert "Making .venv with Python 3.13.9" in done.stdout


def test_a_python_of_pyenv_is_found_though_it_is_not_on_the_path(checkout):
    program(checkout.parent / ".pyenv" / "versions" / "3.13.9" / "bin" / "python3", GOOD)
    assert venv(checkout).returncode == 0


def test_a_second_time_nothing_is_installed(checkout):
    program(checkout.parent / "bin" / "python3.13", GOOD)
    assert venv(checkout).returncode == 0
    (checkout / "pip-was-asked").unlink()
    done = venv(checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (checkout / "pip-was-asked").exists()


def test_changed_pins_are_installed_with_their_hashes_checked(checkout):
    program(checkout.parent / "bin" / "python3.13", GOOD)
    venv(checkout)
    (checkout / "requirements.txt").write_text("django==6.1.4\n")
    (checkout / "pip-was-asked").unlink()
    assert venv(checkout).returncode == 0
    assert "--require-hashes -r requirements.txt" in (checkout / "pip-was-asked").read_text()


def test_an_environment_whose_python_is_gone_is_made_anew(checkout):
    program(checkout.parent / "bin" / "python3.13", GOOD)
    venv(checkout)
    (checkout / ".venv" / "bin" / "python").unlink()
    done = venv(checkout)
    assert done.returncode == 0
    assert "Making .venv" in done.stdout


def test_a_failed_install_is_one_line_and_is_tried_again(checkout):
    program(checkout.parent / "bin" / "python3.13", GOOD)
    (checkout / "no-network").touch()
    done = venv(checkout)
    assert done.returncode == 1
    assert done.stderr == "pmcareer: cannot install the packages: ERROR: no network\n"
    os.remove(checkout / "no-network")
    assert venv(checkout).returncode == 0
