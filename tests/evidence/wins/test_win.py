"""One win's page: reading, editing, conflicts, the Trash."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from evidence.models.skill_links import unlink_skill
from evidence.wins.forms.wins import WinForm
from insights.dates import in_words
from insights.evidence_format import read
from tests.evidence.evidence_file.filing import bring
from tests.factories import CAME_OF_IT, DID, make_artifact, make_confirmation, make_link, make_packet, make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def page_of(win):
    """What a browser sends back from the page as it is now, nothing changed."""
    fields = WinForm(instance=win, owner=win.owner).bases()
    return fields | {name.removeprefix("initial-"): value for name, value in fields.items()}


def save(browser, win, page=None, **changes):
    htmx = changes.pop("htmx", {})
    return browser.post(reverse("win", args=[win.pk]), (page or page_of(win)) | changes, **htmx)


def test_a_win_does_not_move_past_the_day_on_which_somebody_confirmed_it(alice, alices_browser):
    win = make_win(alice, days_ago=9)
    make_confirmation(win, date=alice.today() - timedelta(3))
    assert save(alices_browser, win, date=alice.today().isoformat()).status_code == 422
    assert save(alices_browser, win, date=(alice.today() - timedelta(3)).isoformat()).status_code == 302
    win.refresh_from_db()
    assert win.date == alice.today() - timedelta(3)


TEXTS = ("action", "result", "context", "how_agency")


def lines(end: str) -> dict[str, str]:
    return dict.fromkeys(TEXTS, f"One{end}Two{end}{end}Three")


def test_without_a_script_lines_end_as_they_do_with_one_and_nothing_is_in_conflict(alice, alices_browser):
    win = make_win(alice, skills=["agency"])
    page = page_of(win)
    assert save(alices_browser, win, page, **lines("\r\n")).status_code == 302
    stored = alice.wins.get()
    assert {name: getattr(stored, name, win.links.get().how) for name in TEXTS} == lines("\n")
    # The script knows what it sent; the beacon of a page that is left sends all of it with two signs.
    known = page | {f"initial-{name}": text for name, text in lines("\r\n").items()}
    more = {name: f"{text}\r\nFour" for name, text in lines("\r\n").items()}
    assert save(alices_browser, win, known, **more).status_code == 302
    assert alice.wins.get().action == "One\nTwo\n\nThree\nFour"
    assert win.links.get().how == "One\nTwo\n\nThree\nFour"


def test_a_win_from_a_file_with_two_signs_a_line_is_saved_as_any(alice, alices_browser):
    file = {"format": "pmcareer.evidence/1", "wins": [{"title": "Imported", "date": "2026-01-31", "skills": []}]}
    file["wins"][0] |= {name: text for name, text in lines("\r\n").items() if name != "how_agency"}
    file["wins"][0]["skills"] = [{"skill": "agency", "how": lines("\r\n")["how_agency"]}]
    bring(alice, read(json.dumps(file), alice.today()))
    win = alice.wins.get()
    assert (win.action, win.links.get().how) == (lines("\n")["action"], lines("\n")["how_agency"])
    before = win.version
    page = {name: value.replace("\n", "\r\n") for name, value in page_of(win).items()}
    assert save(alices_browser, win, page).status_code == 302
    assert alice.wins.get().version == before


def test_every_field_is_saved_where_it_stands(alice, alices_browser):
    win = make_win(alice, skills=["agency"])
    changes = {
        "title": "Failed syncs fell to 24",
        "date": "2026-01-31",
        "kind": "unowned-problem",
        "part": "led",
        "horizon": "quarter",
        "driver": "retention",
        "decision": "accepted",
        "private": "yes",
        "action": DID,
        "result": CAME_OF_IT,
        "context": "Nobody owned them",
        "metric_name": "failed syncs a week",
        "metric_before": "310",
        "metric_after": "24,5",
        "metric_unit": "syncs",
        "how_agency": "Nobody had asked for it",
    }
    answer = save(alices_browser, win, **changes)
    assert answer.status_code == 302
    win.refresh_from_db()
    stored = {name: getattr(win, name) for name in changes if name not in ("kind", "how_agency")}
    assert stored == {
        **{name: changes[name] for name in stored},
        "date": win.date,
        "private": True,
        "metric_before": 310.0,
        "metric_after": 24.5,
    }
    assert (win.date.isoformat(), win.kind_id, win.is_told) == ("2026-01-31", "unowned-problem", True)
    assert win.links.get().how == "Nobody had asked for it"
    assert "nobody had asked for it" in win.search_text


def test_saving_by_script_says_when_and_what_the_win_is_worth_now(alice, alices_browser):
    win = make_win(alice)
    answer = save(alices_browser, win, htmx=HTMX, action=DID, result=CAME_OF_IT)
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert "What it is worth: told" in answer.text
    assert "<!doctype" not in answer.text


def test_a_wrong_field_holds_nothing_else_back_and_keeps_what_was_typed(alice, alices_browser):
    win = make_win(alice)
    answer = save(alices_browser, win, action="Typed with care", metric_after="many", date="2999-01-01", title="")
    assert answer.status_code == 422
    for words in (
        "Typed with care",
        "many",
        "Give a number, like 12 or 9.5.",
        "Give a date on or before today",
        "Give it a title",
    ):
        assert words in answer.text
    stored = alice.wins.get()
    assert (stored.action, stored.title, stored.date) == ("Typed with care", win.title, win.date)
    assert stored.metric_after is None


@pytest.mark.parametrize("number", ["nan", "inf", "1e400", "9" * 400, "--1", "1,2,3,4x"])
def test_a_number_that_is_none_is_refused(alice, alices_browser, number):
    win = make_win(alice)
    assert save(alices_browser, win, metric_after=number).status_code == 422


@pytest.mark.parametrize(
    ("typed", "stored"), [("1 234", 1234.0), ("9,2", 9.2), ("1,234.5", 1234.5), ("-3", -3.0), ("0", 0.0)]
)
def test_numbers_are_read_as_people_type_them(alice, alices_browser, typed, stored):
    win = make_win(alice)
    assert save(alices_browser, win, metric_after=typed).status_code == 302
    win.refresh_from_db()
    assert win.metric_after == stored


@pytest.mark.parametrize("typed", ["12,000", "12.000"])
def test_a_number_that_can_be_read_two_ways_is_asked_for_and_nothing_is_stored(alice, alices_browser, typed):
    win = make_win(alice, metric_after=3.0)
    answer = save(alices_browser, win, metric_after=typed, metric_unit="users")
    assert answer.status_code == 422
    assert f"{typed} can be twelve thousand or twelve: write 12000 or 12.0." in answer.text
    assert f'value="{typed}"' in answer.text
    win.refresh_from_db()
    assert (win.metric_after, win.metric_unit) == (3.0, "users")


def test_a_number_with_three_digits_behind_the_point_is_shown_so_that_it_can_be_sent_again(alice, alices_browser):
    win = make_win(alice, metric_before=1.234, metric_after=-0.0)
    form = WinForm(instance=win, owner=alice)
    assert (form["metric_before"].value(), form["metric_after"].value()) == ("1.2340", "0")
    assert save(alices_browser, win, **form.bases(), metric_before="1.2340", metric_unit="users").status_code == 302
    win.refresh_from_db()
    assert (win.metric_before, win.metric_unit) == (1.234, "users")


def test_two_tabs_that_edit_different_fields_both_keep_their_words(alice, alices_browser):
    win = make_win(alice)
    page = page_of(win)
    save(alices_browser, win, page, action="What tab one says")
    assert save(alices_browser, win, page, result="What tab two says").status_code == 302
    win.refresh_from_db()
    assert (win.action, win.result) == ("What tab one says", "What tab two says")


def test_two_tabs_that_edit_one_field_lose_neither_text(alice, alices_browser):
    win = make_win(alice)
    page = page_of(win)
    save(alices_browser, win, page, action="What tab one says")
    answer = save(alices_browser, win, page, action="What tab two says")
    assert answer.status_code == 409
    assert "What tab one says" in answer.text and "What tab two says" in answer.text
    win.refresh_from_db()
    assert win.action == "What tab one says"
    # Seen and settled: the page that was shown knows what is stored now.
    assert save(alices_browser, win, action="What tab two says").status_code == 302
    win.refresh_from_db()
    assert win.action == "What tab two says"


def test_a_conflict_by_script_leaves_the_field_alone_and_shows_the_other(alice, alices_browser):
    win = make_win(alice)
    page = page_of(win)
    save(alices_browser, win, page, action="What tab one says")
    answer = save(alices_browser, win, page, htmx=HTMX, action="What tab two says")
    assert answer.status_code == 409
    assert "What tab one says" in answer.text
    assert "<textarea" not in answer.text


def test_a_tab_that_is_too_old_stays_known_to_be_so_after_saving_another_field(alice, alices_browser):
    win = make_win(alice, action="As it was")
    page = page_of(win)
    save(alices_browser, win, page, action="What tab one says")
    answer = save(alices_browser, win, page, htmx=HTMX, context="From tab two")
    assert answer.status_code == 200
    # The box of tab two still holds the old words, so what it knows of that field is still the old.
    assert 'name="initial-action" value="As it was"' in answer.text
    assert 'name="initial-context" value="From tab two"' in answer.text
    again = page | {"initial-context": "From tab two", "context": "From tab two, and more"}
    assert save(alices_browser, win, again, htmx=HTMX).status_code == 200
    assert alice.wins.get().action == "What tab one says"
    assert save(alices_browser, win, again | {"action": "From tab two too"}, htmx=HTMX).status_code == 409


def test_a_sentence_for_a_skill_that_was_unlinked_elsewhere_is_not_said_to_be_saved(alice, alices_browser):
    win = make_win(alice, skills=["agency"], how="")
    page = page_of(win)
    unlink_skill(win, "agency")
    answer = save(alices_browser, win, page, htmx=HTMX, how_agency="Nobody had asked for it")
    assert answer.status_code == 409
    assert "Nobody had asked for it" in answer.text
    assert "Not all saved" in answer.text


def test_a_box_for_a_sentence_holds_the_sentence_and_nothing_else(alice, alices_browser):
    win = make_win(alice, skills=["agency"], how="Nobody had asked")
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert ">\nNobody had asked</textarea>" in page


def test_a_nul_in_a_skill_is_refused_and_not_a_fault(alice, alices_browser):
    win = make_win(alice)
    answer = alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": "link", "skill": "a\x00b"})
    assert answer.status_code == 404
    assert not win.links.exists()


def test_a_day_that_lies_ahead_after_flying_west_holds_nothing_back(alice, alices_browser):
    win = make_win(alice, date=alice.today() + timedelta(days=1))
    assert save(alices_browser, win, action="Typed on the plane").status_code == 302


def test_moving_to_the_trash_and_back_keeps_a_story_that_was_told_meanwhile(alice):
    win = make_win(alice)
    old = alice.wins.get()
    win.action, win.result = DID, CAME_OF_IT
    win.save(update_fields=["action", "result"])
    old.delete_softly()
    old.restore()
    assert alice.wins.get().is_told


def test_how_words_are_counted_is_said_to_whoever_writes_without_spaces(alice, alices_browser):
    page = alices_browser.get(reverse("win", args=[make_win(alice, "三件事").pk])).text
    said = "on what came of it; where no spaces stand between words, two characters count as one."
    assert f"Needs three words or more on what you did, and {said}" in page
    assert page.count("two characters count as one") == 2
    assert "two characters" not in alices_browser.get(reverse("win", args=[make_win(alice, "Ende. Über’s").pk])).text


def test_a_story_without_spaces_is_told(alice):
    win = make_win(alice, action="三件事都做完", result="ทำสามอย่าง")
    assert alice.wins.get(pk=win.pk).is_told


def test_what_a_file_claims_is_shown_as_unverified(alice, alices_browser):
    win = make_win(alice, told=True, skills=["agency"])
    make_confirmation(win, date=win.date, verified=False)
    win.links.update(review="needs-more")
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert "Ana Reyes, sales" in page
    assert "needs more; unverified, so it does not count" in page
    assert "What it is worth: told" in page


def test_the_page_carries_what_each_field_was_once(alice, alices_browser):
    win = make_win(alice, skills=["agency"])
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    for name in WinForm(instance=win, owner=alice).bases():
        assert page.count(f'name="{name}"') == 1


def test_the_same_edit_in_two_tabs_is_no_conflict(alice, alices_browser):
    win = make_win(alice)
    page = page_of(win)
    save(alices_browser, win, page, action="The same words")
    assert save(alices_browser, win, page, action="The same words").status_code == 302


def test_the_page_says_what_the_win_is_worth(alice, alices_browser):
    win = make_win(alice, told=True)
    url = reverse("win", args=[win.pk])
    assert "What it is worth: told" in alices_browser.get(url).text
    make_artifact(win)
    assert "What it is worth: backed" in alices_browser.get(url).text
    make_confirmation(win, date=win.date)
    page = alices_browser.get(url).text
    assert "What it is worth: confirmed" in page and "Ana Reyes" in page


def test_a_deleted_win_is_gone_at_once_and_comes_back_with_undo(alice, alices_browser):
    win = make_win(alice, "Newsletter")
    page = alices_browser.post(reverse("win-delete", args=[win.pk]), follow=True)
    assert "Deleted “Newsletter”" in page.text
    assert alices_browser.get(reverse("win", args=[win.pk])).status_code == 404
    assert save(alices_browser, win, action="Too late").status_code == 404
    assert "Newsletter" in alices_browser.get(reverse("wins-trash")).text
    alices_browser.post(reverse("win-restore", args=[win.pk]))
    assert alices_browser.get(reverse("win", args=[win.pk])).status_code == 200


def test_deleting_twice_is_harmless(alice, alices_browser):
    win = make_win(alice)
    alices_browser.post(reverse("win-delete", args=[win.pk]))
    assert alices_browser.post(reverse("win-delete", args=[win.pk])).status_code == 404
    alices_browser.post(reverse("win-restore", args=[win.pk]))
    assert alices_browser.post(reverse("win-restore", args=[win.pk])).status_code == 302


def test_a_win_cannot_speak_for_a_fourth_skill(alice, alices_browser):
    win = make_win(alice, skills=["agency", "clarity", "learning"])
    answer = alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": "link coaching"}, **HTMX)
    assert answer.status_code == 422
    assert "three skills at most" in answer.text
    assert win.links.count() == 3


def test_linking_twice_makes_one_link(alice, alices_browser):
    win = make_win(alice)
    for _ in range(2):
        alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": "link agency"})
    assert win.links.count() == 1


@pytest.mark.parametrize("change", ["", "link", "link agilty", "take agency", "unlink", "link agency clarity"])
def test_a_link_to_nothing_is_nothing(alice, alices_browser, change):
    win = make_win(alice)
    assert alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": change}).status_code == 404


def test_the_answer_never_leads_to_another_site(alice, alices_browser):
    win = make_win(alice)
    for there in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": "link agency", "next": there})
        assert answer["Location"].startswith("/wins/")


def test_open_requirements_are_offered_first(alice, alices_browser):
    win = make_win(alice)
    page = alices_browser.get(reverse("win", args=[win.pk])).text
    assert "open-gap" in page and '<optgroup label="Still asked for">' in page


def test_the_page_costs_the_same_with_few_wins_and_with_many(alice, alices_browser, django_assert_num_queries):
    win = make_win(alice, told=True, skills=["agency", "clarity"])
    url = reverse("win", args=[win.pk])
    for count in (3, 300):
        for number in range(count):
            make_win(alice, f"Win {number}", told=True, skills=["agency"])
        alices_browser.get(url)
        with django_assert_num_queries(8):
            alices_browser.get(url)


def test_the_page_says_where_the_win_is_used(alice, alices_browser):
    win = make_win(alice, told=True, skills=["agency"])
    packet = make_packet(alice, recipient="Maya Okafor")
    packet.items.create(link=win.links.get(), position=1)
    link, _ = make_link(packet)
    link.snapshot.wins.add(win)
    url = reverse("win", args=[win.pk])
    page = alices_browser.get(url).text
    assert "Packet for Maya Okafor" in page
    assert "its links have ended" not in page
    link.revoke()
    assert "its links have ended" in alices_browser.get(url).text


def test_wins_that_leave_the_trash_and_come_in_while_one_pages_repeat_none_and_hide_none(alice, alices_browser):
    wins = [make_win(alice, f"Win {number:03}") for number in range(70)]
    for win in wins:
        win.delete_softly()
    first = alices_browser.get(reverse("wins-trash")).context["page"]
    for win in wins[20:30]:  # the last of the first page among them
        win.restore()
    make_win(alice, "Win of just now").delete_softly()
    second = alices_browser.get(reverse("wins-trash"), {"after": first.next_after}).context["page"]
    assert [row.title for row in first.rows + second.rows] == [win.title for win in reversed(wins)]
    assert not second.next_after


def test_trash_says_when_a_win_goes_for_good(alice, alices_browser):
    win = make_win(alice)
    win.delete_softly()
    last = in_words(alice.today() + timedelta(days=30), alice.today())
    assert f"goes for good after {last} ·" in alices_browser.get(reverse("wins-trash")).text


def test_a_foreign_win_is_not_there(bob, alice, alices_browser):
    win = make_win(bob, "Secret", skills=["agency"])
    before = type(win).objects.values().get(pk=win.pk)
    for name in ("win", "win-undo", "win-versions", "win-delete", "win-restore", "win-date-today", "win-skills"):
        url = reverse(name, args=[win.pk])
        assert alices_browser.post(url, {"change": "link agency", "title": "Mine now"}).status_code == 404
    assert alices_browser.get(reverse("win", args=[win.pk])).status_code == 404
    assert type(win).objects.values().get(pk=win.pk) == before
