"""What a win's words speak for: worked out once for these words, kept with the win, and offered as chips."""

import re
import uuid

import pytest
from django.urls import reverse

from evidence.models import User, Win
from evidence.wins import answers
from evidence.wins import offers as suggested
from evidence.wins.forms.wins import WinForm
from evidence.wins.offers import Offer, Words, found_and_kept, offers, words_of
from insights.suggestions import Suggestion
from tests.factories import make_win

HTMX = {"HTTP_HX_REQUEST": "true"}
OWNED = "Nobody owned the failed syncs; we agreed on one definition"
pytestmark = pytest.mark.usefixtures("telling_words")


@pytest.fixture
def asked(monkeypatch):
    """The texts that the model has been asked about."""
    texts, ask = [], suggested.suggest_each

    def noted(some):
        texts.extend(text for text, _kind in some)
        return ask(some)

    monkeypatch.setattr(suggested, "suggest_each", noted)
    return texts


def found(*skills):
    return tuple(Suggestion(skill, round(0.5 / place, 3), (skill,)) for place, skill in enumerate(skills, 1))


def skills_offered(html):
    return re.findall(r'value="link ([a-z-]+)" aria-pressed="false"', html)


def test_the_model_is_asked_once_for_the_same_words(alice, alices_browser, asked):
    make_win(alice, OWNED)
    for _ in range(3):
        assert skills_offered(alices_browser.get("/").text) == ["agency", "clarity"]
    assert asked == [OWNED]


@pytest.mark.parametrize("changed", [{"title": "Read"}, {"context": "Read"}, {"action": "Read"}, {"result": "Read"}])
def test_other_words_are_read_anew(alice, alices_browser, asked, changed):
    win = make_win(alice, OWNED)
    alices_browser.get("/")
    Win.objects.filter(pk=win.pk).update(**{field: f"{word} forty support threads" for field, word in changed.items()})
    assert "customer-insight" in skills_offered(alices_browser.get("/").text)
    assert len(asked) == 2


def test_another_kind_and_another_model_read_anew(alice, alices_browser, asked, monkeypatch):
    win = make_win(alice, OWNED)
    alices_browser.get("/")
    Win.objects.filter(pk=win.pk).update(kind_id="outcome")
    alices_browser.get("/")
    monkeypatch.setattr(suggested, "version", lambda: "another")
    alices_browser.get("/")
    assert len(asked) == 3


def test_keeping_it_is_no_change_of_the_record(alice, alices_browser):
    make_win(alice, OWNED)
    alices_browser.get("/")
    before = User.objects.values().get(pk=alice.pk)["record_version"]
    Win.objects.update(suggested={})
    alices_browser.get("/")
    best = Win.objects.get().suggested["skills"][0]
    assert best == {"skill": "agency", "score": 0.5, "because": ["nobody owned"]}
    assert User.objects.values().get(pk=alice.pk)["record_version"] == before


@pytest.mark.parametrize("skills", [[["agency", 0.5, ["nobody owned"]]], [{"skill": "agency"}], {}, None, "agency"])
def test_what_was_kept_in_another_shape_is_read_anew(alice, asked, skills):
    """As the version before kept it, for one: skill, score and phrases by their places."""
    win = words_of(make_win(alice, OWNED))
    Win.objects.update(suggested={"stamp": win.stamp, "skills": skills})
    assert [one.skill for one in found_and_kept([words_of(alice.wins.get())])[win.pk]] == ["agency", "clarity"]
    assert asked == [OWNED]
    found_and_kept([words_of(alice.wins.get())])
    assert asked == [OWNED]


def test_a_line_too_long_for_a_title_is_read_once():
    whole = "Nobody owned the failed syncs"
    words = Words(1, "other", "Nobody owned …", whole, "", "", {})
    assert words.text == whole
    assert Words(1, "other", "Nobody owned", "the failed syncs", "Took", "it", {}).text.splitlines() == [
        "Nobody owned", "Took", "it", "the failed syncs",
    ]  # fmt: skip


