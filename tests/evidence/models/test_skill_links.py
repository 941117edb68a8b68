"""A skill that was taken off a win: nothing sees the link, its slot is free, and Undo has the very same one back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evidence.evidence_file.from_rows import evidence_of
from evidence.models import SkillLink
from evidence.models.skill_links import TooManySkills
from evidence.packets.pages import packets_page
from evidence.record.person import record_of
from evidence.wins import answers
from tests.evidence.packets.drafts import links_of
from tests.factories import make_packet, make_win

HOW = "Sentinel sentence"


@pytest.fixture
def win(alice):
    """A win that speaks for agency and clarity; agency was agreed to by a manager, and stands in a packet."""
    win = make_win(alice, "Failed syncs", days_ago=30, told=True, skills=["agency", "clarity"])
    win.links.filter(skill="agency").update(review="agree", review_verified=True, how=HOW)
    win.refresh_search()
    make_packet(alice).items.create(link=win.links.get(skill="agency"), position=1)
    return win


def packet_of(alice):
    return alice.packets.get()


def test_a_link_that_was_taken_off_is_seen_by_nothing(alice, alices_browser, win):
    answers.unlink(win, "clarity")
    pages = [
        f"/wins/{win.pk}/", "/wins/?skill=agency", "/wins/?q=sentinel", "/readiness/?open=agency", "/",
        "/readiness/skills/agency/", reverse("packet", args=[packet_of(alice).pk]),
        reverse("packet-preview", args=[packet_of(alice).pk]),
    ]  # fmt: skip

    def seen():
        texts = [alices_browser.get(page).text for page in pages]
        return [page for page, text in zip(pages, texts, strict=True) if HOW in text or "Failed syncs" in text]

    assert set(pages) - set(seen()) == {"/"}
    assert packets_page(alice).rows[0].chosen == "one win"
    assert HOW in repr(evidence_of(alice))
    answers.unlink(win, "agency")
    assert seen() == [f"/wins/{win.pk}/"]
    assert HOW not in alices_browser.get(f"/wins/{win.pk}/").text
    assert HOW not in repr(evidence_of(alice))
    assert packets_page(alice).rows[0].chosen == "no wins"
    assert links_of(packet_of(alice), "agency") == []


def test_the_judgement_is_as_if_it_had_never_been_linked(alice, bob, win):
    make_win(bob, "Failed syncs", days_ago=30, told=True, skills=["clarity"])
    answers.unlink(win, "agency")
    assert [one.links for one in record_of(alice).wins] == [one.links for one in record_of(bob).wins]


def test_a_win_whose_only_link_was_taken_off_speaks_for_no_skill(alice, alices_browser):
    win = make_win(alice, "Failed syncs", skills=["agency"])
    answers.unlink(win, "agency")
    assert list(alice.wins.kept().unlinked()) == [win]
    assert "Failed syncs" in alices_browser.get("/wins/?skill=none").text


def test_undo_restores_the_same_link_with_its_review_and_its_place_in_the_packet(alice, win):
    before = SkillLink.objects.values().get(skill="agency")
    answers.unlink(win, "agency")
    answers.undo_unlink(win, "agency")
    assert SkillLink.objects.values().get(skill="agency") == before
    assert links_of(packet_of(alice), "agency") == ["Failed syncs"]
    assert "sentinel" in alice.wins.get().search_text


def test_linking_again_restores_it_too_so_that_nobody_sheds_a_review(alice, win):
    before = SkillLink.objects.get(skill="agency").pk
    answers.unlink(win, "agency")
    answers.link(win, "agency")
    link = win.links.get(skill="agency")
    assert (link.pk, link.how, link.review) == (before, HOW, "agree")


def test_its_slot_is_free_for_another_skill_and_undo_takes_another_slot(win):
    answers.unlink(win, "agency")
    answers.link(win, "coaching")
    answers.undo_unlink(win, "agency")
    slots = {link.skill_id: link.slot for link in win.links.all()}
    assert slots == {"coaching": 1, "clarity": 2, "agency": 3}


def test_undo_waits_for_a_free_slot(alice, alices_browser, win):
    answers.unlink(win, "agency")
    for skill in ("coaching", "learning"):
        answers.link(win, skill)
    with pytest.raises(TooManySkills):
        answers.undo_unlink(win, "agency")
    url = reverse("win-skills", args=[win.pk])
    answer = alices_browser.post(url, {"change": "undo-unlink agency"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert "three skills at most" in answer.text
    assert win.links.count() == 3


def test_each_change_makes_what_was_remembered_stale(alice, win):
    def version():
        return type(alice).objects.values_list("record_version", flat=True).get(pk=alice.pk)

    before = version()
    answers.unlink(win, "agency")
    off = version()
    answers.undo_unlink(win, "agency")
    assert before < off < version()


def test_a_link_is_on_a_win_or_was_and_never_both(win):
    link = win.links.get(skill="agency")
    for wrong in ({"win": None}, {"removed_from": win}, {"removed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SkillLink.objects.filter(pk=link.pk).update(**wrong)


@pytest.mark.parametrize(("days", "left"), [(29, 3), (31, 2)])
def test_after_thirty_days_it_is_gone_for_good(alice, win, days, left):
    make_win(alice, "Another", skills=["coaching"])
    answers.unlink(win, "agency")
    SkillLink.objects.filter(skill="agency").update(removed_at=timezone.now() - timedelta(days=days))
    call_command("tidy", verbosity=0)
    assert SkillLink.objects.count() == left
