"""Capturing: one typed line becomes a noted win, once."""

import uuid
from typing import NamedTuple

from django.db import transaction

from evidence.models import User, Win
from evidence.models.once import once
from evidence.models.wins import TITLE_LENGTH
from evidence.wins import answers
from evidence.wins.date_words import dated
from evidence.wins.offers import ask_before_saving
from insights.letters import beginning

CUT = " …"
TITLE_WORDS = 24
LONG_WORD = 40
"""A word that is longer is cut, rather than the title far before it."""


class Captured(NamedTuple):
    """The win of a line, the date words that were understood in front of it, and whether it is new.

    `unfit` says why date words in front were not taken for a date.
    """

    win: Win
    words: str
    is_new: bool
    unfit: str = ""


def capture(user: User, line: str, submission: uuid.UUID, *, skill: str = "", kind: str = "other") -> Captured:
    """Logs `line` as a win of `user`, once for each `submission` and line.

    The same line sent again under the same submission (a double click, a retry after a lost answer) gives the win that
    it made; another line makes another win. A line longer than a title stands whole under the context. `skill` is
    linked if given.
    """
    day, words, understood, unfit = dated(line, user.today())
    title, context = title_and_context(words)
    of_this_line = uuid.uuid5(submission, line)
    win = Win(owner=user, submission=of_this_line, title=title, context=context, date=day, kind_id=kind)
    win.search_text = win.searchable((), ())
    ask_before_saving(win)  # before the lock is taken: nobody waits for the model

    def log() -> Win:
        win.save(force_insert=True)
        if skill:
            answers.link(win, skill)
        return win

    win, is_new = once(user.wins.all(), of_this_line, log)
    return Captured(win, understood, is_new, unfit if is_new else "")


def title_and_context(words: str) -> tuple[str, str]:
    """A line as a title; where it is too long for one, its beginning, which says so, and the whole line as context."""
    if len(words) <= TITLE_LENGTH:
        return words, ""
    room = TITLE_LENGTH - len(CUT)
    title = beginning(" ".join(words.split()[:TITLE_WORDS]), room)
    if len(title) > room - LONG_WORD and not words[len(title)].isspace():
        title = title.rpartition(" ")[0] or title
    return title.rstrip() + CUT, words


def take_whole(user: User, pk: int, line: str) -> Win | None:
    """Gives a captured win its whole line back, as of today. None, and nothing is done, if it was changed since.

    Raises Win.DoesNotExist if the user has no such win or it lies in the Trash.
    """
    with transaction.atomic():
        user.lock()
        win = user.wins.kept().get(pk=pk)
        if win.version > 1 or win.confirmations.exists():
            return None
        title, context = title_and_context(" ".join(line.split()))
        win.edit({"title": title, "context": context, "date": user.today()})
        return win
