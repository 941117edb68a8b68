"""The words of others on wins, confirmations and reviews, by their places in an evidence file: whose word they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched

from evidence.models import Confirmation, SkillLink, User
from evidence.record.keeping import AT_ONCE
from insights.evidence_format.shape import WinEntry


def words_in(wins: Sequence[WinEntry]) -> Iterator[tuple[str, int]]:
    """The place of every confirmation and review in the wins of a file, with that of its win."""
    for at, win in enumerate(wins):
        for index, link in enumerate(win.skills):
            if link.review != "none":
                yield f"wins[{at}].skills[{index}]", at
        for index in range(len(win.confirmations)):
            yield f"wins[{at}].confirmations[{index}]", at


def still_held(user: User, wins: Sequence[WinEntry]) -> frozenset[str]:
    """The places of words in `wins`, of a file that this server has signed, that still count.

    Of a win that is still here, in the Trash too, only what stands verified: a word that was taken back does not come
    back with an old file. Of a win that has gone for good the signature is all that there is, and it is enough.
    """
    rows = user.wins.values_list("pk", "key")
    here = {key or f"w{pk}" for pk, key in rows}
    last: dict[tuple[int, str], tuple[object, ...]] = {}
    said = Confirmation.objects.of(user).filter(verified=True).order_by("date", "pk")
    for win, key, who, *word in said.values_list(
        "win", "win__key", "who", "by", "department", "date", "verdict", "comment"
    ):
        last[win, who] = (key or f"w{win}", *word)
    reviewed = SkillLink.objects.of(user).filter(review_verified=True)
    held: set[tuple[object, ...]] = set(last.values())
    held |= {
        (key or f"w{win}", *word) for win, key, *word in reviewed.values_list("win", "win__key", "skill", "review")
    }
    return frozenset(
        [
            f"wins[{at}].skills[{n}]"
            for at, win in enumerate(wins)
            for n, link in enumerate(win.skills)
            if win.key not in here or (win.key, link.skill, link.review) in held
        ]
        + [
            f"wins[{at}].confirmations[{n}]"
            for at, win in enumerate(wins)
            for n, word in enumerate(win.confirmations)
            if win.key not in here or (win.key, word.by, word.department, word.date, word.verdict, word.comment) in held
        ]
    )


def vouch(user: User, wins: Mapping[int, int], vouched: frozenset[str]) -> int:
    """Vouches for words that are here already. `wins` maps the row of a win to its place in the file.

    Returns how many were only claims until now.
    """
    if not vouched:
        return 0
    links = SkillLink.objects.of(user).order_by("slot", "pk")
    words = Confirmation.objects.of(user).order_by("pk")
    known = _now_vouched(links.values_list("pk", "win_id", "review_verified"), wins, "skills", vouched)
    said = _now_vouched(words.values_list("pk", "win_id", "verified"), wins, "confirmations", vouched)
    for some in batched(known, AT_ONCE):
        SkillLink.objects.filter(pk__in=some).update(review_verified=True)
    for some in batched(said, AT_ONCE):
        Confirmation.objects.filter(pk__in=some).update(verified=True)
    return len(known) + len(said)


def _now_vouched(
    rows: Iterable[tuple[int, int, bool]], wins: Mapping[int, int], area: str, vouched: frozenset[str]
) -> list[int]:
    """The rows, of wins in the file, whose place there is vouched for and which are not verified yet."""
    seen: dict[int, int] = {}
    found = []
    for pk, win, verified in rows:
        at = seen[win] = seen.get(win, -1) + 1
        if not verified and win in wins and f"wins[{wins[win]}].{area}[{at}]" in vouched:
            found.append(pk)
    return found
