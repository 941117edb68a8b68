"""Long writes come in slices: others write between them, nobody sees half of it, and a kill leaves nothing behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from evidence.account.deletion import delete_account
from evidence.account.samples import delete_expired_samples
from evidence.evidence_file.from_rows import evidence_of
from evidence.evidence_file.importing import take_in
from evidence.evidence_file.parcels import opened
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Artifact, Confirmation, ShareLink, SkillLink, User, Win, holding, slices
from evidence.models.trash import DAYS_IN_TRASH
from evidence.models.waiting import patience
from evidence.wins import answers
from evidence.wins.capture import capture
from insights.evidence_format import EvidenceFile
from tests.evidence.evidence_file.filing import bring, file
from tests.evidence.evidence_file.test_zip import NOTES, evidence_with
from tests.factories import make_link, make_packet, make_user, make_win
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WINS = 12


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch) -> None:
    monkeypatch.setattr(slices, "AT_ONCE", 5)


@pytest.fixture
def alice(transactional_db) -> User:
    return make_user()


@pytest.fixture
def bob(transactional_db) -> User:
    return make_user("bob@example.org")


@pytest.fixture
def meanwhile(monkeypatch) -> Callable[[Callable[[], None]], list]:
    """What another process does whenever a long write lets others in, without waiting for anybody; what came of it."""

    def does(thing: Callable[[], None]) -> list:
        came_of_it = []

        def at_a_rest(spent: float | None) -> None:
            if spent is not None and not connection.in_atomic_block:
                came_of_it.extend(at_once(lambda: without_waiting(thing)))

        monkeypatch.setattr(slices, "_let_others_in", at_a_rest)
        return came_of_it

    return does


def without_waiting(thing: Callable[[], None]) -> None:
    with patience(0.2):
        thing()


def many() -> EvidenceFile:
    """The example with many wins in place of its one."""
    one = file().wins[0]
    return replace(file(), wins=tuple(replace(one, key=f"k{n}", title=f"Win {n}") for n in range(1, WINS + 1)))


def killed(monkeypatch, act: Callable[..., object], *given: object) -> None:
    """Does it in a process that dies at the first rest: nothing is cleaned up."""

    def dies(spent: float | None) -> None:
        if spent is not None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(slices, "_let_others_in", dies)
        patch.setattr(holding, "let_go", lambda _holder: None)
        with pytest.raises(KeyboardInterrupt):
            act(*given)


def everything() -> list[int]:
    return [kind._base_manager.count() for kind in (User, Win, SkillLink, Artifact, Confirmation)]


# Taking in


def test_others_log_between_the_slices_of_an_import_and_see_nothing_of_it(alice, bob, meanwhile):
    seen = []

    def others() -> None:
        capture(bob, "A line of Bob's", uuid4())
        capture(alice, "A line of mine", uuid4())
        own = alice.wins.exclude(title="A line of mine")
        parts = [kind.objects.of(alice).count() for kind in (SkillLink, Artifact, Confirmation)]
        found = list(alice.wins.saying(alice, "support threads"))
        seen.append((own.count(), parts, found, User.objects.count(), list(alice.carried_areas.all())))

    came_of_it = meanwhile(others)
    bring(alice, many(), trusted=True)
    assert came_of_it == [None, None]
    assert seen == [(0, [0, 0, 0], [], 2, [])] * 2
    assert alice.wins.filter(title="A line of mine").count() == bob.wins.count() == 2
    assert alice.wins.exclude(title="A line of mine").count() == WINS
    assert alice.wins.saying(alice, "support threads").count() == WINS
    assert SkillLink.objects.of(alice).count() == Confirmation.objects.of(alice).count() == WINS
    assert User._base_manager.count() == 2


def test_what_is_changed_meanwhile_is_looked_at_again(alice, meanwhile):
    """Mine stays, of which the file held another when it was looked at; and nothing comes in twice."""
    profile = replace(file().profile, level="", target="", target_date=None, department="sales")
    evidence, done = replace(many(), profile=profile), []
    User.objects.update(department="")

    def changes() -> None:
        if not done:
            done.append(True)
            User.objects.update(department="legal")
            bring(alice, replace(file(), wins=many().wins[:7]), trusted=True)

    assert meanwhile(changes) is not None
    bring(alice, evidence, trusted=True)
    alice.refresh_from_db()
    assert alice.department == "legal"
    assert set(evidence_of(alice).wins) == set(many().wins)
    assert len(evidence_of(alice).people) == 1
    assert everything() == [1, WINS, WINS, WINS, WINS]


def test_whoever_changes_the_record_all_the_time_has_to_wait_once(alice, meanwhile):
    """Else an import would begin anew for ever: each of these takes the key of a win that comes."""
    came_of_it = meanwhile(lambda: make_win(alice, key=f"k{alice.wins.count() + 1}"))
    bring(alice, many(), trusted=True)
    mine = len(came_of_it)
    assert came_of_it == [None] * mine
    assert alice.wins.count() == mine + WINS


def test_an_import_that_is_killed_leaves_nothing_that_anybody_sees_and_can_be_begun_again(alice, monkeypatch):
    killed(monkeypatch, bring, alice, many())
    assert not alice.wins.exists()
    assert not list(alice.wins.saying(alice, "support threads"))
    assert Win._base_manager.count() == 5
    bring(alice, many(), trusted=True)
    assert alice.wins.count() == WINS
    now = timezone.now()
    assert holding.let_go_of_abandoned(now) == 0
    assert holding.let_go_of_abandoned(now + holding.LIVES) == 1
    assert everything() == [1, WINS, WINS, WINS, WINS]


def test_tidy_takes_away_what_a_killed_import_has_left(alice, monkeypatch):
    killed(monkeypatch, bring, alice, many())
    User._base_manager.filter(pk__lt=0).update(expires_at=timezone.now())
    call_command("tidy", verbosity=0)
    assert everything() == [1, 0, 0, 0, 0]


def test_a_fault_half_way_leaves_no_row_and_no_file(alice, monkeypatch):
    before = everything()
    monkeypatch.setattr("evidence.evidence_file.importing._write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), opened(evidence_with("Notes.txt", NOTES), alice.today()) as parcel:
        take_in(alice, parcel)
    assert everything() == before
    assert default_storage.listdir(f"artifacts/{alice.pk}")[1] == []


# Taking away


def test_others_log_while_an_account_goes_of_which_nobody_sees_anything_any_more(alice, bob, meanwhile, client):
    bring(alice, many())
    make_link(make_packet(alice))
    client.force_login(alice)
    seen = []

    def others() -> None:
        capture(bob, "A line of Bob's", uuid4())
        make_user("alice@example.org").delete()  # the address is free
        seen.append((client.get("/settings/").status_code, ShareLink.objects.count()))

    came_of_it = meanwhile(others)
    delete_account(alice)
    assert came_of_it == [None] * (WINS // 5)
    assert set(seen) == {(302, 0)}
    assert everything() == [1, 2, 0, 0, 0]


def test_housekeeping_ends_an_account_whose_end_was_broken_off(alice, bob, monkeypatch):
    bring(alice, many())
    make_win(bob)
    killed(monkeypatch, delete_account, alice)
    assert Win.objects.exists()
    assert delete_expired_samples(timezone.now()) == 1
    assert everything() == [1, 1, 0, 0, 0]


def test_what_is_held_for_somebody_goes_with_their_account_and_nobody_elses(alice, bob, monkeypatch):
    for user in (alice, bob):
        killed(monkeypatch, bring, user, many())
    delete_account(alice)
    assert everything()[:2] == [2, 5]
    delete_account(bob)
    assert everything()[:2] == [0, 0]


def test_others_log_while_a_full_trash_is_emptied(alice, bob, meanwhile):
    bring(alice, many())
    answers.link(alice.wins.first(), "agency")
    alice.wins.update(deleted_at=timezone.now())
    alice.refresh_from_db()
    came_of_it = meanwhile(lambda: capture(bob, "A line of Bob's", uuid4()))
    assert tidy_rows(Win, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == WINS
    assert came_of_it == [None] * (WINS // 5)
    assert everything() == [2, 2, 0, 0, 0]
    version = alice.record_version
    alice.refresh_from_db()
    assert alice.leaning == {}
    assert alice.record_version == version  # nothing was worked out from what lay in the Trash


def test_a_win_that_is_restored_meanwhile_stays(alice, meanwhile):
    bring(alice, many())
    alice.wins.update(deleted_at=timezone.now())
    last = alice.wins.latest("pk")
    meanwhile(last.restore)
    assert tidy_rows(Win, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1)) == WINS - 1
    assert alice.wins.get() == last
