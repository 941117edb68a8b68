"""The admin: one door, accounts and the state of links, never what people wrote."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from evidence.admin import site
from evidence.models import ShareLink, User
from tests.evidence.account.accounts import NEW_PASSWORD, sign_in
from tests.factories import make_artifact, make_link, make_packet, make_user, make_win

SECRET = "Zanzibar"
"""A word that alice wrote everywhere; no page of the admin may show it."""


@pytest.fixture
def olga(db) -> User:
    """The operator: staff, not a superuser."""
    return make_user("olga@example.org", is_staff=True)


@pytest.fixture
def olgas_browser(client, olga) -> Client:
    client.force_login(olga)
    return client


@pytest.fixture
def rootys_browser(db) -> Client:
    """A superuser's browser."""
    browser = Client()
    browser.force_login(make_user("root@example.org", is_staff=True, is_superuser=True))
    return browser


@pytest.fixture
def link(alice) -> ShareLink:
    """A live link of alice, who wrote one word everywhere."""
    User.objects.filter(pk=alice.pk).update(name=SECRET)
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True)
    win = make_win(alice, SECRET, told=True, context=SECRET, skills=("clarity",), how=SECRET)
    make_artifact(win, title=SECRET)
    packet = make_packet(alice, recipient=SECRET, ask=SECRET, summary=SECRET)
    found, _ = make_link(packet, {"title": SECRET})
    ShareLink.objects.update(recipient=SECRET)
    return found


def pages(link: ShareLink) -> list[str]:
    """Every page of the admin that can be opened about alice."""
    alice = link.snapshot.packet.owner
    rows = {"user": alice.pk, "emailaddress": EmailAddress.objects.get(user=alice).pk, "sharelink": link.pk}
    found = [reverse("admin:index")]
    for model in site._registry:
        label = (model._meta.app_label, model._meta.model_name)
        found.append(reverse("admin:{}_{}_changelist".format(*label)))
        found.append(reverse("admin:{}_{}_changelist".format(*label)) + "?q=alice")
        for page in ("change", "history"):
            found.append(reverse("admin:{}_{}_{}".format(*label, page), args=[rows[label[1]]]))
    return found


def test_only_accounts_addresses_and_links_are_there():
    assert {model._meta.label for model in site._registry} == {
        "evidence.User",
        "evidence.ShareLink",
        "account.EmailAddress",
    }


@pytest.mark.parametrize("who", ["olgas_browser", "rootys_browser"])
def test_no_page_shows_what_people_wrote(who, request, link):
    browser = request.getfixturevalue(who)
    for address in pages(link):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert SECRET not in answer.text, address
        assert link.digest not in answer.text, address
        assert str(link.public_id) not in answer.text, address


def test_the_pages_do_show_accounts_and_states(olgas_browser, alice, link):
    assert alice.email in olgas_browser.get(reverse("admin:evidence_user_changelist")).text
    links = olgas_browser.get(reverse("admin:evidence_sharelink_changelist")).text
    assert alice.email in links


@pytest.mark.parametrize("who", ["olgas_browser", "rootys_browser"])
@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("evidence_user", "password__startswith"),
        ("evidence_user", "name__contains"),
        ("evidence_user", "level"),
        ("evidence_user", "target__slug"),
        ("evidence_user", "target_date__gte"),
        ("evidence_user", "email__startswith"),
        ("evidence_user", "wins__title__contains"),
        ("evidence_user", "is_active__in"),
        ("evidence_sharelink", "recipient__startswith"),
        ("evidence_sharelink", "digest__startswith"),
        ("evidence_sharelink", "snapshot__packet__owner__password__startswith"),
        ("account_emailaddress", "user__password__startswith"),
        ("account_emailaddress", "user__name"),
    ],
)
def test_nothing_is_guessed_letter_by_letter(who, request, link, model, lookup):
    browser = request.getfixturevalue(who)
    assert browser.get(reverse(f"admin:{model}_changelist"), {lookup: "a"}).status_code == 400


def test_the_filters_beside_the_list_work(olgas_browser, alice):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    address = reverse("admin:evidence_user_changelist")
    assert alice.email in olgas_browser.get(address, {"is_active__exact": "0"}).text
    assert alice.email not in olgas_browser.get(address, {"is_active__exact": "1"}).text
    address = reverse("admin:account_emailaddress_changelist")
    assert olgas_browser.get(address, {"verified__exact": "1"}).status_code == 200


def test_lists_are_put_in_order_by_what_they_show(olgas_browser, link):
    """A column to order by is a number among those shown: a name, or one past the end, changes nothing."""
    for number in ("99", "-99", "password"):
        answer = olgas_browser.get(reverse("admin:evidence_user_changelist"), {"o": number})
        assert answer.context["cl"].queryset.query.order_by == ("-date_joined", "-pk")


