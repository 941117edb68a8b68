"""The cast and their things, made for tests: alice keeps a record, maya is her manager, bob is a stranger."""

from datetime import date, timedelta

from django.utils import timezone

from evidence.files import check_upload, keep
from evidence.models import Artifact, Confirmation, Packet, ShareLink, SkillLink, Snapshot, User, Win
from evidence.packets.content import encoded
from evidence.packets.draft import draft_of
from evidence.packets.snapshots import content_of

PASSWORD = "correct horse battery"
DID = "Collected 31 support threads into five themes"
CAME_OF_IT = "Two teams changed their plans because of it"


def make_user(email: str = "alice@example.org", **fields) -> User:
    """A person who has finished the first sign-in: a Senior PM on the manager track, so judged for Director."""
    fields = {
        "name": email.partition("@")[0].title(),
        "level_id": "senior-pm",
        "track": "manager",
        "department": "product",
        "set_up_at": timezone.now(),
    } | fields
    return User.objects.create_user(email, PASSWORD, **fields)


def make_win(owner: User, title: str = "Customer insight newsletter no. 4", *, days_ago: int = 0, **fields) -> Win:
    """A noted win, unless `told=True` gives it a story. `skills` links it, `how` says how."""
    skills, how = fields.pop("skills", ()), fields.pop("how", "It shows in the result")
    if fields.pop("told", False):
        fields = {"action": DID, "result": CAME_OF_IT} | fields
    fields.setdefault("date", owner.today() - timedelta(days=days_ago))
    if days_ago:
        fields.setdefault("created_at", timezone.now() - timedelta(days=days_ago))
    win = Win.objects.create(owner=owner, title=title, **fields)
    for slot, skill in enumerate(skills, start=1):
        SkillLink.objects.create(win=win, skill_id=skill, how=how, slot=slot)
    win.refresh_search()
    return win


def make_artifact(win: Win, url: str = "https://wiki.example/newsletter-4", **fields) -> Artifact:
    """A link that shows the work."""
    return Artifact.objects.create(win=win, url=url, title=fields.pop("title", "Issue 4"), **fields)


def store_bytes(win: Win, name: str, content: bytes, *, title: str = "") -> Artifact:
    """A file that shows the work, taken as an upload is."""
    return keep(win, check_upload(name, content), title=title)


def make_confirmation(win: Win, by: str = "Ana Reyes", **fields) -> Confirmation:
    """A colleague's verified yes, of today."""
    fields = {"department": "sales", "date": date.today(), "verdict": "confirmed", "verified": True} | fields
    return Confirmation.objects.create(win=win, by=by, **fields)


def make_packet(owner: User, target: str = "director", **fields) -> Packet:
    """A packet without wins."""
    return Packet.objects.create(owner=owner, target_id=target, **fields)


def make_link(packet: Packet, content: dict | None = None, *, days: int = 14) -> tuple[ShareLink, str]:
    """A live link to a new snapshot of `packet`, and its token."""
    snapshot = Snapshot.objects.create(
        packet=packet, number=packet.snapshots.count() + 1, content=content or encoded(content_of(draft_of(packet)))
    )
    return ShareLink.make(snapshot=snapshot, zone=packet.owner.zone, days=days)
