"""The words of others on wins, confirmations and reviews, by their places in an evidence file: whose word they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import batched
from typing import Any

from evidence.models import Confirmation, SkillLink, TakenBack, User
from evidence.record.keeping import AT_ONCE
from insights.confirmed_text import WinText
from insights.evidence_format.shape import ConfirmationEntry, WinEntry
from insights.evidence_format.texts import digest_in, text_of
from insights.record import person_key


def words_in(wins: Sequence[WinEntry]) -> Iterator[tuple[str, int]]:
    """The place of every confirmation and review in the wins of a file, with that of its win."""
    for at, win in enumerate(wins):
        for index, link in enumerate(win.skills):
            if link.review != "none":
                yield f"wins[{at}].skills[{index}]", at
        for index in range(len(win.confirmations)):
            yield f"wins[{at}].confirmations[{index}]", at


def given_for(word: ConfirmationEntry, now: WinText) -> tuple[str, list[Any]]:
    """What names the text that a word in a file was given for, and that text as a row keeps it, empty if unknown.

    `now` is what its win says there. A word of which the file does not say so is for that.
    """
    of = digest_in(word)
    if of in ("", now.digest):
        return now.digest, list(now)
    return of, list(text_of(word.text)) if word.text else []


def taken_back(user: User, wins: Sequence[WinEntry]) -> frozenset[str]:
    """The places of confirmations in `wins` that somebody has taken back on a win that has gone for good since."""
    until = dict(user.taken_back.values_list("digest", "until"))
    if not until:
        return frozenset()
    return frozenset(
        place
        for place, win, word in _confirmations_in(wins)
        if word.date <= until.get(TakenBack.digest_of(person_key(word.by), given_for(word, text_of(win))[0]), date.min)
    )


def still_held(user: User, wins: Sequence[WinEntry]) -> frozenset[str]:
    """The places of words in `wins`, of a file that this server has signed, that it still stands up for.

    A confirmation that is here already, on whatever win, in the Trash too, is that one word: it does not count a second
    time, nor again after it was taken back. Of reviews those that stand verified on the same win, or whose win has gone
    for good: there the signature is all that there is, and it is enough.
    """
    here = {key or f"w{pk}" for pk, key in user.wins.values_list("pk", "key")}
    said = set(Confirmation.objects.of(user).filter(verified=True).values_list(*_WORD))
    links = SkillLink.objects.of(user).filter(review_verified=True)
    reviews = {(key or f"w{pk}", *said) for pk, key, *said in links.values_list("win", "win__key", "skill", "review")}
    return frozenset(
        [
            f"wins[{at}].skills[{n}]"
            for at, win in enumerate(wins)
            for n, link in enumerate(win.skills)
            if win.key not in here or (win.key, link.skill, link.review) in reviews
        ]
        + [
            place
            for place, win, word in _confirmations_in(wins)
            if (word.by, word.department, word.date, word.verdict, word.comment, given_for(word, text_of(win))[0])
            not in said
        ]
    )


_WORD = ("by", "department", "date", "verdict", "comment", "of")


def _confirmations_in(wins: Sequence[WinEntry]) -> Iterator[tuple[str, WinEntry, ConfirmationEntry]]:
    for at, win in enumerate(wins):
        for index, word in enumerate(win.confirmations):
            yield f"wins[{at}].confirmations[{index}]", win, word


def vouch(user: User, here: Mapping[int, int], wins: Sequence[WinEntry], vouched: frozenset[str]) -> int:
    """Vouches for words that are here already, for the texts that the file names. `here` maps the row of a win to its
    place among the `wins` of the file.

    Returns how many were only claims until now, or for another text.
    """
    if not vouched:
        return 0
    links = SkillLink.objects.of(user).order_by("slot", "pk").values_list("win_id", "pk", "review_verified")
    known = [pk for place, pk, is_known in _in_file(links, here, "skills") if not is_known and place in vouched]
    for some in batched(known, AT_ONCE):
        SkillLink.objects.filter(pk__in=some).update(review_verified=True)
    rows = Confirmation.objects.of(user).order_by("pk").values_list("win_id", "pk", "verified", "of")
    entries = {place: given_for(word, text_of(win)) for place, win, word in _confirmations_in(wins) if place in vouched}
    said = [
        Confirmation(pk=pk, verified=True, of=entries[place][0], text=entries[place][1])
        for place, pk, *known_as in _in_file(rows, here, "confirmations")
        if place in entries and known_as != [True, entries[place][0]]
    ]
    Confirmation.objects.bulk_update(said, ["verified", "of", "text"], batch_size=AT_ONCE)
    return len(known) + len(said)


def _in_file(rows: Iterable[tuple[Any, ...]], here: Mapping[int, int], area: str) -> Iterator[tuple[Any, ...]]:
    """Rows that begin with their win's number, without it and after their place in the file, where they are in it."""
    seen: dict[int, int] = {}
    for win, *row in rows:
        at = seen[win] = seen.get(win, -1) + 1
        if win in here:
            yield f"wins[{here[win]}].{area}[{at}]", *row
