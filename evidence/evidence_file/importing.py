"""An opened evidence file into one person's rows: whole, or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from evidence.evidence_file import into_rows as rows
from evidence.evidence_file.additions import Merge, Profiles, merge
from evidence.evidence_file.attached import File, Settled, artifacts_of, measured, settled
from evidence.evidence_file.from_rows import Kept, gathered, with_trash
from evidence.evidence_file.parcels import Parcel
from evidence.evidence_file.signing import still_held, vouched_for
from evidence.files import all_or_nothing
from evidence.models import User
from evidence.models.remembered import record_changed
from insights.evidence_format import EvidenceFile
from insights.evidence_format.shape import WinEntry


@dataclass(frozen=True, slots=True)
class Import:
    """What taking a file in comes to.

    `new_wins` are the wins that it adds, by their place in the file, `files` what was found of each that travels along,
    `count` and `size` (bytes) what of that the new wins bring. `vouched` are the places of confirmations and reviews
    that count, `claims` of those that are added without counting, each with the place of its win.
    """

    merge: Merge
    new_wins: dict[int, WinEntry]
    files: tuple[File, ...]
    count: int
    size: int
    vouched: frozenset[str]
    claims: Mapping[str, int]

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is here already."""
        return not any(self.merge.added.values()) and not self.merge.changed


def look_at(
    user: User,
    parcel: Parcel,
    *,
    trusted: bool = False,
    profiles: Profiles = "fill",
    known: tuple[File, ...] | None = None,
) -> Import:
    """What taking the file in would come to; no row is changed.

    `trusted`: whether the words of others in it are taken for theirs; else only those are that this server signed.
    `known`: the `files` of an earlier look at this very parcel, so that its pictures are not drawn once more.
    Raises EvidenceError where its files are missing, damaged, of a kind that is not kept, or too much.
    """
    with settled(parcel, known) as ready:
        return _plan(user, ready, with_trash(user, gathered(user)), trusted, profiles)


def take_in(user: User, parcel: Parcel, *, trusted: bool = False, profiles: Profiles = "fill") -> Import:
    """Takes the file in, whole or not at all; the same file again changes nothing. Arguments as in `look_at`.

    Raises EvidenceError, and then no row is changed and no file left behind.
    """
    # The pictures first: to draw them takes long, and nobody else's writing may wait for that.
    with settled(parcel) as ready, all_or_nothing(), transaction.atomic():
        # Two imports of one person wait for each other: the second finds what the first has brought.
        owner = User.objects.select_for_update().get(pk=user.pk)
        kept = with_trash(owner, gathered(owner))
        plan = _plan(owner, ready, kept, trusted, profiles)
        _write(owner, ready, kept, plan)
    user.refresh_from_db()
    return plan


def _plan(user: User, ready: Settled, kept: Kept, trusted: bool, profiles: Profiles) -> Import:
    parcel, evidence = ready.parcel, ready.evidence
    found = merge(kept.evidence, evidence, profiles, kept.trash)
    new = [at for at in range(len(evidence.wins)) if at not in found.matched]
    new_wins = dict(zip(new, found.added["wins"], strict=True))
    words = dict(_words_of_others(evidence))
    vouched = frozenset(words)
    if not trusted:
        vouched &= vouched_for(user, parcel.signature, parcel.sha256)
        # A file may be older than a word that took another back, so what is here decides.
        vouched &= still_held(user, evidence.wins) if vouched else vouched
    claims = {place: at for place, at in words.items() if at in new_wins and place not in vouched}
    return Import(found, new_wins, ready.found, *measured(user, new_wins, ready.files), vouched, claims)


def _words_of_others(evidence: EvidenceFile) -> Iterator[tuple[str, int]]:
    """The place of every confirmation and review in the file, with that of its win."""
    for at, win in enumerate(evidence.wins):
        for index, link in enumerate(win.skills):
            if link.review != "none":
                yield f"wins[{at}].skills[{index}]", at
        for index in range(len(win.confirmations)):
            yield f"wins[{at}].confirmations[{index}]", at


def _write(owner: User, ready: Settled, kept: Kept, plan: Import) -> None:
    found = plan.merge
    here = {kept.rows[found.wins[at]]: at for at in found.matched}
    now_vouched = rows.vouch(owner, here, plan.vouched)
    if plan.changes_nothing and not now_vouched:
        return
    rows.free_keys(owner, {win.key for win in plan.new_wins.values()})
    artifacts = artifacts_of(owner, ready, plan.new_wins)
    rows.add_wins(owner, plan.new_wins, plan.vouched, artifacts)
    rows.name_wins(owner, {key: kept.rows[key] for key in _pointed_at(found.added) & kept.unnamed})
    carried = {area: entries for area, entries in found.added.items() if area != "wins"}
    rows.carry(owner, carried, found.workplace)
    if found.profile != kept.evidence.profile:
        rows.keep_profile(owner, found.profile)
    record_changed(owner.pk)


def _pointed_at(added: dict[str, list[Any]]) -> set[str]:
    return {entry.win for area in ("problems", "newsletters") for entry in added[area]}
