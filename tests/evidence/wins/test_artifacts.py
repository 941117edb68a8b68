"""The links and files on a win's page: added, removed, had back, by their owner alone."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Artifact
from tests.evidence.files.made_files import PDF, photo
from tests.factories import make_artifact, make_user, make_win, store_bytes
from tests.together import at_once

HTMX = {"HTTP_HX_REQUEST": "true"}


def add(browser, win, *files, **fields):
    """Sends the form; `files` are (name, bytes)."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    htmx = fields.pop("htmx", {})
    return browser.post(reverse("win-artifact-add", args=[win.pk]), fields | ({"files": sent} if sent else {}), **htmx)


def change(browser, artifact, verb, **htmx):
    return browser.post(reverse(f"win-artifact-{verb}", args=[artifact.win_id, artifact.pk]), **htmx)


def shown(win) -> list[tuple[str, str]]:
    """Words and address of what stands on the win."""
    return [(artifact.called, artifact.url) for artifact in win.artifacts.all()]


# Links


def test_a_link_is_added_with_its_title(alice, alices_browser):
    win = make_win(alice)
    answer = add(alices_browser, win, url="https://wiki.example/no-shows", title="  Pilot   report ")
    assert answer.status_code == 302
    assert answer["Location"] == f"/wins/{win.pk}/#artifacts"
    assert shown(win) == [("Pilot report", "https://wiki.example/no-shows")]
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert "Pilot report is added." in page
    assert 'href="https://wiki.example/no-shows" rel="noopener noreferrer">Pilot report</a>' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wiki.example/no-shows", "https://wiki.example/no-shows"),
        ("  https://wiki.example/a b.docx ", "https://wiki.example/a%20b.docx"),
        ("localhost.example:8080/x?y#z", "https://localhost.example:8080/x?y#z"),
        ("HTTP://wiki.example", "HTTP://wiki.example"),
        ("mailto:ana@example.org", "mailto:ana@example.org"),
    ],
)
def test_a_link_is_understood_as_it_is_typed(alice, alices_browser, typed, kept):
    win = make_win(alice)
    assert add(alices_browser, win, url=typed).status_code == 302
    assert [url for _called, url in shown(win)] == [kept]
    assert win.artifacts.get().href


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//wiki.example",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://wiki.example/x",
        "//wiki.example/x",
        "wiki",
        "https://",
        "https://wiki.example/<b>",
        'https://wiki.example/"onclick="x',
        "http://[::1",
        "https://wiki.example/" + "x" * 2000,
    ],
)
@pytest.mark.parametrize("htmx", [{}, HTMX], ids=["plain", "htmx"])
def test_what_is_no_link_is_refused_and_kept_as_typed(alice, alices_browser, typed, htmx):
    win = make_win(alice)
    answer = add(alices_browser, win, url=typed, title="The plan", htmx=htmx)
    assert answer.status_code == 422
    assert shown(win) == []
    assert 'id="artifact-url-error"' in answer.text
    assert 'value="The plan"' in answer.text
    assert "<script>alert" not in answer.text
    assert "<details open>" in answer.text


@pytest.mark.parametrize("typed", [r"https://evil.example\@good.example", "https://good.example@evil.example/x"])
def test_a_link_that_shows_another_site_than_it_opens_is_refused_with_what_to_do(alice, alices_browser, typed):
    win = make_win(alice)
    answer = add(alices_browser, win, url=typed)
    assert answer.status_code == 422
    assert "Give it as it stands in the browser’s address bar." in answer.text
    assert not win.artifacts.exists()


def test_a_link_from_before_that_shows_another_site_is_words_and_a_good_one_tells_its_site(alice, alices_browser):
    win = make_win(alice)
    make_artifact(win, r"https://evil.example\@good.example", title="Plan")
    make_artifact(win, "HTTPS://BÜCHER.example:8080/x", title="Books")
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert "good.example" not in page and "evil.example" not in page
    assert '<span class="meta">xn--bcher-kva.example ' in page


