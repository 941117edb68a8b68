"""Who may open what: every route, for every kind of visitor, by GET and by POST. A new route without an entry fails.

"gone" stands for what a stranger gets: 404, or 405 where the method is refused before anything is looked up.
"""

import uuid
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from evidence.evidence_file import pending
from evidence.models import Artifact, ShareLink
from evidence.packets.content import encoded
from evidence.packets.draft import draft_of
from evidence.packets.snapshots import content_of
from tests.factories import make_packet, make_user, make_win

GONE = {404, 405}
SIGN_IN = "sign-in"
"""A redirect to the sign-in page."""
BACK = "back"
"""A redirect to the page that it belongs to; nothing was done."""
DONE = {200, 302, 422}
"""Done, or the form again: never a fault, never a refusal."""
VISITORS = ("anonymous", "owner", "stranger", "staff", "holder", "revoked", "expired")
PEOPLE = ("owner", "stranger", "staff")


def everybody(get, post=405):
    """The same for every visitor."""
    return dict.fromkeys(VISITORS, (get, post))


def people(get, post):
    """For whoever is signed in, each for themselves; anybody else signs in first."""
    return everybody(SIGN_IN, SIGN_IN) | dict.fromkeys(PEOPLE, (get, post))


def owners(get, post):
    """A thing of the owner's: nobody else finds it."""
    return everybody(SIGN_IN, SIGN_IN) | dict.fromkeys(PEOPLE, (GONE, GONE)) | {"owner": (get, post)}


def sent(post):
    """What can only be sent to: by GET everybody is led back, whosever thing it is, and nothing is done."""
    return everybody(SIGN_IN, SIGN_IN) | dict.fromkeys(PEOPLE, (BACK, post))


def sent_of_owners(post):
    """The same about a thing of the owner's."""
    return sent(GONE) | {"owner": (BACK, post)}


def holders(get):
    """What a live link opens, for whoever came in by it; for anybody else there is nothing."""
    return everybody(404, GONE) | {"holder": (get, 405)}


def visitors_door(post=DONE):
    """A page of the way in: whoever is signed in already is sent on."""
    return everybody({200, 302}, post) | dict.fromkeys(PEOPLE, ({200, 302}, {200, 302}))


def admins(get, post):
    """The admin: a page for staff, nothing for anybody else."""
    return everybody({302, 404}, {302, 404}) | dict.fromkeys(("owner", "stranger"), (404, 404)) | {"staff": (get, post)}


ANY = {200, 302, 403, 404, 405}
ROUTES = {
    "healthz": everybody(200),
    "readyz": everybody(200),
    "privacy": everybody(200),
    "library": everybody(200),
    "library-level": everybody(200),
    "library-skill": everybody(200),
    "library-insights": everybody(200),
    "library-insight": everybody(200),
    "library-rules": everybody(200),
    "this-week": everybody(200),
    "sample": everybody(BACK, {200, 302, 429}),
    # One's own pages.
    "capture": sent(422),
    "wins": people(200, 405),
    "wins-trash": people(200, 405),
    "wins-unlinked": people(200, 405),
    "readiness": people(200, 405),
    "readiness-history": people(200, 405),
    "readiness-compare": people(200, 405),
    "readiness-skill": people(200, 405),
    "packets": people(200, 405),
    "packet-new": sent(DONE),
    "welcome": people(200, DONE),
    "settings": people(200, DONE),
    "settings-hints": sent(404),
    "settings-delete": people(200, {302, 422}),
    "evidence-export": people(200, 405),
    "evidence-import": people(200, 422),
    "evidence-import-forget": sent(302),
    "unsent": owners(200, 405),
    # The owner's things.
    "win": owners(200, 422),
    "win-undo": sent_of_owners(302),
    "win-versions": owners(200, 404),
    "win-date-today": sent_of_owners(404),
    "win-delete": sent_of_owners(302),
    "win-restore": sent_of_owners(302),
    "win-skills": sent_of_owners(404),
    "win-hints": sent_of_owners(404),
    "win-artifact-add": sent_of_owners(422),
    "win-artifact-remove": sent_of_owners(302),
    "win-artifact-restore": sent_of_owners(302),
    "win-file": owners(200, 405),
    "packet": owners(200, DONE),
    "packet-undo": sent_of_owners(302),
    "packet-versions": owners(200, 404),
    "packet-preview": owners(200, 405),
    "packet-snapshot": owners(200, 405),
    "packet-share": owners(200, DONE),
    "packet-link-revoke": sent_of_owners(302),
    "packet-link-replace": sent_of_owners(DONE),
    "packet-delete": sent_of_owners(302),
    "packet-restore": sent_of_owners(302),
    "evidence-import-preview": owners(200, 302),
    # What a link opens. The token itself opens for whoever has it, so its entry is tried with a live token.
    "shared-packet": everybody(302),
    "shared-page": holders(200),
    "shared-file": holders(200),
    # The way in, and the account.
    "account_login": visitors_door(),
    "account_signup": visitors_door(),
    "account_logout": everybody({200, 302}, 302),
    "account_inactive": everybody({200, 302}, {200, 302, 405}),
    "account_reset_password": everybody({200, 302}, DONE),
    "account_confirm_login_code": everybody({200, 302}, DONE),
    "account_confirm_password_reset_code": everybody({200, 302}, DONE),
    "account_complete_password_reset": everybody({200, 302}, DONE),
    "account_password_reset_completed": everybody({200, 302}, {200, 302, 405}),
    "account_email_verification_sent": everybody({200, 302}, {200, 302, 405}),
    "account_confirm_email": everybody({200, 302, 404}, {200, 302, 404, 405}),
    "account_set_password": people({200, 302}, DONE),
    "account_change_password": people(200, DONE),
    "account_email": people(200, DONE),
    "account_reauthenticate": people({200, 302}, DONE),
    "usersessions_list": people(200, DONE),
    "mfa_index": people(200, {200, 405}),
    "mfa_authenticate": everybody({200, 302}, DONE),
    "mfa_reauthenticate": people({200, 302}, DONE),
    "mfa_activate_totp": people({200, 302}, DONE),
    "mfa_deactivate_totp": people({200, 302, 404}, {200, 302, 404}),
    "mfa_view_recovery_codes": people({200, 302, 404}, {200, 302, 404, 405}),
    "mfa_generate_recovery_codes": people({200, 302, 404}, {200, 302, 404}),
    "mfa_download_recovery_codes": people({200, 302, 404}, {200, 302, 404, 405}),
    "mfa_list_webauthn": people(200, {200, 405}),
    "mfa_add_webauthn": people({200, 302}, DONE),
    "mfa_reauthenticate_webauthn": people({200, 302, 404}, ANY),
    "mfa_remove_webauthn": people({302, 404}, {302, 404}),
    "mfa_edit_webauthn": people({302, 404}, {302, 404}),
    "mfa_login_webauthn": everybody({200, 302}, {200, 302}),
}
ADMIN_CLOSED = ("_add", "_delete", "autocomplete", "password_change", "view_on_site")


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every route of the site: its pattern and its name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.name or ""


