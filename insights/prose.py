"""Reading what people write about their work, by lists of English words: sentences, how they open, what they say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from insights.catalog import catalog

READ = 4_000
"""Characters of a text that are read; what it is about is said by then."""
LONGEST_EMPTY = 90
"""Characters; whoever writes a longer clause says something in it."""
# A run of the same signs is looked at from its beginning alone, or a text of nothing else would take minutes.
_SENTENCE = re.compile(r"(?<![.!?;:…])[.!?;:…]++(?:\s++|$)|\n++|(?<![^\S\n])[^\S\n]++[-–—]++\s++")
_CLAUSE = re.compile(r",\s*+(?:(?:and|but|then|also)\s++)*|(?<!\s)\s++(?:and|but|then)\s++(?:(?:then|also)\s++)?")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ADVERB = re.compile(r"\b(?:finally|then|also|first|later|just|personally|\w++(?<=\wly)),?\s++", re.I)
_DIGIT = re.compile(r"\d")
_MEASURE = re.compile(
    r"(?<![\d.,])[.,]*+\d[\d.,]*+\s*+(?:%|percent\b|‰|[€$£]|k\b|x\b)|[€$£]\s*+\d"
    r"|\b(?:from|by|was)\s+[^\s\d]*\d|\d\s+(?:to|instead of)\s+\d",
    re.I,
)
_SUBJECT = r"(?:(?:the|a|an|my|our|all|both|this|these|new|first)\s+(?:[\w'-]+\s+){1,4}?)"
_IS = r"(?:is|are|was|were|has been|have been|had been|got|feels?|felt|went|looks?|keeps?)\s+"
_DEGREE = r"(?:(?:now|very|quite|really|all|so|still|just|fully|already|also|always|being|successfully|well)\s+)*"
_PERSON = re.compile(r"\b[a-z]{3,}(?:ers?|ors?|ists?|ians?|ees?|ants?|m[ae]n)\b", re.I)
_POINTING = frozenset(
    "the a an this that these those it each every all any some no new old our my its their one".split()
)
_I = re.compile(
    r"(^|[.!?;:,…]\s*+|\n[^\S\n]*+|\b(?:and|but|then)\s++)I(?:'ve\s+been|\s+have\s+been|'ve|\s+have)?\s+(?:also\s+)?(?=\w)",
    re.I,
)
_BEFORE_WE = re.compile(
    r"(?:together|as a (?:team|group)|(?:in|with|after|last|this)\s[^,]{1,30}?),?\s+(?=we\b|our\b)", re.I
)
_HAS_IT = re.compile(
    r"\b(?:have|has|had|use|uses|is|are|was|were|work|works|working|hang|hangs|completed|defined)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of phrases to look for, whole words only. Those in capitals are looked for as they are written."""

    small: re.Pattern[str]
    capital: re.Pattern[str] | None

    def found(self, text: str) -> str:
        """The first of them in `text`, as it stands there; empty if there is none."""
        known = filter(None, (self.small, self.capital))
        matches = [match for pattern in known if (match := pattern.search(text))]
        return min(matches, key=lambda match: match.start())[0] if matches else ""

    def opening(self, text: str) -> str:
        """The one that `text` begins with, as it stands there; empty if it begins otherwise."""
        match = self.small.match(text) or (self.capital and self.capital.match(text))
        return match[0] if match else ""


@lru_cache
def phrases(name: str) -> Phrases:
    """A list of the catalogue. Raises KeyError if there is no such list."""
    known = catalog().phrases[name]
    capital = [phrase for phrase in known if phrase != phrase.lower()]
    small = [phrase for phrase in known if phrase == phrase.lower()]
    return Phrases(_any(small, re.I), _any(capital, 0) if capital else None)


def _any(known: list[str], flags: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-]){_either(known)}(?![\w-])", flags)


