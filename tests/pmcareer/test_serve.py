"""`make run`: one command from nothing to a server, and one line when it cannot be."""

import os
import re
import signal
import socket
import stat
import urllib.request
from pathlib import Path

import pytest

from pmcareer import serve
from tests.pmcareer.servers import address_of, everything_ends, free_port, start, stop


def refusal(var: Path, **environment: str) -> str:
    """What a server that cannot start says; it says one line and ends with 1."""
    server = start(var, **{"DATABASE_URL": ""} | environment)
    try:
        said, wrong = server.communicate(timeout=60)
    finally:
        if server.returncode is None:
            os.killpg(server.pid, signal.SIGKILL)
    assert (server.returncode, said) == (1, "")
    assert wrong.count("\n") == 1
    return wrong


def test_a_first_start_makes_everything_and_nobody_else_may_read_it(var, database):
    private = {"secret-key"} | (set() if database else {"pmcareer.sqlite3"})
    assert {"media", "static"} | private <= {path.name for path in var.iterdir()}
    for name in private:
        assert stat.S_IMODE((var / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(var.stat().st_mode) == 0o700


def test_static_files_are_hashed_and_compressed_beforehand(var):
    names = {path.name for path in (var / "static" / "css").iterdir()}
    hashed = [name for name in names if re.fullmatch(r"pmcareer\.[0-9a-f]{12}\.css", name)]
    assert len(hashed) == 1
    assert {f"{hashed[0]}.br", f"{hashed[0]}.gz"} <= names


def test_a_second_start_serves_at_once_and_ends_without_a_word(var):
    server = start(var)
    try:
        address = address_of(server)
        with urllib.request.urlopen(f"{address}readyz") as answer:
            assert answer.read().startswith(b"ok\n")
        with urllib.request.urlopen(f"{address}library/") as answer:
            page = answer.read().decode()
        sheet = re.search(r"/static/css/pmcareer\.[0-9a-f]{12}\.css", page)[0]
        with urllib.request.urlopen(address + sheet[1:]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
    finally:
        os.killpg(server.pid, signal.SIGINT)
        _, status, used = os.wait4(server.pid, 0)
        server.returncode = os.waitstatus_to_exitcode(status)
    assert server.returncode == 0
    assert server.stderr.read() == ""
    # Less than five seconds in all: counted as work, since other tests run on the same cores.
    assert used.ru_utime + used.ru_stime < 5


def test_a_request_does_not_tell_where_the_product_lies(var):
    """Else its links, of which some are remembered for others, would lead elsewhere."""
    server = start(var)
    try:
        asked = urllib.request.Request(f"{address_of(server)}library/", headers={"SCRIPT_NAME": "/library"})
        with urllib.request.urlopen(asked) as answer:
            assert 'href="/library/rules/"' in answer.read().decode()
    finally:
        stop(server)


def test_everything_ends_with_the_server_even_when_it_is_killed(var):
    server = start(var)
    address_of(server)
    server.kill()
    assert everything_ends(server, within=20)


def test_a_taken_port_is_one_line_and_changes_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(tmp_path / "var", PORT=str(port))
    assert said.startswith(f"pmcareer cannot start: PORT {port} on 127.0.0.1 is taken; choose another")
    assert not (tmp_path / "var").exists()


def test_a_host_that_is_not_ours_is_one_line(tmp_path):
    assert "HOST is not right" in refusal(tmp_path, HOST="no-such-host.invalid")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    assert "VAR is not usable" in refusal(tmp_path / "file" / "var")


def test_a_full_disk_is_one_line(tmp_path):
    (tmp_path / "media").symlink_to("/dev/full")  # every write there fails; so does making it a folder
    assert "VAR is not usable" in refusal(tmp_path)


def test_a_broken_database_file_is_one_line(tmp_path):
    (tmp_path / "pmcareer.sqlite3").write_text("This is no database, though it is long enough to be one." * 50)
    assert "DATABASE_URL leads to no usable database: file is not a database." in refusal(tmp_path)


def test_a_database_server_that_does_not_answer_is_one_line(tmp_path):
    url = f"postgres://ann@127.0.0.1:{free_port()}/career"
    assert "DATABASE_URL leads to no usable database" in refusal(tmp_path, DATABASE_URL=url)


@pytest.mark.parametrize(
    ("given", "demo", "answers_to"),
    [
        ({}, True, True),
        ({"HOST": "0.0.0.0"}, False, False),
        ({"HOST": "192.0.2.7"}, False, True),
        ({"TRUSTED_PROXIES": "1"}, False, True),
        ({"DATABASE_URL": "postgres://ann@db/career"}, False, True),
        ({"DEMO": "off"}, False, True),
    ],
)
def test_samples_are_offered_only_where_nobody_else_comes(monkeypatch, given, demo, answers_to):
    for name in ("DEMO", "ALLOWED_HOSTS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    host = given.get("HOST", "127.0.0.1")
    serve.welcome_this_machine(serve.environment.read(given), host)
    assert (os.environ.get("DEMO") == "on") is demo
    assert (host in os.environ.get("ALLOWED_HOSTS", "")) is answers_to
