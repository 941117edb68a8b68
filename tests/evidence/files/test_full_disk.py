"""A disk that is full, or nearly: files are refused in words, lines are taken, and nothing half-written stays."""

import errno
import os
import time
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.files import disk, uploading
from evidence.models import Artifact
from tests.factories import make_win

Usage = namedtuple("Usage", "total used free")
LARGE = b"words " * 700_000
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def nearly_full(monkeypatch):
    monkeypatch.setattr("evidence.files.disk.shutil.disk_usage", lambda _path: Usage(1, 1, disk.FLOOR - 1))


@pytest.fixture
def full_while_writing(monkeypatch):
    """The disk is full after some bytes, as it is found out when they are written."""
    written = os.write

    def write(file, data):
        if len(data) > 4:
            written(file, bytes(data[:4]))
        raise FULL

    monkeypatch.setattr("django.core.files.storage.filesystem.os.write", write, raising=False)
    real = os.fdopen

    class Half:
        def __init__(self, file):
            self.file = file

        def write(self, data):
            self.file.write(data[:4])
            self.file.flush()
            raise FULL

        def close(self):
            self.file.close()

    monkeypatch.setattr("django.core.files.storage.filesystem.os.fdopen", lambda *a, **k: Half(real(*a, **k)))


def everything() -> list[Path]:
    """All that lies in the folders of uploads."""
    roots = [Path(default_storage.path("")), uploading.uploading()]
    return [path for root in roots if root.exists() for path in root.rglob("*") if path.is_file()]


def upload(browser: Client, win, data: bytes):
    return browser.post(reverse("win-artifact-add", args=[win.pk]), {"files": SimpleUploadedFile("a.txt", data)})


@pytest.mark.parametrize("data", [b"words", LARGE])
def test_files_are_refused_in_words_and_lines_are_taken(alice, alices_browser, nearly_full, data):
    win = make_win(alice)
    answer = upload(alices_browser, win, data)
    assert answer.status_code == 422
    assert "disk is nearly full, so no files are taken" in answer.text
    assert "MB. Add fewer at once" not in answer.text
    assert not Artifact.objects.exists()
    assert alices_browser.post(reverse("capture"), {"line": "Shipped it"}).status_code in (302, 422)
    assert "disk" not in alices_browser.get("/").text


def test_a_line_beside_refused_files_is_taken(alice, alices_browser, nearly_full):
    win = make_win(alice)
    sent = {"url": "https://wiki.example/plan", "files": SimpleUploadedFile("a.txt", b"words")}
    alices_browser.post(reverse("win-artifact-add", args=[win.pk]), sent)
    alices_browser.post(reverse("win-artifact-add", args=[win.pk]), {"url": "https://wiki.example/plan"})
    assert win.artifacts.get().url == "https://wiki.example/plan"


def test_so_is_an_evidence_file(alices_browser, nearly_full):
    answer = alices_browser.post("/settings/data/", {"file": SimpleUploadedFile("evidence.json", b"{}")})
    assert answer.status_code == 422
    assert "disk is nearly full" in answer.text


def test_what_could_not_be_written_whole_is_not_there(alice, alices_browser, full_while_writing):
    answer = upload(alices_browser, make_win(alice), b"words")
    assert answer.status_code == 422
    assert "disk is nearly full" in answer.text
    assert everything() == []
    assert not Artifact.objects.exists()


def test_nor_is_what_waits_to_be_taken_in(alices_browser, full_while_writing):
    content = b'{"format": "pmcareer.evidence/1"}'
    answer = alices_browser.post("/settings/data/", {"file": SimpleUploadedFile("evidence.json", content)})
    assert answer.status_code == 503
    assert "Nothing can be saved at the moment" in answer.text
    assert everything() == []


def test_what_was_there_before_stays(full_while_writing, monkeypatch):
    Path(default_storage.path("")).mkdir()
    Path(default_storage.path("here")).write_bytes(b"before")
    free = iter(["here", "there"])  # another took the first name just before
    monkeypatch.setattr(default_storage, "get_available_name", lambda name, max_length=None: next(free))
    with pytest.raises(OSError, match="space"):
        default_storage.save("here", ContentFile(b"another"))
    assert Path(default_storage.path("here")).read_bytes() == b"before"


def test_a_disk_that_fills_up_while_an_upload_comes_in(alice, alices_browser, monkeypatch):
    class Filling(uploading._ComingIn):
        def write(self, data):
            self.file.write(data[:10])
            raise FULL

    monkeypatch.setattr("evidence.files.uploading._ComingIn", Filling)
    answer = upload(alices_browser, make_win(alice), LARGE)
    assert answer.status_code == 422
    assert "disk is nearly full" in answer.text
    assert everything() == []


def test_what_a_killed_server_was_taking_in_goes_after_an_hour(alice):
    folder = uploading.uploading()
    folder.mkdir(exist_ok=True)
    old, young = folder / "old.upload", folder / "young.upload"
    for file, age in ((old, 3700), (young, 3500)):
        file.write_bytes(b"half")
        os.utime(file, (time.time() - age,) * 2)
    assert uploading.forget_partial_uploads(timezone.now()) == 1
    assert not old.exists() and young.exists()
    young.unlink()


def test_large_uploads_come_in_where_they_are_tidied(alice, alices_browser, monkeypatch):
    seen = []
    real = uploading._ComingIn.__init__

    def note(self, *args):
        real(self, *args)
        seen.append(Path(self.file.name).parent)

    monkeypatch.setattr(uploading._ComingIn, "__init__", note)
    assert upload(alices_browser, make_win(alice), LARGE).status_code == 302
    assert seen == [uploading.uploading()]
    assert [path for path in everything() if path.suffix == ".upload"] == []


def test_housekeeping_takes_partial_uploads_away(alice):
    uploading.uploading().mkdir(exist_ok=True)
    left = uploading.uploading() / "left.upload"
    left.write_bytes(b"half")
    long_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(left, (long_ago, long_ago))
    call_command("tidy", verbosity=0)
    assert not left.exists()
