"""What somebody may have meant by a word that is not known."""

from collections.abc import Collection

_LONGEST = 40
_MOST_CANDIDATES = 200
_MOST_CHOICES = 8


def nearest(word: str, candidates: Collection[str], choices: Collection[str] = ()) -> str:
    """The end of a message: `, did you mean "agency"?`, or the choices if they are few, or nothing."""
    if len(word) <= _LONGEST and 0 < len(candidates) <= _MOST_CANDIDATES:
        near = min(candidates, key=lambda candidate: distance(word.lower(), candidate.lower()))
        if distance(word.lower(), near.lower()) <= max(1, min(len(word), len(near)) // 2):
            return f', did you mean "{near}"?'
    return f", use one of {', '.join(choices)}" if 0 < len(choices) <= _MOST_CHOICES else ""


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
