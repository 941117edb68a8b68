"""Names of files, as people may see and download them: no path, nothing invisible, not too long."""

import unicodedata

LONGEST = 150
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"|?*'), "_")


def clean_name(name: str) -> str:
    """The name without folders and without characters that hide or disguise (controls, text direction).

    150 characters at most; what is too long is cut before the ending. Empty if nothing is left.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", name) if c.isspace() or _shows(c))
    kept = " ".join(kept.translate(_FORBIDDEN).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) <= LONGEST:
        return kept
    return stem[: LONGEST - len(ending) - 1].rstrip() + dot + ending if dot and len(ending) < 20 else kept[:LONGEST]


def ending_of(name: str) -> str:
    """What stands behind the last dot, in lower case; empty if there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"