def test_nothing_at_all_is_refused_with_what_to_do(alice, alices_browser):
    answer = add(alices_browser, make_win(alice))
    assert answer.status_code == 422
    assert "Give a link, or choose a file." in answer.text


def test_a_link_sent_twice_is_there_once(alice, alices_browser):
    win = make_win(alice)
    for _ in range(2):
        answer = add(alices_browser, win, url="https://wiki.example/a", title="Issue 4", htmx=HTMX)
        assert answer.status_code == 200
    assert "Issue 4 is here already." in answer.text
    assert len(shown(win)) == 1
    other = make_win(alice, "Another")
    add(alices_browser, other, url="https://wiki.example/a")
    assert len(shown(other)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_sent_many_times_together_is_there_once(client):
    alice = make_user()
    client.force_login(alice)
    win = make_win(alice)
    at_once(5, lambda: add(client, win, url="https://wiki.example/a"))
    assert len(shown(win)) == 1


# Files


def test_files_are_added_and_can_be_had(alice, alices_browser):
    win = make_win(alice)
    assert add(alices_browser, win, ("Report.pdf", PDF), ("clinic.jpg", photo())).status_code == 302
    report, clinic = win.artifacts.all()
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    for artifact in (report, clinic):
        path = reverse("win-file", args=[win.pk, artifact.pk])
        assert f'href="{path}" download>{artifact.name}</a>' in page
        answer = alices_browser.get(path)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{artifact.name}"'
        data = answer.getvalue()
        assert len(data) == artifact.size
        assert b"Camera of Alice" not in data


def test_one_file_can_have_a_title(alice, alices_browser):
    win = make_win(alice)
    add(alices_browser, win, ("v7-final.pdf", PDF), title="The plan")
    assert (win.artifacts.get().called, win.artifacts.get().name) == ("The plan", "v7-final.pdf")


def test_what_an_evidence_file_brought_shows_all_of_itself(alice, alices_browser):
    win = make_win(alice)
    file = store_bytes(win, "plan.pdf", PDF)
    Artifact.objects.filter(pk=file.pk).update(url="https://wiki.example/plan")
    Artifact.objects.create(win=win, name="lost.pdf", sha256="0" * 64)
    Artifact.objects.create(win=win, url="javascript:alert(1)")
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert 'href="https://wiki.example/plan" rel="noopener noreferrer">where it comes from</a>' in page
    assert "the file itself is not kept here" in page
    assert 'href="javascript' not in page


def test_a_link_and_a_file_go_together(alice, alices_browser):
    win = make_win(alice)
    add(alices_browser, win, ("v7.pdf", PDF), url="wiki.example/plan", title="The plan")
    assert shown(win) == [("The plan", "https://wiki.example/plan"), ("v7.pdf", "")]


def test_what_fits_is_added_beside_what_does_not(alice, alices_browser):
    win = make_win(alice)
    answer = add(alices_browser, win, ("lie.pdf", b"MZ"), ("Report.pdf", PDF), url="nowhere", htmx=HTMX)
    assert answer.status_code == 422
    assert "lie.pdf is no PDF inside: it is damaged, or something else under that name." in answer.text
    assert "Report.pdf is added." in answer.text
    assert "Give a link that begins with" in answer.text
    assert shown(win) == [("Report.pdf", "")]


def test_a_file_sent_twice_is_there_once(alice, alices_browser):
    win = make_win(alice)
    for name in ("clinic.jpg", "clinic.jpg", "the same.jpg"):
        answer = add(alices_browser, win, (name, photo()), htmx=HTMX)
        assert answer.status_code == 200
    assert "the same.jpg is here already." in answer.text
    assert len(default_storage.listdir(f"artifacts/{alice.pk}")[1]) == win.artifacts.count() == 1


def test_without_room_a_file_is_refused_in_words(alice, alices_browser, monkeypatch):
    monkeypatch.setattr("evidence.files.storing.QUOTA_BYTES", 10)
    answer = add(alices_browser, make_win(alice), ("Report.pdf", PDF))
    assert answer.status_code == 422
    assert "There is no room for it" in answer.text


def test_a_hostile_name_is_only_words(alice, alices_browser):
    win = make_win(alice)
    add(alices_browser, win, ("<img src=x onerror=alert(1)>\u202e.pdf", PDF), ("a\r\nSet-Cookie: x=1.txt", b"x"))
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert "<img src=x" not in page
    assert "\u202e" not in page
    for artifact in win.artifacts.all():
        answer = alices_browser.get(reverse("win-file", args=[win.pk, artifact.pk]))
        assert "Set-Cookie" not in answer.headers
        answer.close()


# What a change brings with it


def test_with_htmx_the_list_comes_back_with_what_the_win_is_worth_now(alice, alices_browser):
    win = make_win(alice, told=True)
    text = add(alices_browser, win, url="wiki.example/a", htmx=HTMX).text
    assert text.count('id="artifacts"') == 1
    assert "<html" not in text
    assert '<hx-partial hx-target="#worth"' in text
    assert "What it is worth: backed" in text
    text = change(alices_browser, win.artifacts.get(), "remove", **HTMX).text
    assert "What it is worth: told" in text


def test_the_search_finds_what_was_added_until_it_is_removed(alice, alices_browser):
    win = make_win(alice)
    add(alices_browser, win, ("Würfel.pdf", PDF), url="wiki.example/no-shows", title="Pilot")
    for word in ("pilot", "no-shows", "wurfel"):
        assert alice.wins.saying(alice, word).exists()
    change(alices_browser, win.artifacts.last(), "remove")
    assert not alice.wins.saying(alice, "wurfel").exists()
    change(alices_browser, Artifact.with_removed.last(), "restore")
    assert alice.wins.saying(alice, "wurfel").exists()


# Removing, and Undo


@pytest.mark.parametrize("htmx", [{}, HTMX], ids=["plain", "htmx"])
def test_what_is_removed_leaves_its_place_to_an_undo(alice, alices_browser, htmx):
    win = make_win(alice)
    first, second = make_artifact(win, title="First"), make_artifact(win, "https://wiki.example/2", title="Second")
    answer = change(alices_browser, first, "remove", **htmx)
    if not htmx:
        assert answer["Location"] == f"/wins/{win.pk}/?removed={first.pk}#artifacts"
        answer = alices_browser.get(f"/wins/{win.pk}/?removed={first.pk}")
    assert answer.text.index("Removed First.") < answer.text.index("Second</a>")
    assert reverse("win-artifact-restore", args=[win.pk, first.pk]) in answer.text
    assert list(win.artifacts.all()) == [second]
    assert "Removed First." not in alices_browser.get(f"/wins/{win.pk}/").text


def test_no_full_stop_follows_a_title_that_ends_in_a_mark(alice, alices_browser):
    link = make_artifact(make_win(alice), "https://wiki.example/a", title="Why so many tickets?")
    page = change(alices_browser, link, "remove", **HTMX).text
    assert "Removed Why so many tickets? <button" in page


def test_a_removed_link_comes_back_with_its_title(alice, alices_browser):
    link = make_artifact(make_win(alice), "https://wiki.example/a", title="Pilot report")
    change(alices_browser, link, "remove")
    answer = change(alices_browser, link, "restore", **HTMX)
    assert "Pilot report is back." in answer.text
    assert shown(link.win) == [("Pilot report", "https://wiki.example/a")]


def test_a_removed_file_comes_back_with_its_bytes(alice, alices_browser, django_capture_on_commit_callbacks):
    file = store_bytes(make_win(alice), "plan.pdf", PDF)
    path = reverse("win-file", args=[file.win_id, file.pk])
    with django_capture_on_commit_callbacks(execute=True):
        change(alices_browser, file, "remove")
    assert alices_browser.get(path).status_code == 404
    change(alices_browser, file, "restore")
    assert alices_browser.get(path).getvalue() == PDF


def test_removing_or_restoring_twice_changes_nothing_more(alice, alices_browser):
    link = make_artifact(make_win(alice))
    assert change(alices_browser, link, "restore").status_code == 302
    assert change(alices_browser, link, "remove").status_code == 302
    moment = Artifact.with_removed.get().removed_at
    assert change(alices_browser, link, "remove").status_code == 302
    assert Artifact.with_removed.get().removed_at == moment


@pytest.mark.parametrize("asked", ["", "x", "-1", "\u0663", "9" * 30, "0"])
def test_a_made_up_address_of_an_undo_shows_the_page_as_it_is(alice, alices_browser, asked):
    answer = alices_browser.get(reverse("win", args=[make_win(alice).pk]), {"removed": asked})
    assert answer.status_code == 200
    assert "Removed" not in answer.text


def test_an_undo_of_another_win_does_not_show(alice, bob, alices_browser):
    for owner in (alice, bob):
        gone = make_artifact(make_win(owner, "Elsewhere"), title="Elsewhere")
        gone.remove()
        page = alices_browser.get(reverse("win", args=[make_win(alice).pk]), {"removed": gone.pk})
        assert "Removed" not in page.text


# Who may


@pytest.mark.parametrize("browser", ["bobs_browser", "mayas_browser"])
def test_strangers_find_nothing_and_change_nothing(alice, browser, request):
    stranger = request.getfixturevalue(browser)
    win = make_win(alice)
    link, file = make_artifact(win), store_bytes(win, "plan.pdf", PDF)
    before = list(Artifact.with_removed.values())
    assert add(stranger, win, ("a.txt", b"x"), url="wiki.example/x").status_code == 404
    for artifact in (link, file):
        assert change(stranger, artifact, "remove").status_code == 404
        assert change(stranger, artifact, "restore").status_code == 404
        assert stranger.get(reverse("win-file", args=[win.pk, artifact.pk])).status_code == 404
    assert list(Artifact.with_removed.values()) == before
    assert len(default_storage.listdir(f"artifacts/{alice.pk}")[1]) == 1


def test_an_artifact_is_found_on_its_own_win_alone(alice, bob, alices_browser):
    mine, his = make_win(alice), store_bytes(make_win(bob), "his.pdf", PDF)
    other = store_bytes(make_win(alice, "Another"), "other.pdf", PDF)
    for artifact in (his, other):
        for name in ("win-artifact-remove", "win-artifact-restore"):
            assert alices_browser.post(reverse(name, args=[mine.pk, artifact.pk])).status_code == 404
        assert alices_browser.get(reverse("win-file", args=[mine.pk, artifact.pk])).status_code == 404
    assert Artifact.objects.count() == 2


def test_a_win_in_the_trash_shows_and_takes_nothing(alice, alices_browser):
    win = make_win(alice)
    file = store_bytes(win, "plan.pdf", PDF)
    win.delete_softly()
    assert add(alices_browser, win, url="wiki.example/x").status_code == 404
    assert change(alices_browser, file, "remove").status_code == 404
    assert alices_browser.get(reverse("win-file", args=[win.pk, file.pk])).status_code == 404


def test_a_link_has_no_file_to_be_had(alice, alices_browser):
    link = make_artifact(make_win(alice))
    assert alices_browser.get(reverse("win-file", args=[link.win_id, link.pk])).status_code == 404


def test_an_account_that_goes_while_a_file_comes_in_is_not_found(alice, alices_browser, monkeypatch):
    def gone(*_):
        from evidence.models import User

        raise User.DoesNotExist

    monkeypatch.setattr("evidence.files.storing.make_room", gone)
    assert add(alices_browser, make_win(alice), ("plan.pdf", PDF)).status_code == 404


def test_thirty_artifacts_cost_no_more_queries_than_three(alice, alices_browser):
    counts = []
    for number in (3, 30):
        win = make_win(alice)
        for at in range(number):
            make_artifact(win, f"https://wiki.example/{at}")
        alices_browser.get(reverse("win", args=[win.pk]))
        with CaptureQueriesContext(connection) as queries:
            alices_browser.get(reverse("win", args=[win.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