def test_a_visitor_is_sent_to_the_door_of_everybody(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    answer = client.get("/admin/login/?next=/admin/evidence/user/")
    assert answer.headers["Location"] == "/accounts/login/?next=/admin/evidence/user/"


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", ""])
def test_the_door_leads_to_no_other_site(client, db, page):
    answer = client.get("/admin/login/", {"next": page})
    assert answer.headers["Location"] == "/accounts/login/?next=/admin/"


def test_the_admin_has_no_door_of_its_own_to_guess_at(client, olga):
    answer = client.post("/admin/login/", {"username": olga.email, "password": "x"})
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_staff_sign_in_and_come_back(client, olga):
    assert sign_in(client, olga.email, next="/admin/").headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_who_is_not_staff_finds_nothing(alices_browser, link):
    for address in [*pages(link), "/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/nothing/"]:
        assert alices_browser.get(address).status_code == 404, address
        assert alices_browser.post(address).status_code == 404, address


def test_staff_end_a_link_and_its_owner_sees_it_ended(olgas_browser, link):
    sent = {"action": "revoke", "_selected_action": [link.pk]}
    answer = olgas_browser.post(reverse("admin:evidence_sharelink_changelist"), sent, follow=True)
    assert "1 ended." in answer.text
    link.refresh_from_db()
    assert link.revoked_at
    assert not ShareLink.objects.live().exists()


def test_links_cannot_be_made_changed_or_deleted(rootys_browser, link):
    assert rootys_browser.get(reverse("admin:evidence_sharelink_add")).status_code == 403
    assert rootys_browser.post(reverse("admin:evidence_sharelink_delete", args=[link.pk])).status_code == 403
    rootys_browser.post(reverse("admin:evidence_sharelink_change", args=[link.pk]), {"opened": 99})
    link.refresh_from_db()
    assert link.opened == 0


def change(browser: Client, user: User, **sent):
    return browser.post(reverse("admin:evidence_user_change", args=[user.pk]), sent)


def test_staff_switch_an_account_off_and_touch_nothing_else(olgas_browser, alice):
    User.objects.filter(pk=alice.pk).update(name="Alice M.")
    change(olgas_browser, alice, email="evil@example.org", is_staff="on", is_superuser="on")
    alice.refresh_from_db()
    assert (alice.is_active, alice.is_staff, alice.is_superuser) == (False, False, False)
    assert (alice.email, alice.name) == ("alice@example.org", "Alice M.")


def test_staff_cannot_switch_a_superuser_off(olgas_browser, rootys_browser):
    root = User.objects.get(email="root@example.org")
    assert change(olgas_browser, root).status_code == 403
    root.refresh_from_db()
    assert root.is_active


def test_a_superuser_makes_staff(rootys_browser, alice):
    change(rootys_browser, alice, is_active="on", is_staff="on")
    alice.refresh_from_db()
    assert alice.is_staff


def test_a_superuser_makes_an_account_where_sign_up_is_closed(rootys_browser, settings):
    settings.SIGNUP_OPEN = False
    answer = rootys_browser.post(reverse("admin:evidence_user_add"), {"email": "Carol@example.org"}, follow=True)
    assert "There is no password yet" in answer.text
    carol = User.objects.get(email="carol@example.org")
    assert not carol.has_usable_password()
    carol.set_password(NEW_PASSWORD)
    carol.save()
    assert sign_in(Client(), carol.email, NEW_PASSWORD).headers["Location"] == "/"


def test_staff_make_and_delete_no_accounts(olgas_browser, alice):
    assert olgas_browser.get(reverse("admin:evidence_user_add")).status_code == 403
    assert olgas_browser.post(reverse("admin:evidence_user_delete", args=[alice.pk])).status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


def test_a_superuser_deletes_an_account_without_seeing_into_it(
    rootys_browser, alice, link, django_capture_on_commit_callbacks
):
    address = reverse("admin:evidence_user_delete", args=[alice.pk])
    page = rootys_browser.get(address).text
    assert alice.email in page
    assert SECRET not in page
    assert not re.search(r"win \d", page)
    with django_capture_on_commit_callbacks(execute=True):
        rootys_browser.post(address, {"post": "yes"})
    assert not User.objects.filter(pk=alice.pk).exists()


def test_a_superuser_does_not_delete_the_account_in_use(rootys_browser):
    root = User.objects.get()
    assert rootys_browser.post(reverse("admin:evidence_user_delete", args=[root.pk])).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    rootys_browser.post(reverse("admin:evidence_user_changelist"), sent)
    assert User.objects.get() == root


def test_the_password_is_changed_where_everybody_changes_it(olgas_browser):
    assert olgas_browser.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"


def test_signing_out_of_the_admin_signs_out(olgas_browser):
    olgas_browser.post("/admin/logout/")
    assert "_auth_user_id" not in olgas_browser.session