SITE = [(pattern, name) for pattern, name in routes() if not pattern.startswith("admin/")]
ADMIN = [(pattern, name) for pattern, name in routes() if pattern.startswith("admin/")]


def test_every_route_has_an_entry():
    names = {name for _, name in SITE}
    assert not names - ROUTES.keys(), f"Say in ROUTES who may open {sorted(names - ROUTES.keys())}, by GET and by POST."
    assert not ROUTES.keys() - names, f"Take {sorted(ROUTES.keys() - names)} out of ROUTES: no such routes."


@pytest.fixture
def world(alice, bob):
    """Alice's things, bob, somebody on the staff, and people with links that live, were revoked, have ended."""
    win = make_win(alice, "Newsletter", told=True, skills=["agency"])
    artifact = Artifact(win=win, name="notes.txt", sha256="0" * 64, size=5, content_type="text/plain")
    artifact.file.save("notes.txt", ContentFile(b"hello"))
    win.edit({"context": "Changed since"})
    packet = make_packet(alice)
    packet.edit({"ask": "Changed since"})
    packet.items.create(link=win.links.get(), position=1)
    content = encoded(content_of(draft_of(packet)))
    snapshot = packet.snapshots.create(number=1, content=content)
    live, token = ShareLink.make(snapshot=snapshot, zone=alice.zone)
    revoked, revoked_token = ShareLink.make(snapshot=snapshot, zone=alice.zone)
    expired, expired_token = ShareLink.make(snapshot=snapshot, zone=alice.zone)
    world = SimpleNamespace(alice=alice, win=win, artifact=artifact, packet=packet, live=live, token=token, clients={})
    world.waiting = pending.keep(alice, ContentFile(b'{"format": "pmcareer.evidence/1"}', name="x.json"))
    world.unsent = alice.unsent.create(path="/capture/", sent=[("line", "Words")])
    staff = make_user("staff@example.org", is_staff=True, is_superuser=True)
    for name, user in (("owner", alice), ("stranger", bob), ("staff", staff)):
        world.clients[name] = Client()
        world.clients[name].force_login(user)
    world.clients["anonymous"] = Client()
    for name, opens in (("holder", token), ("revoked", revoked_token), ("expired", expired_token)):
        world.clients[name] = Client()
        assert world.clients[name].get(reverse("shared-packet", args=[opens])).status_code == 302
    revoked.revoke()
    expired.expires_at = expired.created_at
    expired.save()
    world.link_of = {"revoked": revoked, "expired": expired}
    return world


