"""An opened evidence file into one person's rows: whole, or not at all."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction

from evidence.evidence_file.additions import Additions, Profiles, additions
from evidence.evidence_file.attached import (
    Bytes,
    File,
    Settled,
    artifacts_of,
    bytes_for,
    give_back,
    settled,
    written_again,
)
from evidence.evidence_file.from_rows import Kept, gathered, with_trash
from evidence.evidence_file.parcels import Parcel
from evidence.evidence_file.signing import vouched_for
from evidence.files import all_or_nothing
from evidence.files.storing import make_room
from evidence.models import User
from evidence.models.holding import held_for
from evidence.models.remembered import record_changed
from evidence.models.waiting import patience
from evidence.record import profile
from evidence.record.areas import KEPT_BY
from evidence.record.keeping import Added, Beside
from evidence.record.wins import words
from insights.evidence_format.areas import pointers
from insights.evidence_format.shape import WinEntry

WAITS = 60
"""Seconds that each slice of an import waits for other writers: it is they who are in a hurry."""


TRIES = 3
"""So often it is tried beside everybody else."""


class _Overtaken(Exception):
    """The record has changed while the rows were written, so that these are no longer what the file comes to."""


@dataclass(frozen=True, slots=True)
class Import:
    """What taking a file in comes to.

    `files` is what was found of each that travels along, `bytes` what of that is kept, and what is missing.
    `vouched` are the places of confirmations and reviews that are taken for those of others. `claims` are added without
    counting, and so are those that were `taken_back` since, each with the place of its win. `is_signed_without_texts`:
    this server has signed the file before it knew which text a confirmation is for.
    """

    additions: Additions
    files: tuple[File, ...]
    bytes: Bytes
    vouched: frozenset[str]
    claims: Mapping[str, int]
    taken_back: Mapping[str, int] = field(default_factory=dict)
    is_signed_without_texts: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is here already."""
        return not any(self.additions.added.values()) and not self.additions.changed and not self.bytes.back

    @property
    def new_wins(self) -> Mapping[int, WinEntry]:
        """The wins that it adds, by their place in the file."""
        return self.additions.added["wins"]


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
    Raises EvidenceError where its files are damaged, of a kind that is not kept, or too much.
    """
    with settled(parcel, known) as ready:
        return _plan(user, ready, with_trash(user, gathered(user)), trusted, profiles)


def take_in(user: User, parcel: Parcel, *, trusted: bool = False, profiles: Profiles = "fill") -> Import:
    """Takes the file in, whole or not at all; the same file again changes nothing. Arguments as in `look_at`.

    It takes long where there is much, and others write meanwhile: until all of it is here nobody sees a row of it, and
    what they change is looked at again before it shows. Raises EvidenceError, or User.DoesNotExist where the account
    has just gone, and then no row is changed and no file left behind.
    """
    # The pictures first: to draw them takes long too.
    with settled(parcel) as ready, patience(WAITS):
        taken = _whenever_it_is_quiet(user, ready, trusted, profiles)
    user.refresh_from_db()
    return taken


def _whenever_it_is_quiet(user: User, ready: Settled, trusted: bool, profiles: Profiles) -> Import:
    for _ in range(TRIES):
        with suppress(_Overtaken):
            return _taken(User.objects.get(pk=user.pk), ready, trusted, profiles)
    # Somebody changes the record all the time: once, they have to wait.
    with all_or_nothing(), transaction.atomic():
        return _taken(User.objects.select_for_update().get(pk=user.pk), ready, trusted, profiles)


def _taken(owner: User, ready: Settled, trusted: bool, profiles: Profiles) -> Import:
    """One try to take it in. Raises _Overtaken where something else would come of it by now."""
    seen = _stamp(owner)
    kept = with_trash(owner, gathered(owner))
    plan = _plan(owner, ready, kept, trusted, profiles)
    with all_or_nothing(), held_for(owner) as holder:
        beside = Beside(holder, plan.vouched, artifacts_of(owner, ready, plan.new_wins))
        places = written_again(owner, ready, plan.bytes.back)
        new = {**plan.additions.added, **{name: plan.additions.single[name] for name in plan.additions.changed}}
        for keeper, areas in KEPT_BY.items():
            if added := {area: new[area] for area in areas if new.get(area)}:
                keeper.hold(added, beside)
        with transaction.atomic():
            now = User.objects.select_for_update().get(pk=owner.pk)
            if _stamp(now) != seen:
                kept = with_trash(now, gathered(now))
                if _plan(now, ready, kept, trusted, profiles) != plan:
                    raise _Overtaken
            if plan.bytes.size:
                make_room(now.pk, plan.bytes.size)
            give_back(plan.bytes.back, places)
            _write(now, ready, kept, plan, new, beside)
    return plan


def _stamp(owner: User) -> tuple[object, ...]:
    """What is another as soon as the person's record is: read it first, then the record."""
    return owner.record_version, profile.entries_of(owner)


def _plan(user: User, ready: Settled, kept: Kept, trusted: bool, profiles: Profiles) -> Import:
    parcel, evidence = ready.parcel, ready.evidence
    found = additions(kept.evidence, evidence, profiles, kept.trash)
    said = dict(words.words_in(evidence.wins))
    vouched, is_of_before = frozenset(said), False
    if not trusted:
        signed = vouched_for(user, parcel.signature, parcel.sha256)
        is_of_before = signed.knows_no_texts
        vouched &= signed.places
        # A file may be older than a word that took another back, so what is here decides.
        vouched &= words.still_held(user, evidence.wins) if vouched else vouched
    new_wins, back = found.added["wins"], words.taken_back(user, evidence.wins)
    vouched -= back
    idle = {place: at for place, at in said.items() if at in new_wins and place not in vouched}
    return Import(
        found,
        ready.found,
        bytes_for(user, new_wins, ready.files),
        vouched,
        claims={place: at for place, at in idle.items() if place not in back},
        taken_back={place: at for place, at in idle.items() if place in back},
        is_signed_without_texts=is_of_before,
    )


def _write(owner: User, ready: Settled, kept: Kept, plan: Import, new: Added, beside: Beside) -> None:
    found = plan.additions
    here = {kept.rows["wins"][key]: at for at, key in found.here["wins"].items()}
    now_vouched = words.vouch(owner, here, ready.evidence.wins, plan.vouched)
    if plan.changes_nothing and not now_vouched:
        return
    names = _now_pointed_at(found, kept)
    for keeper, areas in KEPT_BY.items():
        if added := {area: new[area] for area in areas if new.get(area)}:
            keeper.add(owner, added, beside)
        if keys := {area: names[area] for area in areas if names.get(area)}:
            keeper.name(owner, keys)
    record_changed(owner.pk)


def _now_pointed_at(found: Additions, kept: Kept) -> dict[str, dict[str, int]]:
    """By area: the keys that were only made up for the file and that new entries now point at, with their rows."""
    names: dict[str, dict[str, int]] = defaultdict(dict)
    for entries in found.added.values():
        for entry in entries.values():
            for pointer in pointers(entry):
                if pointer.key in kept.made_up.get(pointer.area, ()):
                    names[pointer.area][pointer.key] = kept.rows[pointer.area][pointer.key]
    return names