def test_many_stale_wins_are_read_at_once_and_kept_by_one_query(alice, asked, django_assert_num_queries):
    wins = [make_win(alice, f"{OWNED} {number}") for number in range(20)]
    with django_assert_num_queries(1):
        found_and_kept([words_of(win) for win in wins])
    kept = [words_of(win) for win in alice.wins.all()]
    with django_assert_num_queries(0):
        assert len(found_and_kept(kept)) == 20
    assert len(asked) == 20


def test_at_most_three_are_offered_the_best_first():
    assert [offer.skill for offer in offers(found("agency", "clarity", "coaching", "learning"), (), {})] == [
        "agency", "clarity", "coaching",
    ]  # fmt: skip


def test_nothing_takes_the_place_of_what_was_answered():
    four = found("agency", "clarity", "coaching", "learning")
    assert [offer.skill for offer in offers(four, {"agency"}, {})] == ["clarity", "coaching"]
    assert offers(four, {"agency", "clarity", "coaching"}, {"learning": 0.7}) == ()


def test_a_habit_is_named_only_where_it_moved_a_skill():
    near = (Suggestion("agency", 0.3, ()), Suggestion("clarity", 0.29, ()), Suggestion("coaching", 0.05, ()))
    assert offers(near, (), {"clarity": 0.3, "coaching": 0.3}) == (
        Offer("clarity", (), "often"), Offer("agency", (), ""), Offer("coaching", (), ""),
    )  # fmt: skip
    assert [offer.habit for offer in offers(near, (), {"agency": -0.3})] == ["", "seldom", ""]


def test_the_answer_of_the_capture_box_has_the_chips(alice, alices_browser):
    sent = {"line": OWNED, "submission": str(uuid.uuid4())}
    answer = alices_browser.post(reverse("capture"), sent, **HTMX)
    assert skills_offered(answer.text) == ["agency", "clarity"]
    assert "None of these" in answer.text


def test_every_chip_says_why_to_those_who_see_and_to_those_who_listen(alice, alices_browser):
    win = make_win(alice, OWNED)
    for page in ("/", f"/wins/{win.pk}/"):
        html = alices_browser.get(page).text
        described = re.findall(r'aria-describedby="(why-[^"]+)"', html)
        assert described == [f"why-{win.pk}-agency", f"why-{win.pk}-clarity"]
        assert f'<span id="{described[0]}">Agency: suggested by “nobody owned”.</span>' in html


def test_a_phrase_of_the_win_is_shown_as_text(alice, alices_browser, monkeypatch):
    bad = (Suggestion("agency", 0.5, ("<script>alert(1)</script>",)),)
    monkeypatch.setattr(suggested, "suggest_each", lambda texts: iter([bad] * len(texts)))
    make_win(alice)
    html = alices_browser.get("/").text
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html


def test_open_requirements_are_marked_among_the_chips(alice, alices_browser):
    make_win(alice, OWNED)
    assert re.search(r'<button class="chip open-gap s1" id="chip-\d+-agency"', alices_browser.get("/").text)


def test_linked_skills_stand_pressed_beside_what_is_left(alice, alices_browser):
    make_win(alice, OWNED, skills=["agency", "coaching"])
    html = alices_browser.get("/").text
    assert re.findall(r'value="unlink ([a-z-]+)" aria-pressed="true"', html) == ["agency", "coaching"]
    assert skills_offered(html) == ["clarity"]


def test_a_full_win_is_not_asked_about(alice, alices_browser, asked):
    win = make_win(alice, OWNED, skills=["agency", "coaching", "learning"])
    for page in ("/", f"/wins/{win.pk}/"):
        assert "data-none" not in alices_browser.get(page).text
    assert asked == []


def test_where_no_words_tell_this_week_says_how_to_choose_and_the_page_offers_what_is_likely(alice, alices_browser):
    win = make_win(alice, "Attended the review", kind_id="customer-newsletter")
    week, page = alices_browser.get("/").text, alices_browser.get(f"/wins/{win.pk}/").text
    assert "It speaks for no skill yet." in week and skills_offered(week) == []
    assert "customer-insight" in skills_offered(page)
    assert "data-none" not in page


