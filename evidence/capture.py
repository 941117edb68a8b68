"""Capturing: one typed line becomes a noted win, once."""

import uuid
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.text import Truncator

from evidence.date_words import dated
from evidence.models import User, Win
from evidence.models.wins import TITLE_LENGTH


class Captured(NamedTuple):
    """The win of a line, the date words that were understood in front of it, and whether it is new."""

    win: Win
    words: str
    is_new: bool


def capture(user: User, line: str, submission: uuid.UUID, *, skill: str = "", kind: str = "other") -> Captured:
    """Logs `line` as a win of `user`, once for each `submission` and line.

    The same line sent again under the same submission (a double click, a retry after a lost answer) gives the win that
    it made; another line makes another win. A line longer than a title stands whole under the context. `skill` is
    linked if given.
    """
    day, words, understood = dated(line, user.today())
    title = words if len(words) <= TITLE_LENGTH else Truncator(words).words(24, truncate=" …")[:TITLE_LENGTH]
    once = uuid.uuid5(submission, line)
    try:
        with transaction.atomic():
            win = Win(owner=user, submission=once, title=title, date=day, kind_id=kind)
            win.context = "" if title == words else words
            win.save(force_insert=True)
            win.refresh_search()
            if skill:
                win.link_skill(skill)
            return Captured(win, understood, is_new=True)
    except IntegrityError:
        return Captured(user.wins.get(submission=once), understood, is_new=False)
