"""Two changes of one record at the same time: one waits for the other, and never each for the other."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from evidence.account.deletion import delete_account
from evidence.management.commands.tidy import tidy_rows
from evidence.models import Packet, Win
from evidence.models.skill_links import link_skill, unlink_skill
from evidence.models.tokens import new_token
from evidence.models.trash import DAYS_IN_TRASH
from evidence.packets import sharing
from evidence.wins import answers
from tests.factories import make_packet, make_user, make_win, store_bytes


def link(win: Win) -> None:
    link_skill(win, "coaching")


def unlink(win: Win) -> None:
    unlink_skill(win, "agency")


def answer(win: Win) -> None:
    answers.none_of(win, ["coaching"])


def add_file(win: Win) -> None:
    store_bytes(win, "Notes.txt", b"line by line")


def share(win: Win) -> None:
    sharing.share(Packet.objects.get(), new_token(), recipient="", days=14)


def delete_the_account(win: Win) -> None:
    delete_account(win.owner)


def tidy(win: Win) -> None:
    tidy_rows(Win, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [link, unlink, answer, add_file, share, delete_the_account, tidy])
def test_a_change_waits_for_one_that_holds_the_record(change: Callable[[Win], None]):
    alice = make_user()
    win = make_win(alice, told=True, skills=["agency"])
    packet = make_packet(alice)
    packet.items.create(link=win.links.get(), position=1)
    if change is tidy:
        win.delete_softly()
    holds, problems = Event(), []

    def save_slowly() -> None:
        with transaction.atomic():
            alice.lock()
            holds.set()
            other.join(0.5)
            win.links.update(how="As typed")
            Win.objects.filter(pk=win.pk).update(title="As typed")
            Packet.objects.update(ask="As typed")

    def change_too() -> None:
        holds.wait()
        change(Win.objects.get(pk=win.pk))

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as problem:  # noqa: BLE001 - the test asks for any
            problems.append(problem)
        finally:
            connection.close()

    other = Thread(target=run, args=[change_too])
    first = Thread(target=run, args=[save_slowly])
    other.start()
    first.start()
    first.join()
    other.join()
    assert problems == []
