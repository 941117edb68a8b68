"""A stand-in for the text model: a few telling words, each of which speaks for a skill and is its own reason."""

from collections.abc import Iterator, Sequence

from insights.suggestions import Suggestion

SPEAK_FOR = {
    "nobody owned": "agency",
    "support threads": "customer-insight",
    "one definition": "clarity",
    "legal and sales": "stakeholder-alignment",
    "the intern": "coaching",
}


def suggest_each(texts: Sequence[tuple[str, str]]) -> Iterator[tuple[Suggestion, ...]]:
    """As `insights.suggestions.suggest_each`: the first telling words of the table are the likeliest."""
    for text, _kind in texts:
        found = [(words, skill) for words, skill in SPEAK_FOR.items() if words in text.lower()]
        yield tuple(Suggestion(skill, round(0.5 / place, 3), (words,)) for place, (words, skill) in enumerate(found, 1))