def test_a_skill_that_was_declined_is_not_suggested_again_on_this_win(alice, alices_browser):
    win = make_win(alice, OWNED)
    answers.link(win, "agency")
    answers.unlink(win, "agency")
    make_win(alice, f"{OWNED} again")
    html = alices_browser.get("/").text
    own = html.partition(f'id="win-{win.pk}"')[2].partition("</article>")[0]
    assert skills_offered(own) == ["clarity"]
    assert skills_offered(html).count("agency") == 1


def test_after_none_of_these_nothing_is_suggested_until_it_is_taken_back(alice, alices_browser):
    win = make_win(alice, OWNED)
    url = reverse("win-skills", args=[win.pk])
    said = alices_browser.post(url, {"change": "none agency clarity", "from": "week"}, **HTMX)
    assert "None of these." in said.text and skills_offered(said.text) == []
    assert "It speaks for no skill yet." in said.text
    page = alices_browser.get(f"/wins/{win.pk}/").text
    assert "You said: none of these, Agency, Creating clarity." in page
    assert not {"agency", "clarity"} & set(skills_offered(page))
    alices_browser.post(url, {"change": "undo-none"})
    assert skills_offered(alices_browser.get("/").text) == ["agency", "clarity"]


def test_new_words_after_none_of_these_speak_anew(alice, alices_browser):
    win = make_win(alice, OWNED)
    answers.none_of(win, ["agency", "clarity"])
    Win.objects.filter(pk=win.pk).update(action="Read forty support threads")
    assert skills_offered(alices_browser.get("/").text) == ["customer-insight"]


@pytest.mark.parametrize(
    ("shown", "drawn"), [("", True), ("clarity agency", False), ("agency clarity learning", True), (None, False)]
)
def test_saving_draws_the_chips_anew_only_where_others_are_suggested(alice, alices_browser, shown, drawn):
    win = make_win(alice)
    fields = WinForm(instance=win, owner=alice).bases()
    sent = fields | {name.removeprefix("initial-"): value for name, value in fields.items()} | {"title": OWNED}
    sent |= {} if shown is None else {"shown": shown}
    answer = alices_browser.post(reverse("win", args=[win.pk]), sent, **HTMX)
    assert answer.status_code == 200
    assert ('hx-target="#suggested"' in answer.text) == drawn


def test_without_javascript_the_way_back_is_told(alice, alices_browser):
    win = make_win(alice, OWNED, skills=["agency"])
    url = reverse("win-skills", args=[win.pk])
    page = alices_browser.post(url, {"change": "unlink agency", "next": "/"}, follow=True)
    assert "Unlinked: Agency. Linked again, it comes back as it was." in page.text
    page = alices_browser.post(url, {"change": "none clarity", "next": "/"}, follow=True)
    assert "None of these. You can take that back on the win’s page." in page.text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("linked", [["learning"], ["learning", "coaching", "agency"]])
def test_none_of_these_can_be_taken_back_where_skills_are_linked_too(alice, alices_browser, linked, headers):
    win = make_win(alice, OWNED)
    answers.none_of(win, ["agency", "clarity"])
    for skill in linked:
        answers.link(win, skill)
    names = "Creating clarity" if "agency" in linked else "Agency, Creating clarity"
    said = f'You said: none of these, {names}. <button class="plain" name="change" value="undo-none">'
    assert said in alices_browser.get(f"/wins/{win.pk}/").text
    url = reverse("win-skills", args=[win.pk])
    answer = alices_browser.post(url, {"change": "undo-none"}, follow=True, **headers).text
    assert "Undone." in answer and "You said" not in answer
    win.refresh_from_db()
    assert (win.none_of, win.declined) == (None, [])
    assert win.links.count() == len(linked)


@pytest.mark.parametrize("number", [1, 300])
def test_what_is_new_to_the_model_costs_one_query_more(alice, alices_browser, django_assert_num_queries, number):
    for nth in range(number):
        make_win(alice, f"{OWNED} {nth}")
    alices_browser.get("/")
    Win.objects.update(suggested={})
    with django_assert_num_queries(7):
        alices_browser.get("/")
