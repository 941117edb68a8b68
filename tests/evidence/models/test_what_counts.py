"""The version of what counts: whatever happens to a record, remembered tallies equal those worked out afresh."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import Artifact, Confirmation, SkillLink, User, Win
from evidence.models.skill_links import TooManySkills, link_skill, unlink_skill
from evidence.readiness.steps import next_steps, steps_in_words
from evidence.readiness.tallies import _worked_out, tallies, tallies_and_unlinked
from evidence.record.person import profile_of, timeline_of
from evidence.wins import answers
from evidence.wins.capture import capture
from insights.readiness import assess_aim
from insights.targets import aim_of
from tests.factories import CAME_OF_IT, DID, make_artifact, make_confirmation, make_user, make_win

SKILLS = ("agency", "clarity", "coaching", "learning")
numbers = count()


def _capture(user: User, nth: int) -> None:
    capture(user, f"Line {nth}", uuid4(), skill=SKILLS[nth % 4] if nth % 2 else "")


def _make(user: User, nth: int) -> None:
    make_win(user, days_ago=nth * 100, told=bool(nth % 2), skills=[SKILLS[nth % 4]])


def _set(**values) -> Callable[[Win, int], None]:
    def act(win: Win, _nth: int) -> None:
        for name, value in values.items():
            setattr(win, name, value)
        win.save(update_fields=list(values))

    return act


def _move(win: Win, nth: int) -> None:
    win.date = win.owner.today().replace(day=1 + nth)
    if win.date <= win.owner.today():
        win.save(update_fields=["date"])


def _link(win: Win, nth: int) -> None:
    with suppress(TooManySkills):
        link_skill(win, SKILLS[nth % 4])


def _unlink(win: Win, nth: int) -> None:
    unlink_skill(win, SKILLS[nth % 4])


def _review(win: Win, _nth: int) -> None:
    for link in win.links.all():
        link.review, link.review_verified = "needs-more", True
        link.save()


def _remove(win: Win, _nth: int) -> None:
    for artifact in win.artifacts.all():
        artifact.remove()


def _restore(win: Win, _nth: int) -> None:
    for artifact in Artifact.with_removed.filter(win=win).removed():
        artifact.restore()


def _unsay(win: Win, _nth: int) -> None:
    for word in win.confirmations.all():
        word.delete()


ON_A_WIN = [
    _set(action=DID, result=CAME_OF_IT),
    _set(action=""),
    _set(metric_after=12.0),
    _set(title="Another title"),
    _move,
    _link,
    _unlink,
    _review,
    lambda win, nth: make_artifact(win, f"https://wiki.example/{nth}"),
    _remove,
    _restore,
    lambda win, nth: make_confirmation(win, by=f"Colleague {nth}"),
    _unsay,
    lambda win, nth: answers.none_of(win, ["learning"]),
    lambda win, nth: win.delete_softly(),
    lambda win, nth: win.restore(),
    lambda win, nth: win.delete(),
    lambda win, nth: win.save(),
]
OWN = [_capture, _make]
step = st.tuples(st.sampled_from([*OWN, *ON_A_WIN]), st.integers(0, 8), st.booleans())


def one_of_the_wins(user: User, nth: int, is_stale: bool, seen: dict[int, Win]) -> Win | None:
    """One of the person's wins, as it is now or as it was when it was first read."""
    pks = sorted(user.wins.values_list("pk", flat=True))
    if not pks:
        return None
    win = Win.objects.select_related("owner").get(pk=pks[nth % len(pks)])
    first = seen.setdefault(win.pk, win)
    return first if is_stale else win


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=8, max_size=14))
def test_remembered_tallies_equal_those_worked_out_afresh(steps):
    user = make_user(f"person{next(numbers)}@example.org")
    today, seen = user.today(), {}
    make_win(user, "A told one", told=True, skills=["agency"])
    make_win(user, "A noted one", skills=["clarity"])
    for act, nth, is_stale in steps:
        if act in OWN:
            act(user, nth)
        elif win := one_of_the_wins(user, nth, is_stale, seen):
            act(win, nth)
        known, fresh = tallies(user, today), _worked_out(user, today)
        assert known == fresh
        now = User.objects.get(pk=user.pk)
        assert next_steps(now, today) == steps_in_words(assess_aim(timeline_of(now), aim_of(profile_of(now)), today))
        assert tallies_and_unlinked(user, today)[0] == fresh  # read from what is kept


@pytest.mark.django_db
def test_a_captured_line_leaves_the_tallies_remembered(alice, monkeypatch):
    make_win(alice, told=True, skills=["agency"])
    before = tallies(alice, alice.today())
    monkeypatch.setattr("evidence.readiness.tallies._worked_out", lambda *_: pytest.fail("worked out anew"))
    for skill in ("", "agency"):
        capture(alice, f"Agreed one forecast {skill}", uuid4(), skill=skill)
    win = make_win(alice, "A noted one", skills=["clarity"])
    win.delete_softly()
    assert tallies(alice, alice.today()) == before
    assert tallies_and_unlinked(alice, alice.today())[0] == before


@pytest.mark.django_db
def test_wins_that_wait_for_a_skill_are_counted_anew_all_the_same(alice):
    make_win(alice, days_ago=20)
    assert tallies_and_unlinked(alice, alice.today())[1] == 1
    win = make_win(alice, "Another", days_ago=20)
    assert tallies_and_unlinked(alice, alice.today())[1] == 2
    link_skill(win, "agency")
    assert tallies_and_unlinked(alice, alice.today())[1] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["delete_softly", "save", "link", "artifact", "confirmation"])
def test_who_waits_for_a_win_to_be_told_knows_that_it_is(act):
    """PostgreSQL answers the one who waited from what it saw before: see record_changed."""
    alice = make_user()
    win = make_win(alice)
    version = User.objects.values_list("counting_version", flat=True)
    told, begun, problems = Event(), Event(), []

    def tell() -> None:
        with transaction.atomic():
            mine = Win.objects.get(pk=win.pk)
            mine.action, mine.result = DID, CAME_OF_IT
            mine.save()
            told.set()
            begun.wait(5)
            other.join(0.5)

    def change() -> None:
        theirs = Win.objects.get(pk=win.pk)
        told.wait(5)
        begun.set()
        if act == "link":
            SkillLink.objects.create(win=theirs, skill_id="agency", slot=1)
        elif act == "artifact":
            Artifact.objects.create(win=theirs, url="https://wiki.example/")
        elif act == "confirmation":
            Confirmation.objects.create(win=theirs, by="Ana", date=alice.today(), verdict="confirmed")
        else:
            getattr(theirs, act)()

    def run(do: Callable[[], None]) -> None:
        try:
            do()
        except Exception as problem:  # noqa: BLE001 - the test asks for any
            problems.append(problem)
        finally:
            connection.close()

    first, other = (Thread(target=run, args=[do]) for do in (tell, change))
    other.start()
    first.start()
    for thread in (first, other):
        thread.join()
    assert problems == []
    assert version.get(pk=alice.pk) == 2
