"""What is said before a file is taken in: the places of the file for a terminal, titles and words for people."""

from datetime import date

import pytest

from evidence.evidence_file.additions import Additions, Renamed, Stays
from evidence.evidence_file.attached import Bytes
from evidence.evidence_file.importing import Import
from evidence.evidence_file.notes import notes, notes_for_people
from insights.evidence_format.areas import AREAS
from insights.evidence_format.shape import ProfileEntry, WinEntry, WorkplaceEntry

DAY = date(2026, 11, 20)
ALONE = "on your word alone: kept, shown as unverified, not counted."
TRASH = "not added a second time. Restore from the Trash what you want back."


def found(claims=(), titles=("A, later", "B?", "C", "D"), renamed=(), stays=(), **trash) -> Import:
    wins = {at: WinEntry(title=title, date=DAY) for at, title in enumerate(titles)}
    single = {"profile": ProfileEntry(), "workplace": WorkplaceEntry()}
    in_trash = {area: trash.get(area, []) for area in AREAS}
    new = Additions(single, frozenset(), {"wins": wins}, in_trash=in_trash, renamed=list(renamed), stays=list(stays))
    return Import(new, (), Bytes(), frozenset(), {place: int(place[5]) for place in claims})


WORDS, LINKS = (tuple(f"wins[{at}].{what}[0]" for at in range(4)) for what in ("confirmations", "skills"))
CLAIMS = [
    ((), [], []),
    (WORDS[:1], ["wins[0].confirmations[0]"], ["“A, later”"]),
    ((WORDS[0], LINKS[0]), ["wins[0].confirmations[0] and wins[0].skills[0]"], ["“A, later”"]),
    (WORDS[:3], ["wins[0].confirmations[0], wins[1].confirmations[0] and wins[2].confirmations[0]"],
     ["“A, later”, “B?” and “C”"]),
    (WORDS, ["wins[0].confirmations[0], wins[1].confirmations[0] and two more"], ["“A, later”, “B?” and two more"]),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "places", "titles"), CLAIMS)
def test_words_of_others_are_named_by_place_or_by_title(claims, places, titles):
    many = "One confirmation or review" if len(claims) == 1 else "confirmations and reviews"
    for said, where in ((notes(found(claims)), places), (notes_for_people(found(claims), DAY), titles)):
        assert len(said) == len(where)
        for line, place in zip(said, where, strict=True):
            on = "on " if "“" in place else ""
            assert many in line
            assert line.endswith(f"of others, {on}{place}, {ALONE}")


@pytest.mark.parametrize(
    ("trash", "said"),
    [
        ({"wins": ["A"]}, ["One win of the file lies in your Trash, “A”: "]),
        ({"wins": ["A", "B"]}, ["Two wins of the file lie in your Trash, “A” and “B”: "]),
        ({"wins": list("ABCDEFGHIJKL")}, ["12 wins of the file lie in your Trash, “A”, “B” and 10 more: "]),
        (
            {"people": ["Ana", "Bo"], "wins": ["A"]},
            [
                "One win of the file lies in your Trash, “A”: ",
                "Two people of the file lie in your Trash, “Ana” and “Bo”: ",
            ],
        ),
    ],
)
def test_what_lies_in_the_trash_is_named_by_title_for_both(trash, said):
    whole = [line + TRASH for line in said]
    assert notes(found(**trash)) == notes_for_people(found(**trash), DAY) == whole


def test_a_key_that_is_taken_is_told_with_the_sort_of_entry_for_people():
    taken = found(renamed=[Renamed("wins[3]", "B?", "w1", "w1-2"), Renamed("people[0]", "Ana", "ana", "ana-2")])
    assert notes(taken)[0] == ("wins[3] “B?”: the key “w1” belongs to something else here; added beside it as “w1-2”.")
    assert notes_for_people(taken, DAY) == [
        "Win “B?”: something else here has its key in the file, “w1”; it is added beside that, as “w1-2”.",
        "Person “Ana”: something else here has its key in the file, “ana”; it is added beside that, as “ana-2”.",
    ]


@pytest.mark.parametrize(
    ("stays", "place", "words"),
    [
        (Stays("check_ins[2]", week=date(2026, 12, 28)),
         "check_ins[2]: you have another check-in for 2026-W53; yours stays.",
         "You have another check-in for week 53 of 2026; yours stays."),
        (Stays("profile.level", mine="", theirs="senior-pm"),
         "profile.level: yours stays, “nothing”, not “senior-pm”.",
         "Level: yours stays, “nothing”, not “Senior Product Manager”."),
        (Stays("profile.track", mine="manager", theirs="expert"),
         "profile.track: yours stays, “manager”, not “expert”.",
         "Track: yours stays, “Manager”, not “Expert”."),
        (Stays("profile.department", mine="product", theirs="sales"),
         "profile.department: yours stays, “product”, not “sales”.",
         "Department: yours stays, “Product”, not “Sales”."),
        (Stays("profile.target_date", mine=None, theirs=date(2027, 3, 31)),
         "profile.target_date: yours stays, “nothing”, not “2027-03-31”.",
         "Target date: yours stays, “nothing”, not “31 March 2027”."),
        (Stays("workplace.founder_led", mine=True, theirs=False),
         "workplace.founder_led: yours stays, “yes”, not “no”.",
         "Workplace, founder led: yours stays, “yes”, not “no”."),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_in_words_for_people(stays, place, words):
    assert notes(found(stays=[stays])) == [place]
    assert notes_for_people(found(stays=[stays]), DAY) == [words]