def address(world, name: str, visitor: str) -> str:
    """The route's address for one of Alice's things; a holder asks for the page of the link they hold."""
    public_id = world.link_of.get(visitor, world.live).public_id
    known = {
        "win": {"pk": world.win.pk},
        "packet": {"pk": world.packet.pk},
        "win-file": {"pk": world.win.pk, "artifact": world.artifact.pk},
        "win-artifact-remove": {"pk": world.win.pk, "artifact": world.artifact.pk},
        "win-artifact-restore": {"pk": world.win.pk, "artifact": world.artifact.pk},
        "packet-snapshot": {"pk": world.packet.pk, "number": 1},
        "packet-link-revoke": {"pk": world.packet.pk, "link": world.live.pk},
        "packet-link-replace": {"pk": world.packet.pk, "link": world.live.pk},
        "evidence-import-preview": {"token": world.waiting},
        "unsent": {"token": world.unsent.token},
        "shared-packet": {"token": world.token},
        "shared-page": {"public_id": public_id},
        "shared-file": {"public_id": public_id, "number": 1},
        "library-level": {"slug": "director"},
        "library-skill": {"slug": "agency"},
        "readiness-skill": {"slug": "agency"},
        "library-insight": {"slug": "agency"},
        "account_confirm_email": {"key": "none"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }
    area = name.split("-", 1)[0] if name.startswith(("win-", "packet-")) and name not in ("packet-new",) else name
    return reverse(name, kwargs=known.get(name) or known.get(area) or {})


def rows() -> dict[str, list]:
    """Everything that anybody keeps, to see that nothing of it changed."""
    return {
        model.__name__: sorted(map(repr, model.objects.values()))
        for model in apps.get_app_config("evidence").get_models()
    }


def fits(answer, expected) -> bool:
    if expected == SIGN_IN:
        return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    if expected == BACK:
        return answer.status_code == 302 and not answer["Location"].startswith(reverse("account_login"))
    return answer.status_code in (expected if isinstance(expected, set) else {expected})


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_who_may_open(world, name):
    before = rows()
    for visitor in VISITORS:
        client = world.clients[visitor]
        for method, expected in zip(("get", "post"), ROUTES[name][visitor], strict=True):
            cookies = client.cookies.copy()
            with transaction.atomic():
                answer = getattr(client, method)(address(world, name, visitor))
                assert fits(answer, expected), f"{method} {name} as {visitor}: {answer.status_code}, not {expected}"
                if expected == BACK or (visitor != "owner" and expected in (SIGN_IN, GONE, 404, 405)):
                    assert rows() == before, f"{method} {name} as {visitor} changed something"
                transaction.set_rollback(True)
            client.cookies = cookies


def test_who_comes_back_to_what_can_only_be_sent_to_lands_on_a_page(world):
    backs = {name for name, entry in ROUTES.items() if entry["owner"][0] == BACK}
    for name in backs:
        assert world.clients["owner"].get(address(world, name, "owner"), follow=True).status_code == 200, name
    assert {"packet-new", "capture", "win-artifact-add"} <= backs


def test_unknown_and_made_up_things_are_404(world):
    for visitor in ("owner", "stranger"):
        client = world.clients[visitor]
        for path in (
            "/wins/999999/",
            f"/wins/{10**30}/",
            "/packets/999999/",
            f"/shared/{uuid.uuid4()}/",
            "/s/made-up/",
            f"/s/{'x' * 5000}/",
            "/s/../../etc/passwd/",
            "/library/skills/agilty/",
            "/nothing/",
        ):
            assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(("pattern", "name"), ADMIN, ids=lambda part: part or "-")
def test_the_admin_is_there_for_staff_alone(world, pattern, name):
    path = "/" + pattern.replace("<path:object_id>", str(world.alice.pk)).replace("<path:content_type_id>", "1")
    if "^" in path:
        path = "/admin/evidence/" if "app_label" in path else "/admin/nothing/"
    for visitor in VISITORS:
        if visitor == "staff":
            continue
        for method in ("get", "post"):
            with transaction.atomic():
                answer = getattr(world.clients[visitor], method)(path)
                to_sign_in = answer.status_code == 302 and "/login/" in answer["Location"]
                out = "logout" in path and answer.status_code in (302, 405)
                assert answer.status_code == 404 or (visitor not in PEOPLE and to_sign_in) or out or "login" in path, (
                    f"{method} {path} as {visitor}: {answer.status_code}"
                )
                transaction.set_rollback(True)


def test_the_admin_never_shows_what_people_wrote(world):
    world.win.title = "Sentinel title"
    world.win.save()
    world.packet.summary = "Sentinel summary"
    world.packet.save()
    for pattern, name in ADMIN:
        if "^" in pattern or name in ("view_on_site", "logout") or (name or "").endswith(ADMIN_CLOSED):
            continue
        for pk in (world.alice.pk, world.live.pk):
            path = "/" + pattern.replace("<path:object_id>", str(pk))
            page = world.clients["staff"].get(path, follow=True).content.decode()
            for secret in ("Sentinel", world.token, world.live.digest):
                assert secret not in page, f"{path} shows {secret}"
