"""Signing up and in, in a real browser: the guessed time zone, passkeys, what a tab forgets, and every page's looks."""

from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.waiting import eventually
from tests.evidence.account.accounts import NEW_PASSWORD
from tests.factories import PASSWORD, make_user, make_win

OPERATORS = ("/admin/", "/admin/evidence/user/", "/admin/evidence/sharelink/", "/admin/account/emailaddress/")


def look_over(page: Page, addresses: tuple[str, ...]) -> None:
    """Opens each page: nothing sticks out sideways, and axe finds no barrier."""
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beside <= 0, f"{address} is {beside} px too wide"
        found = Axe().run(page).response["violations"]
        assert found == [], (address, [(one["id"], one["nodes"][0]["target"]) for one in found])


def prove(page: Page) -> None:
    """The password once more, so that pages about sign-in open."""
    page.goto("/accounts/reauthenticate/?next=/accounts/2fa/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_the_admins_pages_keep_to_the_policy(visit, db):
    look_over(visit(make_user("root@example.org", is_staff=True, is_superuser=True)), OPERATORS)


def test_from_the_front_page_to_the_first_win(visit, db):
    page = visit()
    page.goto("/")
    page.get_by_label("Email").fill("carol@example.org")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.get_by_label("Your level today").select_option("pm")
    page.get_by_role("button", name="Save and log the first win").click()
    expect(page.locator("#capture")).to_be_focused()


def test_the_browser_guesses_the_time_zone_until_one_is_chosen(visit, chromium):
    carol = make_user("carol@example.org", set_up_at=None)
    page = visit(carol)
    page.goto("/welcome/")
    guessed = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(page.get_by_label("Time zone")).to_have_value(guessed)
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Save and log the first win").click()
    page.goto("/settings/")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


def test_a_refused_sign_in_puts_the_focus_on_what_is_wrong(alice, visit):
    visit.expect("422")
    page = visit()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Email")).to_have_value(alice.email)


def test_signing_out_empties_the_tab(alice, visit):
    page = visit(alice)
    page.goto("/")
    page.locator("#capture").fill("A line that nobody else should read")
    page.locator(".who").get_by_role("button", name="Sign out").click()
    expect(page.locator("#notices")).to_contain_text("You are signed out.")
    assert page.evaluate("Object.keys(sessionStorage)") == ["left"]  # that somebody has left, and nothing of theirs


def with_a_key(page: Page) -> None:
    """Plugs an authenticator into the window that makes passkeys and asks nobody."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_signs_in_without_a_password(alice, visit):
    page = visit(alice)
    with_a_key(page)
    prove(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#capture")).to_be_visible()


def test_a_key_is_the_second_step_after_the_password(alice, visit):
    page = visit(alice)
    with_a_key(page)
    prove(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.locator("#capture")).to_be_visible()


def test_where_passkeys_cannot_work_it_is_said_in_words(db, visit):
    page = visit()
    page.goto(visit.address.replace("localhost", "127.0.0.1") + "/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#notices")).to_contain_text("Passkeys need a host name and HTTPS (or localhost)")


def test_the_sample_opens_at_a_click_and_ends_at_a_click(visit, db):
    page = visit()
    page.goto("/")
    page.get_by_role("button", name="Explore with sample data").click()
    expect(page.locator("#capture")).to_be_visible()
    page.goto("/settings/delete/")
    page.get_by_role("button", name="End the sample and delete its data").click()
    expect(page.locator("#notices")).to_contain_text("The account and everything in it are deleted.")


def test_without_scripts_words_outlive_the_end_of_the_session(alice, visit):
    win = make_win(alice)
    page = visit(alice, scripts=False)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").fill("Written for an hour\nbefore the session ended")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("What you sent is kept: it comes back once you have signed in.")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("main")).to_contain_text("Written for an hour")
    page.get_by_role("button", name="Save it now").click()
    expect(page.locator("#id_action")).to_have_value("Written for an hour\nbefore the session ended")


def test_it_all_works_without_scripts(alice, visit):
    page = visit(scripts=False)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/settings/")
    page.get_by_label("Name").fill("Alice M.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    def is_renamed() -> bool:
        alice.refresh_from_db()
        return alice.name == "Alice M."

    eventually(is_renamed)
    assert Client().get("/settings/").status_code == 302
