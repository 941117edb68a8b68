"""What is compared is folded anew, on a database that the version before has filled."""

import importlib
import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone

from evidence.models import Confirmation, User, Win
from evidence.models.search import keep_index
from tests.evidence.models.test_migrations import migrate, migrated_back, newest

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "0008_folded_anew"
MIGRATION = importlib.import_module(f"evidence.migrations.{NAME}")
((_, BEFORE),) = MIGRATION.Migration.dependencies


def as_then(text):
    """How the version before folded what the search looks through."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@pytest.fixture
def before(transactional_db):
    """The models of the version before, in a database that is there."""
    with migrated_back(BEFORE) as apps:
        yield apps


def person(apps, name, **more):
    return apps.get_model("evidence", "User").objects.create(email=f"{name}@example.org", **more)


def win(apps, owner, title, *, by=(), links=(), artifacts=(), **more):
    """A win as the version before stored it."""
    said = [title, *more.values(), *links, *artifacts]
    made = apps.get_model("evidence", "Win").objects.create(
        owner=owner, title=title, date="2026-10-09", search_text=as_then(" ".join(said)), **more
    )
    for slot, (skill, how) in enumerate(zip(("agency", "clarity"), links, strict=False), start=1):
        apps.get_model("evidence", "SkillLink").objects.create(win=made, skill_id=skill, slot=slot, how=how)
    for name in artifacts:
        apps.get_model("evidence", "Artifact").objects.create(win=made, name=name, size=1)
    for one in by:
        apps.get_model("evidence", "Confirmation").objects.create(
            win=made, by=one, who=" ".join(one.split()).casefold(), date="2026-10-10", verdict="confirmed"
        )
    return made


def test_every_word_is_found_from_then_on_as_if_it_were_written_today(before):
    alice, bob = person(before, "alice"), person(before, "bob", record_version=7)
    first = win(
        before,
        alice,
        "Trip to Łódź",
        action="We don’t ship ㎒",
        links=("𝗕𝗼𝗹𝗱 plan", "Café"),
        artifacts=("№ 4.pdf", "re\u00adport.pdf"),
    )
    win(before, bob, "Plain words")
    shown = before.get_model("evidence", "Artifact").objects
    shown.create(win=first, name="taken off.pdf", size=1, removed_at=timezone.now() - timedelta(1))
    migrate(newest())
    keep_index()
    stored = Win.objects.get(pk=first.pk)
    assert stored.search_text == stored.searchable(stored.links.all(), stored.artifacts.all())
    owner = User.objects.get(pk=alice.pk)
    for asked in ("lodz", "don't", "MHz", "bold", "cafe", "no", "report"):
        assert owner.wins.saying(owner, asked).count() == 1, asked
    assert [user.record_version for user in User.objects.order_by("pk")] == [0, 7]


def test_two_normal_forms_of_a_name_are_one_person_and_what_was_remembered_is_stale(before):
    alice, bob = person(before, "alice"), person(before, "bob", record_version=7, counting_version=2)
    win(before, alice, "Calm", by=("Jos\u00e9 Paz", "JOSE\u0301  Paz", "O’Neil", "ana"))
    win(before, bob, "Calm", by=("Jos\u00e9 Paz", "Ana Reyes"))
    migrate(NAME)
    whose = Confirmation.objects.order_by("pk").values_list("who", flat=True)
    assert list(whose) == ["jos\u00e9 paz", "jos\u00e9 paz", "o'neil", "ana", "jos\u00e9 paz", "ana reyes"]
    people = User.objects.order_by("pk")
    assert [(one.record_version, one.counting_version) for one in people] == [(1, 1), (7, 2)]


def test_it_goes_through_every_slice_and_a_second_run_changes_nothing(before, monkeypatch):
    monkeypatch.setattr(MIGRATION, "SLICE", 2)
    alice = person(before, "alice")
    for number in range(5):
        win(before, alice, f"Łódź {number}", by=("Jose\u0301",))
    migrate(NAME)
    assert Win.objects.filter(search_text__startswith="lodz").count() == 5
    assert set(Confirmation.objects.values_list("who", flat=True)) == {"jos\u00e9"}
    versions = list(User.objects.values_list("record_version", "counting_version"))
    migrate(BEFORE)
    migrate(NAME)
    assert list(User.objects.values_list("record_version", "counting_version")) == versions


def test_what_lies_in_the_trash_is_folded_anew_too_and_nothing_else_changes(before):
    alice = person(before, "alice")
    thrown = win(before, alice, "Østkyst")
    before.get_model("evidence", "Win").objects.update(deleted_at=timezone.now())
    rows = before.get_model("evidence", "Win")._base_manager.values()
    was = rows.get(pk=thrown.pk)
    migrate(NAME)
    assert rows.get(pk=thrown.pk) == was | {"search_text": "ostkyst"}
