"""Every page, for everybody who may see it, in both schemes, wide and on a phone: nothing may be wrong with it."""

import uuid
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page

from evidence.account.sample import load_sample
from evidence.evidence_file import pending
from evidence.packets import changes, sharing
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looks import wrong_with
from tests.evidence.account.accounts import MAIL_ON, NEW_PASSWORD, code_in_the_last_mail
from tests.factories import PASSWORD, make_artifact, make_win
from tests.test_access import SITE

# What is no page of its own: it is sent to, it is a file, or it says how the server does.
NO_PAGES = {
    "healthz", "readyz", "capture", "sample", "win-undo", "win-date-today", "win-delete", "win-restore", "win-skills",
    "win-hints", "settings-hints",
    "win-artifact-add", "win-artifact-remove", "win-artifact-restore", "win-file", "packet-new", "packet-link-revoke",
    "packet-link-replace", "packet-delete", "packet-restore", "shared-packet", "shared-file", "evidence-export",
    "evidence-import-forget", "mfa_login_webauthn", "mfa_download_recovery_codes",
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
    "win", "packet", "packet-preview", "packet-snapshot", "packet-share", "evidence-import-preview",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_edit_webauthn",
    "mfa_remove_webauthn",
)  # fmt: skip
HOLDERS = ("shared-page",)
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
SOMETHING = {
    "library-level": "director", "library-skill": "agency", "library-insight": "agency", "readiness-skill": "coaching",
    "account_confirm_email": "stale",
}  # fmt: skip


def test_every_route_is_looked_at_or_is_no_page():
    looked_at = NO_PAGES | OUT_OF_TURN | {*LIBRARY, *VISITORS, *RECORD, *ACCOUNT, *OWNERS, *HOLDERS}
    names = {name for _, name in SITE}
    assert not names - looked_at, f"Say in this file who looks at {sorted(names - looked_at)}."
    assert not looked_at - names, f"There are no routes {sorted(looked_at - names)}: take them out."


def at(*names: str) -> list[str]:
    """The addresses of routes; those that want something get SOMETHING."""
    return [reverse(name, args=[SOMETHING[name]] if name in SOMETHING else []) for name in names]


@pytest.fixture
def world(alice):
    """Alice with half a year of wins, a shared packet, an app and a key as second steps, a file waiting."""
    load_sample(alice, alice.today())
    win = alice.wins.filter(links__isnull=False, confirmations__isnull=False).latest("date", "pk")
    make_artifact(win, title="A page with rather a long name, as pages in wikis have")
    noted = make_win(alice, "https://wiki.example/" + "unbroken-" * 15)
    make_win(alice, "Deleted").delete_softly()
    packet = changes.create(alice, uuid.uuid4())
    packet.ask, packet.summary = "Promotion to Director", "- one\n- two\n\n[a link](https://example.org) and **more**"
    packet.save()
    token = sharing.token_of(packet, sharing.offer(packet))
    link = sharing.share(packet, token, recipient="Maya", days=14)
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    key = Authenticator.objects.create(user=alice, type="webauthn", data={"name": "Key 1", "credential": {}})
    RecoveryCodes.activate(alice)
    file = ContentFile(b'{"format": "pmcareer.evidence/1", "wins": [{"title": "New", "date": "2026-01-01"}]}', "e.json")
    waiting = pending.keep(alice, file)
    pages = [
        *(f"/wins/{one.pk}/" for one in (win, noted)),
        f"/wins/{win.pk}/?removed={win.artifacts.last().pk}",
        reverse("packet", args=[packet.pk]),
        reverse("packet-preview", args=[packet.pk]),
        reverse("packet-snapshot", args=[packet.pk, 1]),
        reverse("packet-share", args=[packet.pk]),
        reverse("evidence-import-preview", args=[waiting]),
        *at("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
        reverse("mfa_edit_webauthn", args=[key.pk]),
        reverse("mfa_remove_webauthn", args=[key.pk]),
        "/?skill=agency&capture",
        "/wins/?q=nothing+like+this&kind=outcome",
        "/readiness/?open=coaching",
    ]
    return SimpleNamespace(pages=pages, token=token, link=link)


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
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} at {width} px: {words}" for words in wrong_with(page)]
    wrong += visit.complaints
    assert not wrong, "\n".join(wrong)


def prove(page: Page) -> None:
    """The password once more, so that pages about sign-in open."""
    page.goto(f"{reverse('account_reauthenticate')}?next=/settings/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/settings/")


@SCHEMES
def test_what_a_person_sees_of_half_a_year(alice, world, visit, scheme):
    page = visit(alice, scheme=scheme)
    prove(page)
    look_at(page, world.pages, visit)


@SCHEMES
def test_what_a_person_sees_with_half_a_year_behind_them(alice, world, visit, scheme):
    look_at(visit(alice, scheme=scheme), at(*RECORD, *LIBRARY), visit)


@SCHEMES
def test_what_somebody_sees_who_has_no_wins_yet(alice, visit, scheme):
    page = visit(alice, scheme=scheme)
    prove(page)
    look_at(page, at(*RECORD, *ACCOUNT), visit)


@SCHEMES
def test_what_a_visitor_sees(db, visit, scheme):
    look_at(visit(scheme=scheme), at(*VISITORS, *LIBRARY), visit)


@SCHEMES
def test_what_a_manager_sees(world, visit, scheme):
    page = visit(scheme=scheme)
    page.goto(reverse("shared-packet", args=[world.token]))
    look_at(page, [reverse("shared-page", args=[world.link.public_id])], visit)


@SCHEMES
def test_what_is_not_there_is_said_kindly(alice, visit, scheme):
    visit.expect("404")
    for page in (visit(scheme=scheme), visit(alice, scheme=scheme)):
        look_at(page, ["/nothing/", "/s/made-up/"], visit, status=404)


@SCHEMES
def test_the_steps_of_signing_up_and_of_coming_back(alice, visit, settings, scheme):
    for name, value in MAIL_ON.items():
        setattr(settings, name, value)
    page = visit(scheme=scheme)
    page.goto(reverse("account_signup"))
    page.get_by_label("Email").fill("carol@example.org")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Create account").click()
    look_at_step(page, "account_email_verification_sent", visit)
    page = visit(scheme=scheme)
    page.goto(reverse("account_reset_password"))
    page.get_by_label("Email").fill(alice.email)
    page.get_by_role("button", name="Send").click()
    look_at_step(page, "account_confirm_password_reset_code", visit)
    page.get_by_label("Code").fill(code_in_the_last_mail())
    page.locator("main form button[type=submit]").first.click()
    look_at_step(page, "account_complete_password_reset", visit)


@SCHEMES
def test_the_second_step(alice, visit, scheme):
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    page = visit(scheme=scheme)
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
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{name} at {width} px: {words}" for words in wrong_with(page)]
    assert not wrong + visit.complaints, "\n".join(wrong)
