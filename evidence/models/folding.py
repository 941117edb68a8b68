"""How texts are made comparable: for the search, and for telling people apart by name."""

import unicodedata


def folded(text: str) -> str:
    """`text` as it is compared: lower case, accents dropped, white space narrowed to single blanks."""
    if text.isascii():
        # The same, and faster: an import folds megabytes.
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
