"""What a skill or a win lacks, and why a link does not count."""

from collections.abc import Sequence
from datetime import date

from insights.dates import in_words
from insights.grades import Lack, Reason
from insights.sentences.words import called, number, sentence, some
from insights.statuses import Drop, Missing
from insights.values import STATUSES
from insights.word_count import is_unspaced


def missing(entry: Missing, day: date) -> str:
    """What a skill lacks, as the thing to add. `day` is the day of the judgement."""
    if entry.what == "backed":
        return "One backed by an artifact or a number, or confirmed"
    if entry.what == "confirmed":
        return "One confirmed by another person"
    if entry.what == "fresh-backed":
        return f"One backed or confirmed from the last 365 days ({_from(entry.since, day)})"
    return _missing_wins(entry, day)


def _missing_wins(entry: Missing, day: date) -> str:
    more = "" if entry.first else "more "
    wins = sentence(f"{number(entry.count)} {more}told win{'s' if entry.count > 1 else ''}")
    if entry.first:
        apart = {1: "", 2: f", {entry.apart} days or more apart"}.get(
            entry.count, f", the last {entry.apart} days or more after the first"
        )
        return wins + apart + (f", one from the last 365 days ({_from(entry.since, day)})" if entry.since else "")
    if not entry.since:
        return wins
    which = f"{wins}, " if entry.count == 1 else f"{wins}, one of them "
    if entry.apart and entry.since <= day:
        # Any win of today is late enough: the day alone says it, and in fewer words.
        which += f"dated {_from(entry.since, day)}"
    elif entry.apart:
        which += f"{entry.apart} days or more after the first ({_from(entry.since, day)})"
    else:
        which += f"from the last 365 days ({_from(entry.since, day)})"
    if entry.before:
        first, last = (in_words(bound, day) for bound in entry.before)
        which += f"; or an older one, dated {first} to {last}"
    return which


def _from(since: date | None, day: date) -> str:
    return f"{in_words(since, day)} or later" if since else "today"


def missing_in_short(lacks: Sequence[Missing], day: date) -> str:
    """All that a requirement lacks, in one short line; empty if it lacks nothing. `day` is that of the judgement.

    With wins of today, and of the days that it names, doing just this meets the requirement. Dates, older wins that
    would do as well and how much counts as proof stand in the full sentences.
    """
    found = {entry.what: entry for entry in lacks}
    parts = [_wins_in_short(found["win"], day)] if "win" in found else []
    if "backed" in found:
        parts.append("one with proof")
    if "confirmed" in found:
        parts.append("one confirmed and fresh" if "fresh-backed" in found else "one confirmed")
    elif "fresh-backed" in found:
        parts.append("one fresh with proof")
    return sentence(", ".join(parts))


def _wins_in_short(entry: Missing, day: date) -> str:
    wins = some(entry.count, "win" if entry.first else "more win")
    apart = {28: "a month"}.get(entry.apart, f"{entry.apart} days")
    if entry.first:
        return wins + {1: "", 2: f" {apart} apart"}.get(entry.count, f" over {apart}")
    if not entry.apart or not entry.since or entry.since <= day:
        return wins
    return f"{wins} {apart} from the first" if entry.count == 1 else f"{wins}, one {apart} from the first"


def drop(skill: str, found: Drop | None, day: date) -> str:
    """When a skill drops if nothing is added; empty if it has nowhere to drop."""
    if not found:
        return ""
    lower = "nothing" if found.status == "none" else STATUSES[found.status].lower()
    return f"If nothing is added, {called(skill)} drops to {lower} on {in_words(found.day, day)}"


_LACKS = {
    "told": "Say in three words or more each what you did and what came of it, and it is {worth}",
    "backed": "Add a number or a link and it is {worth}",
    "confirmed": "Ask somebody who was there to confirm it and it is {worth}",
}


def lack(entry: Lack, written: str = "") -> str:
    """What would make a win worth more. `written` is what its texts say so far: they show how words are counted."""
    words = _LACKS[entry.what].format(worth=entry.worth)
    return words + how_counted(written) if entry.what == "told" else words


def how_counted(written: str) -> str:
    """The rest of a sentence that asks for words, for a text in a script without spaces; empty for any other."""
    return "; where no spaces stand between words, two characters count as one" if is_unspaced(written) else ""


_REASONS: dict[Reason, str] = {
    "later": "It is dated after this day",
    "untold": "It does not say yet what you did and what came of it",
    "old": "It is more than two years old",
    "needs-more": "The newest review asks for more",
}


def reason(entry: Reason) -> str:
    """Why a link does not count."""
    return _REASONS[entry]