def straight(text: str) -> str:
    """The text with straight apostrophes, as far as it is read."""
    return text[:READ].replace("’", "'").replace("‘", "'").strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text. A colon, a semicolon, a dash and a new line end one too."""
    return [part for part in _SENTENCE.split(text) if part and part.strip()]


def clauses(sentence: str) -> list[str]:
    """What stands between the commas and the ands of a sentence."""
    return [part for part in _CLAUSE.split(sentence) if part and part.strip()]


def is_english(text: str) -> bool:
    """Whether a text is English, as far as a few small words can tell."""
    small = {word.lower() for word in _WORD.findall(text)} & set(catalog().phrases["english"])
    return len(small) >= 2


def opens_with_deed(sentence: str) -> bool:
    """Whether a sentence begins as people write of themselves without an I: with a verb in the past."""
    match = _WORD.match(_ADVERB.sub("", sentence.lstrip(), count=1))
    word = match[0].lower() if match else ""
    return word in catalog().phrases["doing"] or (len(word) > 4 and word.endswith("ed"))


def is_only_done(text: str) -> bool:
    """Whether a text says no more than that something is done, goes on, or was well received. So does an empty one."""
    return all(map(_is_only_done, _bare_clauses(text)))


def _bare_clauses(text: str) -> list[str]:
    """The clauses of every sentence, without the marks around them."""
    return [clause.strip(' .!?"“”()') for sentence in sentences(text) for clause in clauses(sentence)]


def _is_only_done(clause: str) -> bool:
    return len(clause) <= LONGEST_EMPTY and bool(_only_done().fullmatch(clause))


@lru_cache(maxsize=1)
def _only_done() -> re.Pattern[str]:
    done, verdict, known = _listed("done-words", "verdicts", "done-subjects")
    nothing = rf"(?:(?:{known})\s+)*(?:{_IS})?"
    somebody = rf"(?:(?:[\w'-]+\s+){{1,5}}?{_IS}|{_SUBJECT}(?:{_IS})?)?"
    sent = r"(?:presented|shared|sent|documented)(?:\s+(?:to|with|in)\s+(?:[\w'-]+\s*){1,4})?"
    ends = rf"(?:(?:{nothing}|{somebody}){_DEGREE}(?:{done}|{sent})|{nothing}{_DEGREE}{verdict})(?:\s+{done})*"
    return re.compile(rf"{ends}(?:\s+(?:now|today|so far))?|", re.I)


def without_i(text: str) -> str:
    """The text without the I that a sentence or a clause begins with, as people write who leave it out."""
    return _I.sub(r"\1", text)


def is_no_change(text: str) -> bool:
    """Whether it says no more than what any meeting, report or framework brings by itself: it was held, liked."""
    return all(map(_is_no_change, _bare_clauses(text)))


def _is_no_change(clause: str) -> bool:
    if _is_having(clause):
        return True
    return len(clause) <= LONGEST_EMPTY and not has_figure(clause) and bool(_by_itself().fullmatch(clause))


@lru_cache(maxsize=1)
def _by_itself() -> re.Pattern[str]:
    known, matters, plans = _listed("by-itself", "told-matters", "plans")
    has = r"(?:have|has|got|received|read)(?:\s+now)?\s+(?:(?:a|an|the|my|our|all)\s+)?(?:[\w'-]+\s+)?"
    says_more = r"(?:because|so|who|whom|which|that|what|how|when|where|why|if|to|more|less|enough)\b"
    tail = rf"(?:\s+(?!{says_more})[\w'-]+){{0,5}}"
    return re.compile(rf"(?:[\w'-]+\s+){{0,5}}?(?:{known}{tail}|{has}(?:{matters}|notes|{plans})(?:\s+now)?)", re.I)


def _either(known: Iterable[str]) -> str:
    """A pattern of any of the phrases; a longer one goes before one that it begins with."""
    return f"(?:{'|'.join(re.escape(phrase) for phrase in sorted(known, key=len, reverse=True))})"


def _listed(*names: str) -> Iterator[str]:
    """A pattern of any phrase of a list, for each of the lists."""
    return (_either(catalog().phrases[name]) for name in names)


def is_only_having(text: str) -> bool:
    """Whether a text says no more than that there is a framework now."""
    return all(_is_having(clause) for s in sentences(text) for clause in clauses(s))


def _is_having(clause: str) -> bool:
    if is_only_done(clause):
        return True
    named = phrases("frameworks").found(clause)
    rest = clause.replace(named, "", 1)
    return bool(named and _HAS_IT.search(rest)) and len(rest.split()) <= 6 and not has_figure(rest)


def has_number(text: str) -> bool:
    """Whether a text counts: in figures, in words, or by saying all or nothing."""
    return has_figure(text) or bool(phrases("counted").found(text))


def has_figure(text: str) -> bool:
    """Whether a text has a figure."""
    return bool(_DIGIT.search(text))


def has_measure(text: str) -> bool:
    """Whether a text has a figure with a unit, or two that are compared."""
    return bool(_MEASURE.search(text))


def compared(text: str) -> str:
    """The words by which a text compares, as they stand there; empty if it does not."""
    return phrases("compared").found(text) or (match[0] if (match := _moved().search(text)) else "")


@lru_cache(maxsize=1)
def _moved() -> re.Pattern[str]:
    moved, degrees = _listed("moved", "degrees")
    return re.compile(rf"(?<![\w'-]){moved}(?=\s*(?:[.,;:!?]|$)|\s+{degrees}\b)", re.I)


def names_people(text: str) -> bool:
    """Whether somebody else stands in a text: by name, by role, or as he, she and they."""
    if phrases("people").found(text):
        return True
    things = catalog().phrases["things"]
    if any(word.lower() not in things for word in _PERSON.findall(text)):
        return True
    return any(_named(sentence) for sentence in sentences(text))


def _named(sentence: str) -> bool:
    """Whether a sentence holds a name: a capital inside, or in front of what one person does."""
    first, *rest = _WORD.findall(sentence) or [""]
    if any(map(_is_name, rest)):
        return True
    does = len(rest) > 2 and rest[0].endswith("s") and rest[0] not in ("is", "was", "has") and not first.endswith("s")
    return does and first.lower() not in _POINTING and _is_name(first) and not opens_with_deed(sentence)


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and not word.endswith("day")


def report(clause: str) -> str:
    """The words with which a clause reports, as they stand there; empty if it does not."""
    if opening := phrases("report-verbs").opening(clause):
        return opening
    opening = phrases("telling-verbs").opening(clause)
    matter = _matter().search(clause, len(opening)) if opening else None
    return clause[: matter.end()] if matter else ""


@lru_cache(maxsize=1)
def _matter() -> re.Pattern[str]:
    matters = _either(catalog().phrases["told-matters"])
    return re.compile(rf"\b{matters}(?=\s*$|\s+(?:of|to|for|from|in|with|on|at|every|each|about)\b)", re.I)


def opens_with_we(sentence: str) -> str:
    """The we, or the like, with whose deed a sentence begins; empty if it begins otherwise."""
    match = _BEFORE_WE.match(sentence)
    rest = sentence[match.end() if match else 0 :]
    we = phrases("we-words").opening(rest)
    return we if we and opens_with_deed(rest[len(we) :]) else ""
