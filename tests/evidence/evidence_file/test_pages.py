"""Settings, data in and out: the download, the preview, the yes; and what somebody hostile may hand in."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.account.deletion import delete_account
from evidence.account.sample import sample_for
from evidence.evidence_file import attached, pending
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Artifact, Confirmation, PendingImport
from insights.evidence_format import dumps
from tests.evidence.evidence_file.test_zip import evidence_with, picture
from tests.factories import make_confirmation, make_win, store_bytes
from tests.insights.example import example

HOME = "/settings/data/"


def folder_of(user) -> str:
    """Where the files of one person wait."""
    return PendingImport.folder_of(user.pk)


def hand_in(browser, content, name="evidence.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return browser.post(HOME, {"file": SimpleUploadedFile(name, data)})


def preview_of(browser, content) -> str:
    """The address of the preview of a file that is taken."""
    response = hand_in(browser, content)
    assert response.status_code == 302, response.content.decode()
    return response.url


def download(browser, query="") -> bytes:
    response = browser.get(reverse("evidence-export") + query)
    assert response.status_code == 200
    return response.getvalue()


# Out


def test_the_download_is_the_evidence_file(alices_browser, alice):
    make_win(alice, "What I did")
    response = alices_browser.get(reverse("evidence-export"))
    assert response["Content-Disposition"] == f'attachment; filename="pmcareer-evidence-{alice.today()}.json"'
    assert response["Cache-Control"] == "private, no-store"
    assert json.loads(response.content)["wins"][0]["title"] == "What I did"


def test_the_download_is_a_zip_where_files_belong_to_it(alices_browser, alice):
    store_bytes(make_win(alice), "Notes.txt", b"What we found")
    names = ZipFile(BytesIO(download(alices_browser))).namelist()
    assert names[:2] == ["evidence.json", "signature.txt"]
    assert len(names) == 3


def test_the_download_is_a_zip_where_words_are_vouched_for(alices_browser, alice):
    make_confirmation(make_win(alice))
    assert download(alices_browser).startswith(b"PK")
    assert download(alices_browser, "?as=json").startswith(b"{")


def test_a_download_changes_nothing(alices_browser, alice):
    make_win(alice)
    download(alices_browser)
    alice.refresh_from_db()
    assert alice.wins.get().key == ""


# In


def test_a_file_is_shown_first_and_taken_with_a_yes(alices_browser, alice):
    address = preview_of(alices_browser, example())
    page = alices_browser.get(address).content.decode()
    assert "Customer insight newsletter no. 4" in page
    assert "One confirmation or review of others, on “Customer insight newsletter no. 4”, on your word alone" in page
    assert "wins[0]" not in page
    assert not alice.wins.exists()
    response = alices_browser.post(address, follow=True)
    assert "Taken in: 1 win, 1 person, 1 touchpoint" in response.content.decode()
    assert alice.wins.count() == 1
    assert not Confirmation.objects.get().verified


def test_two_clicks_take_it_in_once_and_say_so(alices_browser, alice):
    address = preview_of(alices_browser, example())
    alices_browser.post(address)
    response = alices_browser.post(address, follow=True)
    assert "This file has been taken in." in response.content.decode()
    assert alice.wins.count() == 1


def test_a_file_that_is_all_here_says_so_and_asks_for_nothing(alices_browser):
    alices_browser.post(preview_of(alices_browser, example()))
    page = alices_browser.get(preview_of(alices_browser, example())).content.decode()
    assert "All of it is here already." in page
    assert ">Take it in<" not in page


def test_the_files_profile_is_put_in_place_of_mine_only_when_ticked(alices_browser, alice):
    other = example(("profile.department", "sales"))
    alices_browser.post(preview_of(alices_browser, other))
    alice.refresh_from_db()
    assert alice.department == "product"
    alices_browser.post(preview_of(alices_browser, other), {"replace_profile": "on"})
    alice.refresh_from_db()
    assert alice.department == "sales"


def test_what_was_downloaded_comes_back_with_its_confirmations(alices_browser, alice):
    make_confirmation(make_win(alice, told=True))
    mine = download(alices_browser)
    alice.wins.all().delete()
    alices_browser.post(preview_of(alices_browser, mine))
    assert alice.wins.with_grade(alice).get().grade == "confirmed"


def test_a_win_that_lies_in_the_trash_is_not_added_a_second_time(alices_browser, alice):
    win = make_win(alice, "Newsletter no. 4", told=True)
    mine = download(alices_browser)
    win.delete_softly()
    address = preview_of(alices_browser, mine)
    assert "One win of the file lies in your Trash, “Newsletter no. 4”: not added" in alices_browser.get(address).text
    alices_browser.post(address)
    assert alice.wins.get() == win
    win.restore()
    assert alice.wins.kept().count() == 1


def test_a_forgotten_file_is_gone(alices_browser, alice):
    address = preview_of(alices_browser, example())
    alices_browser.post(reverse("evidence-import-forget"))
    assert alices_browser.get(address).status_code == 404
    assert alices_browser.post(address).status_code == 404
    assert not alice.wins.exists()


def test_a_newer_file_takes_the_place_of_the_one_that_waits(alices_browser, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = preview_of(alices_browser, example())
        second = preview_of(alices_browser, example())
    assert alices_browser.get(first).status_code == 404
    assert alices_browser.get(second).status_code == 200
    assert len(default_storage.listdir(folder_of(alice))[1]) == 1


def test_a_picture_is_drawn_when_it_is_handed_in_and_when_it_is_taken_not_for_the_preview(alices_browser, monkeypatch):
    drawn, check_upload = [], attached.check_upload
    monkeypatch.setattr(
        attached, "check_upload", lambda name, *a, **k: (drawn.append(name), check_upload(name, *a, **k))[1]
    )
    address = preview_of(alices_browser, evidence_with("Wall.png", picture(GPS="52.5 N")).getvalue())
    assert "With 1 file" in alices_browser.get(address).text
    assert drawn == ["Wall.png"]
    alices_browser.post(address)
    assert drawn == ["Wall.png"] * 2
    assert b"52.5" not in Path(default_storage.path(Artifact.objects.get().file.name)).read_bytes()


def test_a_stranger_cannot_see_or_take_a_waiting_file(alices_browser, bobs_browser, bob):
    address = preview_of(alices_browser, example())
    assert bobs_browser.get(address).status_code == 404
    assert bobs_browser.post(address).status_code == 404
    bobs_browser.post(reverse("evidence-import-forget"))
    assert alices_browser.get(address).status_code == 200
    assert not bob.wins.exists()


def test_an_unknown_name_is_404(alices_browser):
    address = reverse("evidence-import-preview", args=[uuid4()])
    assert alices_browser.get(address).status_code == alices_browser.post(address).status_code == 404


def test_a_waiting_file_is_given_up_after_a_day(alices_browser, monkeypatch):
    address = preview_of(alices_browser, example())
    now = timezone.now()
    assert tidy_rows(PendingImport, now + timedelta(hours=23)) == 0
    monkeypatch.setattr(pending.timezone, "now", lambda: now + timedelta(hours=25))
    assert alices_browser.get(address).status_code == 404
    assert tidy_rows(PendingImport, now + timedelta(hours=25)) == 1
    assert tidy_rows(PendingImport, now + timedelta(hours=25)) == 0


def test_a_waiting_file_goes_with_the_account(alices_browser, alice, django_capture_on_commit_callbacks):
    preview_of(alices_browser, example())
    folder = folder_of(alice)
    assert default_storage.exists(folder)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(alice)
    assert not default_storage.exists(folder)


def test_a_file_that_no_longer_fits_is_refused_at_the_yes(alices_browser, alice, monkeypatch):
    store_bytes(make_win(alice), "Notes.txt", b"What we found")
    mine = download(alices_browser)
    alice.wins.all().delete()
    address = preview_of(alices_browser, mine)
    monkeypatch.setattr("evidence.evidence_file.attached.room_left", lambda _user: 0)
    response = alices_browser.post(address)
    assert response.status_code == 422
    assert "there is room for 0.0 MB" in response.content.decode()
    assert not alice.wins.exists()


# What is refused


def test_every_problem_is_told_with_its_place(alices_browser, alice):
    response = hand_in(alices_browser, example(("wins.0.skills.0.skill", "agilty"), ("wins.0.date", "2099-01-01")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "wins[0].skills[0].skill: unknown skill &quot;agilty&quot;, did you mean &quot;agency&quot;?" in page
    assert "wins[0].date: 2099-01-01 lies in the future" in page
    assert not default_storage.exists("imports")
    assert not alice.wins.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"{", "the file is not JSON"),
        (b"null", "the file must be an object"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 1_000_001, "divide it"),
        ("{}".encode("utf-16"), "the file is not UTF-8 text"),
        (b"\xff\xfe\x00", "the file is not UTF-8 text"),
        (b"PK\x03\x04 and then nothing", "the zip is damaged, or not a zip"),
        (b"\x89PNG\r\n\x1a\n", "the file is not UTF-8 text"),
        (b'{"format": "pmcareer.evidence/2"}', "format: must be"),
    ],
)
def test_what_is_no_evidence_file_is_refused_in_words(alices_browser, content, why):
    response = hand_in(alices_browser, content)
    assert response.status_code == 422
    assert why in response.content.decode()


def test_no_file_at_all_is_said_so(alices_browser):
    response = alices_browser.post(HOME)
    assert response.status_code == 422
    assert "Choose a file." in response.content.decode()


def test_a_file_past_the_limit_is_stopped_while_it_comes_in(alices_browser, monkeypatch):
    from evidence.evidence_file import views as evidence_file
    from evidence.files.uploading import Limit

    monkeypatch.setattr(evidence_file.bring_in, "upload_limit", Limit(1_000, 1_000))
    response = hand_in(alices_browser, b" " * 2_000)
    assert response.status_code == 422
    assert "The file is larger than 250 MB." in response.content.decode()


def test_markup_in_a_file_stays_text(alices_browser):
    evil = "<script>alert(1)</script>"
    page = alices_browser.get(preview_of(alices_browser, example(("wins.0.title", evil)))).content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | st.binary(max_size=100).map(lambda b: b"PK" + b)
)
def test_no_bytes_are_a_fault_of_the_server(alices_browser, content):
    assert hand_in(alices_browser, content).status_code == 422


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(example())), JSON)
def test_no_json_in_any_area_is_a_fault_of_the_server(alices_browser, area, value):
    assert hand_in(alices_browser, json.dumps({**example(), area: value}).encode()).status_code in (302, 422)


def test_the_sample_goes_through_the_pages(alices_browser, alice):
    sample = dumps(sample_for(alice.today())).encode()
    page = alices_browser.get(preview_of(alices_browser, sample)).content.decode()
    assert "Customer notes" in page
    alices_browser.post(preview_of(alices_browser, sample))
    assert alice.wins.count() == 34
