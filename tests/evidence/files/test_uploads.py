"""Files on their way in and out: stopped when too large, handed out as downloads."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import resolve, reverse

from evidence.files import serve
from evidence.files.uploading import TOGETHER, Limit, left_out, was_stopped
from evidence.models import Artifact
from evidence.models.artifacts import FILE_BYTES
from evidence.wins.views import artifacts
from tests.evidence.files.made_files import PDF
from tests.factories import make_artifact, make_win, store_bytes

KILOBYTE = 1024


def send(browser, win, *files, **fields):
    """Posts files, given as (name, bytes), from the form on a win's page."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(reverse("win-artifact-add", args=[win.pk]), {**fields, "files": sent})


def names(win) -> list[str]:
    return list(win.artifacts.values_list("name", flat=True))


class Counted(io.BytesIO):
    """A body that knows how much of it was read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.was_read = 0

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        self.was_read += len(data)
        return data


def request_with(rf, user, path: str, data: bytes):
    """A request that brings one file to a path, as the server hands it on; and its body."""
    head = b'--edge\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    body = head % (b"title", b"") + b"Kept\r\n" + head % (b"files", b'; filename="a.txt"') + data + b"\r\n--edge--\r\n"
    stream = Counted(body)
    kind = "multipart/form-data; boundary=edge"
    request = rf.post(path, body, content_type=kind, **{"wsgi.input": stream})
    request.user, request.resolver_match = user, resolve(path)
    return request, stream


def test_a_file_past_ten_megabytes_is_left_out_and_the_others_come_in(alice, alices_browser):
    win = make_win(alice)
    answer = send(alices_browser, win, ("small.pdf", PDF), ("film.pdf", PDF + b"0" * FILE_BYTES), ("next.txt", b"x"))
    assert answer.status_code == 422
    assert "film.pdf is larger than 10 MB. Make it smaller, or link the place where it lies." in answer.text
    assert names(win) == ["small.pdf", "next.txt"]


def test_a_file_of_exactly_ten_megabytes_comes_in(alice, alices_browser):
    win = make_win(alice)
    assert send(alices_browser, win, ("all.txt", b"x" * FILE_BYTES)).status_code == 302
    assert win.artifacts.get().size == FILE_BYTES
    assert send(alices_browser, win, ("more.txt", b"x" * (FILE_BYTES + 1))).status_code == 422


def test_files_that_are_too_much_together_stay_out_and_the_words_are_kept(alice, alices_browser, monkeypatch):
    monkeypatch.setattr(artifacts.add, "upload_limit", Limit(200 * KILOBYTE, 300 * KILOBYTE))
    win = make_win(alice)
    files = [(f"{at}.txt", b"x" * 150 * KILOBYTE) for at in range(3)]
    answer = send(alices_browser, win, *files, title="The plan")
    assert answer.status_code == 422
    assert "Together these files are more than 50 MB. Add fewer at once." in answer.text
    assert 'value="The plan"' in answer.text
    assert names(win) == []


def test_more_than_twenty_files_at_once_are_refused(alice, alices_browser):
    win = make_win(alice)
    assert send(alices_browser, win, *[(f"{at}.txt", b"x%d" % at) for at in range(21)]).status_code == 400
    assert names(win) == []


def test_what_is_dropped_is_never_written_anywhere(alice, rf, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    path = reverse("win-artifact-add", args=[1])
    request, body = request_with(rf, alice, path, b"x" * (FILE_BYTES + 1))
    assert left_out(request) == ["a.txt"]
    assert not request.FILES
    assert request.POST["title"] == "Kept"
    assert body.was_read == len(body.getvalue())
    assert list(tmp_path.iterdir()) == []


def test_far_too_much_is_not_even_read(alice, rf, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    path = reverse("win-artifact-add", args=[1])
    request, body = request_with(rf, alice, path, b"x" * (2 * TOGETHER + 1))
    assert was_stopped(request)
    assert not request.FILES
    assert request.POST["title"] == "Kept"
    assert body.was_read < FILE_BYTES
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["capture", "packet-new", "settings"])
def test_a_page_that_asks_for_no_file_takes_none(alice, rf, name):
    request, _body = request_with(rf, alice, reverse(name), b"x")
    assert was_stopped(request)
    assert not request.FILES


def test_nobody_who_is_not_signed_in_sends_files(client, alice, rf):
    from django.contrib.auth.models import AnonymousUser

    request, _body = request_with(rf, AnonymousUser(), reverse("win-artifact-add", args=[1]), b"x")
    assert was_stopped(request)
    win = make_win(alice)
    assert send(client, win, ("a.txt", b"x")).status_code == 302
    assert names(win) == []


def test_a_broken_upload_is_a_bad_request_and_no_fault(alice, alices_browser):
    win = make_win(alice)
    path = reverse("win-artifact-add", args=[win.pk])
    for body in (b"", b"--edge", b"--edge\r\nContent-Disposition: form-data; name=files; filename=a.txt\r\n\r\nx"):
        answer = alices_browser.post(path, body, content_type="multipart/form-data; boundary=edge")
        assert answer.status_code in (302, 400, 422)
    assert alices_browser.post(path, b"{", content_type="application/json").status_code == 422


# Out


def test_a_file_is_handed_out_as_a_download_that_no_browser_runs(alice):
    answer = serve(store_bytes(make_win(alice), 'Plan "A" – São Paulo.pdf', PDF))
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Plan%20_A_%20%E2%80%93%20S%C3%A3o%20Paulo.pdf"
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_kind_in_the_answer_is_the_checked_one(alice):
    answer = serve(store_bytes(make_win(alice), "page.txt", b"<script>alert(1)</script>"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    answer.close()


def test_a_file_whose_bytes_are_gone_is_not_found(alice):
    win = make_win(alice)
    artifact = store_bytes(win, "a.txt", b"a")
    default_storage.delete(artifact.file.name)
    for lost in (artifact, make_artifact(win), Artifact.objects.create(win=win, name="x.pdf", sha256="0" * 64)):
        with pytest.raises(Http404):
            serve(lost)


def test_the_way_through_every_middleware_changes_nothing(alice, alices_browser):
    artifact = store_bytes(make_win(alice), "long.txt", b"the same " * 2000)
    path = reverse("win-file", args=[artifact.win_id, artifact.pk])
    answer = alices_browser.get(path, headers={"accept-encoding": "gzip"})
    assert answer.getvalue() == b"the same " * 2000
    assert answer["Content-Length"] == "18000"
    assert answer["Content-Encoding"] == "identity"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert alices_browser.head(path)["Content-Length"] == "18000"
