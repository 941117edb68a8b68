"""Who is judged, for what: the person's own row, for the judgement, out and in."""

from collections.abc import Mapping
from typing import Any

from evidence.models import User
from evidence.record.keeping import Added, Beside, Entries, Keeper
from insights.evidence_format.shape import ProfileEntry
from insights.record import Profile


def profile_of(user: User) -> Profile:
    """Who is judged, from the person's own row; what is not given takes the rules' own defaults."""
    level = {"level": user.level_id} if user.level_id else {}
    return Profile(
        **level,
        track=user.judged_track,
        target=user.target_id or "",
        target_date=user.target_date,
        department=user.department,
    )


def values_of(user: User) -> Mapping[str, Any]:
    """The profile as the judgement takes it. No query."""
    return {"profile": profile_of(user)}


def entries_of(user: User) -> Entries:
    """The profile as it was given, for the file. No query."""
    entry = ProfileEntry(
        level=user.level_id or "",
        track=user.track,
        target=user.target_id or "",
        target_date=user.target_date,
        department=user.department,
    )
    return Entries({"profile": entry})


def add(user: User, added: Added, _beside: Beside) -> None:
    """Writes the profile into the person's own row."""
    profile: ProfileEntry = added["profile"]
    user.level_id = profile.level or None
    user.track = profile.track
    user.target_id = profile.target or None
    user.target_date = profile.target_date
    user.department = profile.department
    user.save(update_fields=["level", "track", "target", "target_date", "department"])


KEEPER = Keeper(entries_of, add, values_of)
