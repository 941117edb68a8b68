"""Names of files, as people may see and download them: no path, nothing invisible, not too long."""

import re
import unicodedata

from insights.letters import JOINERS, beginning, is_blank

LONGEST = 150
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f")
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"|?*'), "_")


def clean_name(name: str) -> str:
    """The name without folders and without characters that hide or disguise (controls, text direction).

    What joins letters or emoji stays where it does. 150 characters at most; what is too long is cut before the ending.
    Empty if nothing is left.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(" " if c.isspace() else c for at, c in enumerate(name) if c.isspace() or _stays(name, at))
    kept = "" if is_blank(kept) else kept
    kept = " ".join(kept.translate(_FORBIDDEN).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) <= LONGEST:
        return kept
    if not dot or len(ending) >= 20:
        return beginning(kept, LONGEST)
    return beginning(stem, LONGEST - len(ending) - 1).rstrip() + dot + ending


def ending_of(name: str) -> str:
    """What stands behind the last dot, in lower case; empty if there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _stays(name: str, at: int) -> bool:
    character = name[at]
    if character in JOINERS:
        # Between letters that take part in joining, of Persian or Hindi, or between emoji: ASCII takes none.
        before, behind = name[at - 1 : at], name[at + 1 : at + 2]
        return all(one and not one.isascii() and _shows(one) for one in (before, behind))
    return _shows(character) or _is_of_a_flag(name, at)


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def _is_of_a_flag(name: str, at: int) -> bool:
    """Whether a sign is one of the invisible letters behind a black flag, as they spell the flag of Scotland."""
    return any(found.start() < at < found.end() for found in _FLAG.finditer(name))
