"""The same thing at the same time: nothing happens twice, nothing is lost, on both databases."""

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evidence.models import Artifact, ShareLink, User
from evidence.packets import sharing
from evidence.wins.forms.wins import WinForm
from tests.factories import make_packet, make_user, make_win
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(transactional_db) -> User:
    return make_user()


def in_browsers(*things: Callable[[Client], int], user: User) -> list[int]:
    """Does each thing in a browser of its own, all at the same moment; gives the answers' status codes."""
    browsers = [Client() for _ in things]
    for browser in browsers:
        browser.force_login(user)
    return at_once(*[partial(thing, browser) for thing, browser in zip(things, browsers, strict=True)])


def test_twenty_submits_of_one_form_make_one_win(alice):
    sent = {"line": "Cut the goals to two", "submission": str(uuid.uuid4())}
    answers = in_browsers(*[lambda browser: browser.post(reverse("capture"), sent).status_code] * 20, user=alice)
    assert answers == [302] * 20
    assert alice.wins.count() == 1


def test_twenty_lines_make_twenty_wins(alice):
    def log(number: int) -> Callable[[Client], int]:
        sent = {"line": f"Line {number}", "submission": str(uuid.uuid4())}
        return lambda browser: browser.post(reverse("capture"), sent).status_code

    assert in_browsers(*map(log, range(20)), user=alice) == [302] * 20
    assert alice.wins.count() == 20


def test_of_four_skills_linked_at_once_three_are(alice):
    win = make_win(alice)

    def link(skill: str) -> Callable[[Client], int]:
        url, sent = reverse("win-skills", args=[win.pk]), {"change": f"link {skill}"}
        return lambda browser: browser.post(url, sent, HTTP_HX_REQUEST="true").status_code

    answers = in_browsers(*map(link, ("agency", "clarity", "coaching", "learning")), user=alice)
    assert sorted(answers) == [200, 200, 200, 422]
    assert sorted(link.slot for link in win.links.all()) == [1, 2, 3]


def save(win, page: dict[str, str], **changes: str) -> Callable[[Client], int]:
    url = reverse("win", args=[win.pk])
    return lambda browser: browser.post(url, page | changes, HTTP_HX_REQUEST="true").status_code


def page_of(win) -> dict[str, str]:
    fields = WinForm(instance=win, owner=win.owner).bases()
    return fields | {name.removeprefix("initial-"): value for name, value in fields.items()}


def test_two_tabs_that_save_different_fields_at_once_both_keep_their_words(alice):
    win = make_win(alice)
    page = page_of(win)
    changes = [{"action": "What one did"}, {"result": "What came of it"}, {"context": "Where it was"}]
    assert in_browsers(*(save(win, page, **change) for change in changes), user=alice) == [200] * 3
    win.refresh_from_db()
    assert (win.action, win.result, win.context) == ("What one did", "What came of it", "Where it was")
    assert "where it was" in win.search_text


def test_of_two_tabs_that_save_one_field_at_once_one_is_told_of_the_other(alice):
    win = make_win(alice)
    page = page_of(win)
    answers = in_browsers(*(save(win, page, action=words) for words in ("Tab one", "Tab two")), user=alice)
    assert sorted(answers) == [200, 409]
    assert alice.wins.get().action in ("Tab one", "Tab two")


def test_deleting_and_restoring_at_once_leaves_the_win_whole(alice):
    win = make_win(alice, told=True, skills=["agency"])
    verbs = [reverse(f"win-{verb}", args=[win.pk]) for verb in ("delete", "restore", "delete", "restore")]
    answers = in_browsers(*(lambda browser, url=url: browser.post(url).status_code for url in verbs), user=alice)
    assert set(answers) <= {302, 404}
    assert alice.wins.get().links.count() == 1


def test_one_packet_of_many_submits(alice):
    make_win(alice, told=True, skills=["agency"])
    sent = {"submission": str(uuid.uuid4())}
    answers = in_browsers(*[lambda browser: browser.post(reverse("packet-new"), sent).status_code] * 8, user=alice)
    assert answers == [302] * 8
    assert alice.packets.count() == 1


def test_one_link_of_many_clicks_on_share(alice):
    make_win(alice, told=True, skills=["agency"])
    packet = make_packet(alice)
    sent = {"recipient": "Maya", "days": "14", "offer": sharing.offer(packet)}
    url = reverse("packet-share", args=[packet.pk])
    answers = in_browsers(*[lambda browser: browser.post(url, sent).status_code] * 8, user=alice)
    assert answers == [200] * 8
    assert ShareLink.objects.count() == packet.snapshots.count() == 1


def test_uploads_at_once_keep_within_the_room(alice, monkeypatch):
    monkeypatch.setattr("evidence.files.storing.QUOTA_BYTES", 50)
    url = reverse("win-artifact-add", args=[make_win(alice).pk])

    def upload(number: int) -> Callable[[Client], int]:
        file = SimpleUploadedFile(f"{number}.txt", b"ten bytes!" + str(number).encode())
        return lambda browser: browser.post(url, {"files": file}).status_code

    assert sorted(in_browsers(*map(upload, range(8)), user=alice)) == [302] * 4 + [422] * 4
    assert Artifact.objects.of(alice).bytes_used() == 44
