"""Every page, for everybody who may see it, in both schemes, wide and on a phone: nothing may be wrong with it."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looks import small_targets, wrong_at
from tests.browser.world import World, at, make_world
from tests.evidence.account.accounts import MAIL_ON, NEW_PASSWORD, code_in_the_last_mail
from tests.factories import PASSWORD
from tests.test_access import SITE

# What is no page of its own: it is sent to, it is a file, or it says how the server does.
NO_PAGES = {
    "healthz", "readyz", "capture", "sample", "win-undo", "win-date-today", "win-delete", "win-restore", "win-skills",
    "win-hints", "settings-hints",
    "win-artifact-add", "win-artifact-remove", "win-artifact-restore", "win-file", "packet-new", "packet-undo",
    "packet-link-revoke", "packet-link-replace", "packet-delete", "packet-restore", "shared-packet", "shared-file",
    "evidence-export", "evidence-import-forget", "mfa_login_webauthn", "mfa_download_recovery_codes",
}  # fmt: skip
# Steps of a longer way: opened out of turn they lead elsewhere. What that way looks like is tried where it is walked.
OUT_OF_TURN = {
    "account_email_verification_sent", "account_confirm_login_code", "account_set_password",
    "account_confirm_password_reset_code", "account_complete_password_reset", "account_password_reset_completed",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
}  # fmt: skip
LIBRARY = ("library", "library-level", "library-skill", "library-insights", "library-insight", "library-rules")
VISITORS = (
    "this-week", "privacy", "account_login", "account_signup", "account_reset_password", "account_inactive",
    "account_confirm_email",
)  # fmt: skip
RECORD = (
    "this-week", "wins", "wins-trash", "wins-unlinked", "readiness", "readiness-history", "readiness-compare",
    "readiness-skill", "packets", "settings-delete",
)  # fmt: skip
ACCOUNT = (
    "welcome", "settings", "evidence-import", "account_email", "account_change_password", "account_logout",
    "account_reauthenticate", "usersessions_list", "mfa_index", "mfa_list_webauthn", "mfa_activate_totp",
    "mfa_add_webauthn",
)  # fmt: skip
OWNERS = (
    "win", "win-versions", "packet", "packet-versions", "packet-preview", "packet-snapshot", "packet-share",
    "evidence-import-preview", "unsent", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn",
)  # fmt: skip
HOLDERS = ("shared-page",)


def test_every_route_is_looked_at_or_is_no_page():
    looked_at = NO_PAGES | OUT_OF_TURN | {*LIBRARY, *VISITORS, *RECORD, *ACCOUNT, *OWNERS, *HOLDERS}
    names = {name for _, name in SITE}
    assert not names - looked_at, f"Say in this file who looks at {sorted(names - looked_at)}."
    assert not looked_at - names, f"There are no routes {sorted(looked_at - names)}: take them out."


@pytest.fixture
def world(alice) -> World:
    """Alice with half a year of wins, a shared packet, an app and a key as second steps, a file waiting."""
    return make_world(alice)


def look_at(page: Page, addresses: list[str], visit, *, status: int = 200) -> None:
    """Opens each page, wide and narrow, and fails with all that is wrong."""
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        if answer.status != status:
            wrong.append(f"{address} answered {answer.status}")
        landed = page.evaluate("location.pathname + location.search")
        if landed != address:
            wrong.append(f"{address} led to {landed}")
        for width in (DESKTOP, PHONE):
            wrong += [f"{address} {words}" for words in wrong_at(page, width)]
    wrong += visit.complaints
    assert not wrong, "\n".join(wrong)


def prove(page: Page) -> None:
    """The password once more, so that pages about sign-in open."""
    page.goto(f"{reverse('account_reauthenticate')}?next=/settings/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/settings/")


def test_what_a_person_sees_of_half_a_year(alice, world, visit):
    page = visit(alice)
    prove(page)
    look_at(page, world.pages, visit)


def test_what_a_person_sees_with_half_a_year_behind_them(alice, world, visit):
    look_at(visit(alice), at(*RECORD, *LIBRARY), visit)


def test_what_somebody_sees_who_has_no_wins_yet(alice, visit):
    page = visit(alice)
    prove(page)
    look_at(page, at(*RECORD, *ACCOUNT), visit)


def test_what_a_visitor_sees(db, visit):
    look_at(visit(), at(*VISITORS, *LIBRARY), visit)


def test_what_a_manager_sees(world, visit):
    page = visit()
    page.goto(reverse("shared-packet", args=[world.token]))
    look_at(page, [reverse("shared-page", args=[world.link.public_id])], visit)


def test_what_an_operator_presses_is_large_enough(alice, world, visit):
    alice.is_staff = alice.is_superuser = True
    alice.save()
    page = visit(alice)
    lists = [
        reverse(f"admin:{name}_changelist") for name in ("evidence_user", "evidence_sharelink", "account_emailaddress")
    ]
    wrong = []
    for address in [reverse("admin:index"), reverse("admin:evidence_user_change", args=[alice.pk]), *lists]:
        page.goto(address)
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} at {width} px: {target}" for target in small_targets(page)]
    assert not wrong, "\n".join(wrong)


def test_what_is_not_there_is_said_kindly(alice, visit):
    visit.expect("404")
    for page in (visit(), visit(alice)):
        look_at(page, ["/nothing/", "/s/made-up/"], visit, status=404)


def test_the_steps_of_signing_up_and_of_coming_back(alice, visit, settings):
    for name, value in MAIL_ON.items():
        setattr(settings, name, value)
    page = visit()
    page.goto(reverse("account_signup"))
    page.get_by_label("Email").fill("carol@example.org")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Create account").click()
    look_at_step(page, "account_email_verification_sent", visit)
    page = visit()
    page.goto(reverse("account_reset_password"))
    page.get_by_label("Email").fill(alice.email)
    page.get_by_role("button", name="Send").click()
    look_at_step(page, "account_confirm_password_reset_code", visit)
    page.get_by_label("Code").fill(code_in_the_last_mail())
    page.locator("main form button[type=submit]").first.click()
    look_at_step(page, "account_complete_password_reset", visit)


def test_the_second_step(alice, visit):
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    page = visit()
    page.goto(reverse("account_login"))
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    look_at_step(page, "mfa_authenticate", visit)


def look_at_step(page: Page, name: str, visit) -> None:
    """The page that a step has led to, wide and narrow."""
    page.wait_for_url(f"**{reverse(name)}")
    wrong = []
    for width in (DESKTOP, PHONE):
        wrong += [f"{name} {words}" for words in wrong_at(page, width)]
    assert not wrong + visit.complaints, "\n".join(wrong)


def test_words_that_are_too_faint_in_the_dark_alone_are_found(visit, db):
    page = visit()
    page.goto(reverse("privacy"))
    assert wrong_at(page, PHONE) == []
    page.evaluate("document.querySelector('main p').style.color = 'light-dark(#222, #333)'")
    (words,) = wrong_at(page, PHONE)
    assert "too faint in the dark" in words
