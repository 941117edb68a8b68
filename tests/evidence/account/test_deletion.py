"""The end of an account: every row and every file of one person, and nothing of anybody else's."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from evidence.evidence_file import pending
from evidence.models import Artifact, CarriedArea, PacketItem, User
from evidence.wins import answers
from tests.evidence.account.accounts import is_signed_in, sign_in
from tests.evidence.models.ways import pointing_at_people
from tests.factories import PASSWORD, make_artifact, make_confirmation, make_link, make_packet, make_user, make_win


def own_much(user: User) -> None:
    """One row at least in every table that can point to a person, and two files."""
    win = make_win(user, told=True, skills=("clarity", "agency", "coaching"))
    answers.unlink(win, "coaching")
    trashed = make_win(user, "Deleted last week")
    trashed.delete_softly()
    make_artifact(win)
    for owned in (win, trashed):
        artifact = Artifact(win=owned, name="plan.txt", size=5, sha256="0" * 64)
        artifact.file.save("plan.txt", ContentFile(b"words"))
    make_confirmation(win)
    win.edit({"context": "Changed since"})
    make_confirmation(win, "Tom Akande").delete()
    packet = make_packet(user)
    packet.edit({"ask": "Changed since"})
    PacketItem.objects.create(packet=packet, link=win.links.first(), position=1)
    make_link(packet)
    CarriedArea.objects.create(owner=user, area="rooms", entries=[])
    user.remembered.create(what="standings", stamp="today", content="{}")
    pending.keep(user, ContentFile(b"{}"))
    user.unsent.create(path="/capture/", sent=[("line", "Words")])
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    Authenticator.objects.create(user=user, type="recovery_codes", data={})


def rows_of(user_id: int) -> dict[str, int]:
    """How many rows lead to this person, by model."""
    counts = {}
    for label, ways in pointing_at_people().items():
        model = apps.get_model(label)
        counts[label] = sum(model._base_manager.filter(**{way: user_id}).count() for way in ways)
    return counts


@pytest.fixture
def two_full_accounts(alice, bob, django_capture_on_commit_callbacks) -> tuple[User, User]:
    for user in (alice, bob):
        own_much(user)
    return alice, bob


def delete(browser: Client, capture, **sent):
    with capture(execute=True):
        return browser.post("/settings/delete/", sent)


def test_nothing_of_alice_remains_and_all_of_bob(client, two_full_accounts, django_capture_on_commit_callbacks):
    alice, bob = two_full_accounts
    sign_in(client)
    sign_in(Client(), bob.email)
    own = rows_of(alice.pk)
    missing = {label for label, count in own.items() if not count} - {
        LogEntry._meta.label,
        "account.EmailConfirmation",
        "evidence.User_groups",
        "evidence.User_user_permissions",
    }
    assert not missing, f"give alice a row of {missing}, so that this test can see it go"
    others = rows_of(bob.pk)
    files = set(default_storage.listdir(f"artifacts/{bob.pk}")[1])
    delete(client, django_capture_on_commit_callbacks, password=PASSWORD)
    assert not any(rows_of(alice.pk).values())
    assert rows_of(bob.pk) == others
    for folder in ("artifacts", "imports"):
        assert not default_storage.exists(f"{folder}/{alice.pk}")
    assert set(default_storage.listdir(f"artifacts/{bob.pk}")[1]) == files
    assert len(files) == 2
    assert len(default_storage.listdir(f"imports/{bob.pk}")[1]) == 1


def test_files_without_a_row_go_too(alice, alices_browser, django_capture_on_commit_callbacks):
    default_storage.save(f"artifacts/{alice.pk}/left-over", ContentFile(b"words"))
    delete(alices_browser, django_capture_on_commit_callbacks, password=PASSWORD)
    assert not default_storage.exists(f"artifacts/{alice.pk}")


def test_every_session_of_the_person_ends(client, alice, bob, django_capture_on_commit_callbacks):
    elsewhere, bobs = Client(), Client()
    sign_in(elsewhere)
    sign_in(client)
    sign_in(bobs, bob.email)
    answer = delete(client, django_capture_on_commit_callbacks, password=PASSWORD)
    assert answer.headers["Location"] == "/"
    assert "The account and everything in it are deleted." in client.get("/").text
    assert not is_signed_in(client)
    assert Session.objects.filter(pk=elsewhere.cookies["sessionid"].value).count() == 0
    assert UserSession.objects.get().user == bob
    assert bobs.get("/settings/").status_code == 200


def test_the_admins_notes_about_the_person_go(alice, bob, alices_browser, django_capture_on_commit_callbacks):
    people = ContentType.objects.get_for_model(User)
    for about in (alice, bob):
        LogEntry.objects.create(
            user=bob, content_type=people, object_id=str(about.pk), object_repr=about.email, action_flag=CHANGE
        )
    delete(alices_browser, django_capture_on_commit_callbacks, password=PASSWORD)
    assert LogEntry.objects.get().object_repr == bob.email


def test_a_wrong_password_deletes_nothing(alice, alices_browser, django_capture_on_commit_callbacks):
    make_win(alice)
    for sent in ({"password": "not this one at all"}, {}, {"password": ""}, {"email": alice.email}):
        answer = delete(alices_browser, django_capture_on_commit_callbacks, **sent)
        assert answer.status_code == 422
    assert User.objects.get().wins.count() == 1


def test_the_password_cannot_be_guessed_here(alice, alices_browser):
    for _ in range(10):
        alices_browser.post("/settings/delete/", {"password": "not this one at all"})
    assert alices_browser.post("/settings/delete/", {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=alice.pk).exists()


def test_looking_deletes_nothing(alice, alices_browser):
    assert alices_browser.get("/settings/delete/", {"password": PASSWORD}).status_code == 200
    assert User.objects.filter(pk=alice.pk).exists()


def test_without_a_password_the_address_is_typed(client, db, django_capture_on_commit_callbacks):
    carol = make_user("carol@example.org")
    carol.set_unusable_password()
    carol.save()
    client.force_login(carol)
    wrong = delete(client, django_capture_on_commit_callbacks, email="bob@example.org")
    assert wrong.status_code == 422
    delete(client, django_capture_on_commit_callbacks, email="Carol@example.org")
    assert not User.objects.exists()


def test_the_page_counts_what_goes(alice, alices_browser):
    own_much(alice)
    page = alices_browser.get("/settings/delete/").text
    for words in ("2 wins", "2 uploaded files", "1 packet and 1 live link,"):
        assert words in page


def test_an_empty_account_is_counted_too(alices_browser):
    page = alices_browser.get("/settings/delete/").text
    for words in ("0 wins", "0 uploaded files", "0 packets and 0 live links,"):
        assert words in page
