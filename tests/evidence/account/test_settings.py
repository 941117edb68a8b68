"""The first sign-in and Settings: what a person is judged for, and how the pages behave."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evidence.account import time_zones
from evidence.account.page import needs_welcome
from evidence.models import User
from insights.catalog import catalog
from insights.sentences import number, sentence
from tests.factories import make_user, make_win

PROFILE = {
    "name": "Alice Moreau",
    "level": "senior-pm",
    "track": "manager",
    "target": "",
    "target_date": "",
    "department": "product",
    "time_zone": "UTC",
    "shortcuts": "on",
}


def save(browser, **changes):
    return browser.post("/settings/", PROFILE | changes)


def error_beside(page: str, field: str) -> str:
    """The words that stand beside a field, empty where there are none."""
    found = re.search(rf'id="id_{field}_error">(.*?)</div>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


@pytest.fixture
def newcomer(client, db) -> User:
    """Somebody who has signed up a moment ago, signed in with `client`."""
    carol = make_user("carol@example.org", set_up_at=None, name="", level_id=None, track="", department="")
    client.force_login(carol)
    return carol


def test_the_first_sign_in_leads_to_the_questions(client, newcomer):
    assert needs_welcome(newcomer)
    assert client.get("/").headers["Location"] == "/welcome/"
    page = client.get("/welcome/").text
    assert re.search(r'<select name="time_zone"[^>]* data-time-zone', page)


def test_the_first_questions_are_counted_rightly(client, newcomer):
    page = client.get("/welcome/").text
    asked = re.findall(r'<(?:select|input type="text") name="(\w+)"', page)
    assert f"{sentence(number(len(asked)))} questions." in page


def test_answers_make_the_profile(client, newcomer):
    sent = {"level": "pm", "track": "expert", "target": "principal-pm", "time_zone": "Asia/Tokyo", "name": "Carol"}
    assert client.post("/welcome/", sent).headers["Location"] == "/?capture"
    newcomer.refresh_from_db()
    assert (newcomer.level_id, newcomer.track, newcomer.target_id) == ("pm", "expert", "principal-pm")
    assert (newcomer.time_zone, newcomer.name) == ("Asia/Tokyo", "Carol")
    assert client.get("/").status_code == 200


def test_skipping_keeps_the_guessed_time_zone_alone(client, newcomer):
    sent = {"level": "vp", "target": "pm", "time_zone": "Europe/Paris", "skip": ""}
    assert client.post("/welcome/", sent).headers["Location"] == "/?capture"
    newcomer.refresh_from_db()
    assert newcomer.level_id is None
    assert newcomer.time_zone == "Europe/Paris"
    assert not needs_welcome(newcomer)


def test_skipping_with_a_made_up_time_zone_keeps_the_servers(client, newcomer):
    client.post("/welcome/", {"time_zone": "Mars/Olympus", "skip": ""})
    newcomer.refresh_from_db()
    assert newcomer.time_zone == "UTC"
    assert not needs_welcome(newcomer)


def test_refused_answers_come_back_and_the_guess_no_longer_overwrites(client, newcomer):
    sent = {"level": "vp", "target": "pm", "time_zone": "Europe/Paris", "name": "Carol"}
    answer = client.post("/welcome/", sent)
    assert answer.status_code == 422
    assert "data-time-zone" not in answer.text
    assert 'value="Carol"' in answer.text
    assert '<option value="Europe/Paris" selected>' in answer.text
    newcomer.refresh_from_db()
    assert needs_welcome(newcomer)


def test_coming_back_to_the_questions_keeps_the_first_day(client, newcomer):
    client.post("/welcome/", {"skip": ""})
    newcomer.refresh_from_db()
    first = newcomer.set_up_at
    client.post("/welcome/", {"level": "pm", "time_zone": "UTC"})
    newcomer.refresh_from_db()
    assert newcomer.set_up_at == first
    assert newcomer.level_id == "pm"


def test_settings_show_what_is_kept_and_keep_what_is_sent(alice, alices_browser):
    day = alice.today() + timedelta(days=90)
    answer = save(alices_browser, target="vp", target_date=day.isoformat(), time_zone="America/New_York", shortcuts="")
    assert answer.headers["Location"] == "/settings/"
    page = alices_browser.get("/settings/").text
    assert "Saved." in page
    for value in ("vp", "America/New_York"):
        assert f'<option value="{value}" selected>' in page
    assert f'value="{day.isoformat()}"' in page
    alice.refresh_from_db()
    assert alice.shortcuts is False


def test_only_what_was_changed_is_written(alice, alices_browser, django_assert_num_queries):
    page_queries = 2  # the session and the person
    with django_assert_num_queries(page_queries):
        save(alices_browser)
    with django_assert_num_queries(page_queries + 1) as seen:
        save(alices_browser, name="Alice M.")
    assert '"name"' in seen.captured_queries[-1]["sql"]
    assert '"level_id" =' not in seen.captured_queries[-1]["sql"]


@pytest.mark.parametrize(
    ("level", "target", "words"),
    [
        ("director", "director", "Director of Product does not lie above Director of Product. Choose VP of Product"),
        ("vp", "director", "Director of Product does not lie above VP of Product. Choose Chief Product Officer"),
        ("director", "principal-pm", "Principal Product Manager does not lie above"),
        ("cpo", "cpo", "There is no level above Chief Product Officer."),
    ],
)
def test_a_target_lies_above_the_level(alice, alices_browser, level, target, words):
    answer = save(alices_browser, level=level, target=target, name="Another name")
    assert answer.status_code == 422
    assert words in error_beside(answer.text, "target")
    assert 'value="Another name"' in answer.text
    assert f'<option value="{target}" selected>' in answer.text
    alice.refresh_from_db()
    assert alice.level_id == "senior-pm"


def test_a_new_level_that_overtakes_the_target_says_so_beside_the_target(alice, alices_browser):
    alice.target_id = "director"
    alice.save()
    answer = save(alices_browser, level="vp", target="director")
    assert "does not lie above VP of Product" in error_beside(answer.text, "target")


def test_without_a_target_it_is_the_next_level_up(alice, alices_browser):
    save(alices_browser, level="director", target="")
    alice.refresh_from_db()
    assert alice.target_id is None
    assert alice.judged_target == "vp"


def test_without_a_level_any_level_can_be_the_target(alice, alices_browser):
    assert save(alices_browser, level="", target="pm").status_code == 302


def test_a_target_date_lies_ahead(alice, alices_browser):
    for day in (alice.today(), alice.today() - timedelta(days=1)):
        answer = save(alices_browser, target_date=day.isoformat())
        assert answer.status_code == 422
        assert "Give a date after today" in error_beside(answer.text, "target_date")


def test_a_target_date_that_has_passed_since_blocks_no_other_change(alice, alices_browser):
    alice.target_date = alice.today() - timedelta(days=3)
    alice.save()
    answer = save(alices_browser, target_date=alice.target_date.isoformat(), name="Alice M.")
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("level", "intern"),
        ("track", "both"),
        ("target", "aspiring"),
        ("target_date", "soon"),
        ("target_date", "9999-99-99"),
        ("department", "moon"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("name", "A" * 121),
        ("name", "Al\x00ice"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(alice, alices_browser, field, value):
    answer = save(alices_browser, **{field: value})
    assert answer.status_code == 422
    assert error_beside(answer.text, field)


def test_a_change_of_profile_touches_no_evidence(alice, alices_browser):
    win = make_win(alice, told=True, skills=("clarity",))
    before = User.objects.get(pk=alice.pk).wins.values().get()
    save(alices_browser, level="pm", target="senior-pm")
    assert alice.wins.values().get() == before
    assert win.links.count() == 1


def test_a_time_zone_that_no_list_knows_stays_until_another_is_chosen(alice, alices_browser):
    User.objects.filter(pk=alice.pk).update(time_zone="Etc/GMT+3")
    assert '<option value="Etc/GMT+3" selected>' in alices_browser.get("/settings/").text
    assert save(alices_browser, time_zone="Etc/GMT+3", name="Alice M.").status_code == 302


def test_time_zones_are_places_and_utc():
    assert {"UTC", "Europe/Paris", "Asia/Calcutta", "America/Argentina/Buenos_Aires"} <= time_zones.places()
    assert not {"Etc/GMT+3", "EST", "US/Pacific", "posix/UTC"} & time_zones.places()
    regions = dict(time_zones.choices()[1:])
    assert ("America/Argentina/Buenos_Aires", "Buenos Aires, Argentina") in regions["America"]


def test_every_level_but_the_lowest_can_be_a_target(alices_browser):
    page = alices_browser.get("/settings/").text
    targets = re.search(r'<select name="target".*?</select>', page, re.S)[0]
    assert re.findall(r'value="([^"]+)"', targets) == [level.slug for level in catalog().targets_above(None, None)]


def test_settings_lead_to_everything_that_the_five_tabs_leave_out(alices_browser):
    page = alices_browser.get("/settings/").text
    for address in (
        "/library/",
        reverse("evidence-import"),
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/settings/delete/",
    ):
        assert f'href="{address}"' in page
    assert '<button class="plain" type="submit">Sign out</button>' in page


def test_the_page_that_one_is_on_is_marked(alices_browser):
    for address in ("/settings/", "/accounts/email/", "/accounts/sessions/", "/settings/delete/"):
        aside = alices_browser.get(address).text.split('aria-label="Settings"')[1]
        assert re.findall(r'href="([^"]+)" aria-current="page"', aside)[0] == address


@pytest.mark.parametrize("wins", [3, 30])
def test_settings_cost_two_queries(alice, alices_browser, django_assert_num_queries, wins):
    for at in range(wins):
        make_win(alice, days_ago=at)
    with django_assert_num_queries(2):  # the session and the person
        assert alices_browser.get("/settings/").status_code == 200


def test_dates_follow_the_time_zone_of_the_person(alice):
    alice.time_zone = "Pacific/Kiritimati"
    ahead = alice.today()
    alice.time_zone = "Pacific/Pago_Pago"
    assert ahead > alice.today()
    assert ahead >= timezone.localdate()
