"""Undo and the earlier versions of a win: one field's change at a time, nothing lost, and nothing of it for others."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.models import Win, WinVersion
from evidence.models.edits import BURST
from evidence.models.skill_links import link_skill, unlink_skill
from evidence.models.versions import VERSION_DAYS
from evidence.web.versions import A_PAGE
from tests.evidence.wins.test_win import HTMX, page_of, save
from tests.factories import CAME_OF_IT, DID, make_confirmation, make_link, make_packet, make_win

BUTTON = re.compile(r'name="change" value="([^"]*)">(Undo: [^<]*)<')


def undo_button(browser: Client, win: Win) -> tuple[str, str]:
    """What the button that undoes sends, and what it says; both empty where there is none."""
    found = BUTTON.search(browser.get(reverse("win", args=[win.pk])).text)
    return (found[1], found[2]) if found else ("", "")


def undo(browser: Client, win: Win, stamp: str | None = None) -> str:
    """Presses it, now or as an older page has it; gives the page that comes, and reads the win anew."""
    stamp = undo_button(browser, win)[0] if stamp is None else stamp
    page = browser.post(reverse("win-undo", args=[win.pk]), {"change": stamp}, follow=True).text
    win.refresh_from_db()
    return page


def earlier(browser: Client, win: Win, **address: str) -> str:
    """The page of its earlier versions."""
    return browser.get(reverse("win-versions", args=[win.pk]), address).text


def bring_back(browser: Client, win: Win, words: str) -> str:
    """Presses the button beside what a field was; gives the page that comes, and reads the win anew."""
    version = win.versions.filter(was=words).first()
    assert f'name="version" value="{version.pk}"' in earlier(browser, win)
    page = browser.post(reverse("win-versions", args=[win.pk]), {"version": version.pk}, follow=True).text
    win.refresh_from_db()
    return page


def later(win: Win) -> None:
    """As if the last change had been a while ago, so that a new burst begins."""
    Win.objects.filter(pk=win.pk).update(updated_at=timezone.now() - BURST - timedelta(seconds=1))
    win.refresh_from_db()


def test_undo_goes_back_one_field_and_names_it(alice, alices_browser):
    win = make_win(alice, skills=["agency"], how="")
    for name, words in (("action", DID), ("result", CAME_OF_IT), ("how_agency", "Nobody had asked")):
        save(alices_browser, win, **{name: words})
        win.refresh_from_db()
    assert undo_button(alices_browser, win)[1] == "Undo: how it shows agency"
    assert "Undone: how it shows agency." in undo(alices_browser, win)
    assert (win.action, win.result, win.links.get().how) == (DID, CAME_OF_IT, "")
    assert undo_button(alices_browser, win)[1] == "Undo: what came of it"
    undo(alices_browser, win)
    assert (win.action, win.result, win.is_told) == (DID, "", False)
    undo(alices_browser, win)
    assert win.action == ""
    assert undo_button(alices_browser, win) == ("", "")


def test_fields_that_were_saved_at_once_are_undone_one_by_one(alice, alices_browser):
    win = make_win(alice, "As it was")
    save(alices_browser, win, title="As it is", action=DID, metric_before="12")
    assert undo_button(alices_browser, win)[1] == "Undo: the number before"
    undo(alices_browser, win)
    assert (win.title, win.action, win.metric_before) == ("As it is", DID, None)


def test_what_was_undone_and_written_over_is_still_there(alice, alices_browser):
    win = make_win(alice, action="The first text")
    save(alices_browser, win, action="Another one")
    undo(alices_browser, win)
    assert win.action == "The first text"
    save(alices_browser, win, action="A third")
    undo(alices_browser, win)
    assert win.action == "The first text"
    page = earlier(alices_browser, win)
    assert "Another one" in page and "A third" in page
    for words in ("Another one", "A third", "The first text"):
        assert "Brought back: what I did." in bring_back(alices_browser, win, words)
        assert win.action == words


def test_only_me_is_changed_by_its_own_control_alone(alice, alices_browser):
    win = make_win(alice, "As it was")
    save(alices_browser, win, private="yes")
    win.refresh_from_db()
    save(alices_browser, win, title="As it is")
    undo(alices_browser, win)
    assert (win.title, win.private) == ("As it was", True)
    undo(alices_browser, win)
    assert win.private
    assert undo_button(alices_browser, win) == ("", "")
    assert not win.versions.filter(field="private").exists()
    # Nor is what may be shared made private by going back.
    save(alices_browser, win, private="", title="As it is")
    undo(alices_browser, win)
    assert (win.title, win.private) == ("As it was", False)


def test_undo_never_rewrites_what_another_tab_has_changed_since(alice, alices_browser):
    win = make_win(alice, "As it was", action="Mine before")
    save(alices_browser, win, title="Mine")
    win.refresh_from_db()
    stamp, _ = undo_button(alices_browser, win)
    save(alices_browser, win, title="Mine, and theirs too")
    assert "Nothing was undone" in undo(alices_browser, win, stamp)
    assert win.title == "Mine, and theirs too"
    # Another field may be changed meanwhile: the one that was named goes back, and that one alone.
    stamp, _ = undo_button(alices_browser, win)
    save(alices_browser, win, action="Theirs")
    undo(alices_browser, win, stamp)
    assert (win.title, win.action) == ("As it was", "Theirs")
    assert "Nothing was undone" in undo(alices_browser, win, stamp)
    assert (win.title, win.action) == ("As it was", "Theirs")


def test_the_answer_to_saving_brings_the_button_along(alice, alices_browser):
    win = make_win(alice)
    answer = save(alices_browser, win, htmx=HTMX, result=CAME_OF_IT).text
    assert BUTTON.search(answer)[2] == "Undo: what came of it"
    assert BUTTON.search(answer)[1] == undo_button(alices_browser, win)[0]


def test_a_burst_of_typing_is_one_version_and_what_goes_with_it_is_kept(alice, alices_browser):
    win = make_win(alice, action="One")
    for words in ("One two", "One two thre", "One two three"):
        save(alices_browser, win, action=words)
        win.refresh_from_db()
    assert win.versions.get().was == "One"
    # What is taken out whole was more than mistyped, however soon after it.
    save(alices_browser, win, action="")
    assert {version.was for version in win.versions.all()} == {"One", "One two three"}
    win.refresh_from_db()
    for words in ("Four", "Four five"):
        save(alices_browser, win, action=words)
        later(win)
    assert {version.was for version in win.versions.all()} == {"One", "One two three", "Four"}


def test_a_day_on_which_somebody_had_confirmed_it_already_does_not_come_back(alice, alices_browser):
    win = make_win(alice, days_ago=5)
    earliest = (alice.today() - timedelta(9)).isoformat()
    save(alices_browser, win, date=earliest)
    make_confirmation(win, date=alice.today() - timedelta(7))
    said = "somebody had confirmed it before that day"
    assert f"Nothing was undone: {said}" in undo(alices_browser, win)
    assert win.date.isoformat() == earliest
    assert f"Not brought back: {said}" in bring_back(alices_browser, win, (alice.today() - timedelta(5)).isoformat())
    assert win.date.isoformat() == earliest


def test_the_sentence_of_a_skill_that_was_taken_off_waits_for_the_skill(alice, alices_browser):
    win = make_win(alice, "As it was", skills=["agency"], how="Nobody had asked")
    save(alices_browser, win, title="As it is")
    win.refresh_from_db()
    save(alices_browser, win, how_agency="Somebody had")
    unlink_skill(win, "agency")
    win = alice.wins.get()
    assert undo_button(alices_browser, win)[1] == "Undo: title"
    assert "link it again first" in bring_back(alices_browser, win, "Nobody had asked")
    link_skill(win, "agency")
    bring_back(alices_browser, win, "Nobody had asked")
    assert win.links.get().how == "Nobody had asked"


def test_the_page_tells_day_and_hour_and_what_was_changed(alice, alices_browser):
    win = make_win(alice, action="Collected 31 threads into five themes", kind_id="room", date="2026-01-31")
    assert "Nothing has been changed yet" in earlier(alices_browser, win)
    save(alices_browser, win, action="Collected 40 threads into five themes", kind="outcome", date="2026-01-30")
    WinVersion.objects.update(at="2026-02-03T09:12:00Z")
    page = earlier(alices_browser, win)
    assert "3 February" in page and "Until 09:12" in page
    assert ">Collected <b>31</b> threads into five themes</p>" in page and "Then “40” ·" in page
    assert "31 January 2026</p>" in page and "Then 30 January 2026 ·" in page
    assert "Then Outcome ·" in page
    win.refresh_from_db()
    save(alices_browser, win, action="")
    assert "Then nothing ·" in earlier(alices_browser, win)


def test_what_the_field_is_now_is_not_offered(alice, alices_browser):
    win = make_win(alice, action="As it was")
    save(alices_browser, win, action="As it is")
    bring_back(alices_browser, win, "As it was")
    assert earlier(alices_browser, win).count("It is like that now") == 1
    version = win.versions.get(was="As it was")
    page = alices_browser.post(reverse("win-versions", args=[win.pk]), {"version": version.pk}, follow=True).text
    assert "Nothing to bring back: what I did is like that now." in page


def test_what_somebody_has_written_is_no_markup_there(alice, alices_browser):
    win = make_win(alice, "<script>alert(1)</script>", action="<b>bold</b> words")
    save(alices_browser, win, title="<i>", action="<b>brave</b> words")
    page = earlier(alices_browser, win)
    assert "<script>alert" not in page and "<b>bold</b> words" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_older_ones_are_on_further_pages_and_none_is_shown_twice(alice, alices_browser):
    win = make_win(alice)
    for number in range(A_PAGE + 5):
        win.edit({"title": f"Title no. {number}"}, is_typed=False)
    first = earlier(alices_browser, win)
    win.edit({"title": "Another meanwhile"}, is_typed=False)
    older = re.search(r'href="\?before=([^"]+)"', first)[1]
    second = earlier(alices_browser, win, before=older)
    shown = [re.findall(r'name="version" value="\d+"', page) for page in (first, second)]
    assert [len(page) for page in shown] == [A_PAGE, 5]
    assert not set(shown[0]) & set(shown[1])
    assert "?before=" not in second


@pytest.mark.parametrize("sent", ["", "x", "-", "1-", "-1", "\x00", "٣-٣", "9" * 40, f"{'9' * 18}-{'9' * 10}", "1-1-1"])
def test_a_made_up_change_or_version_does_nothing(alice, alices_browser, sent):
    win = make_win(alice, "As it was")
    save(alices_browser, win, title="As it is")
    assert "Nothing was undone" in undo(alices_browser, win, sent)
    assert alices_browser.post(reverse("win-versions", args=[win.pk]), {"version": sent}).status_code == 404
    assert "As it <b>was</b>" in earlier(alices_browser, win, before=sent)
    assert win.title == "As it is"


def test_versions_are_nobody_elses(alice, bob, alices_browser, bobs_browser):
    theirs, mine = make_win(alice, action="A secret of mine"), make_win(bob)
    save(alices_browser, theirs, action="Fit to be read")
    version = theirs.versions.get()
    for way, name in (("version", "win-versions"), ("change", "win-undo")):
        assert bobs_browser.get(reverse("win-versions", args=[theirs.pk])).status_code == 404
        assert bobs_browser.post(reverse(name, args=[theirs.pk]), {way: version.pk}).status_code == 404
        for sent in (version.pk, version.stamp):
            bobs_browser.post(reverse(name, args=[mine.pk]), {way: sent})
    assert "secret" not in earlier(bobs_browser, mine)
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.action, theirs.action) == ("", "Fit to be read")


def test_versions_are_never_shared_nor_in_the_evidence_file(alice, alices_browser):
    win = make_win(alice, told=True, context="A secret of mine", skills=["agency"], how="A secret sentence")
    save(alices_browser, win, title="Told", context="", how_agency="Fit to be read")
    packet = make_packet(alice)
    packet.items.create(link=win.links.get(), position=1)
    _, token = make_link(packet)
    assert "ecret" not in Client().get(reverse("shared-packet", args=[token]), follow=True).text
    assert "ecret" not in alices_browser.get(reverse("packet-preview", args=[packet.pk])).text
    assert b"ecret" not in b"".join(alices_browser.get(reverse("evidence-export")))


def test_they_go_to_the_trash_and_come_back_with_the_win(alice, alices_browser):
    win = make_win(alice, "As it was")
    save(alices_browser, win, title="Something else")
    alices_browser.post(reverse("win-delete", args=[win.pk]))
    assert alices_browser.get(reverse("win-versions", args=[win.pk])).status_code == 404
    alices_browser.post(reverse("win-restore", args=[win.pk]))
    assert "As it was" in earlier(alices_browser, win)


def test_the_page_costs_the_same_with_few_versions_and_with_many(alice, alices_browser, django_assert_num_queries):
    win = make_win(alice, skills=["agency"])
    for count in (1, A_PAGE * 2):
        for number in range(count):
            win.edit({"title": f"{count} {number}", "how_agency": f"{count} {number}"}, is_typed=False)
        with django_assert_num_queries(5):  # session, person, win, versions, links
            alices_browser.get(reverse("win-versions", args=[win.pk]))


def test_how_long_they_are_kept_is_said(alice, alices_browser):
    win = make_win(alice)
    save(alices_browser, win, title="As it is")
    assert f"kept for {VERSION_DAYS} days, and the last 30 changes" in earlier(alices_browser, win)


def test_a_page_as_sent_back_unchanged_makes_no_version(alice, alices_browser):
    win = make_win(alice, told=True, skills=["agency"])
    save(alices_browser, win, page_of(win))
    assert not win.versions.exists()
