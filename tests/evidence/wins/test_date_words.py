"""Date words in front of a captured line."""

from datetime import date

import pytest

from evidence.wins.date_words import dated

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "day", "title", "words"),
    [
        ("Cut the onboarding goals to two", date(2026, 11, 20), "Cut the onboarding goals to two", ""),
        ("yesterday fixed the export", date(2026, 11, 19), "Fixed the export", "yesterday"),
        ("Yesterday: fixed the export", date(2026, 11, 19), "Fixed the export", "Yesterday"),
        ("today - talked to four clinics", date(2026, 11, 20), "Talked to four clinics", "today"),
        ("Monday ran the pricing review", date(2026, 11, 16), "Ran the pricing review", "Monday"),
        ("on Monday ran the review", date(2026, 11, 16), "Ran the review", "on Monday"),
        ("Friday ran the review", date(2026, 11, 20), "Ran the review", "Friday"),
        ("last Friday ran the review", date(2026, 11, 13), "Ran the review", "last Friday"),
        ("Saturday answered tickets", date(2026, 11, 14), "Answered tickets", "Saturday"),
        ("thu: answered tickets", date(2026, 11, 19), "Answered tickets", "thu"),
        ("Tues, answered tickets", date(2026, 11, 17), "Answered tickets", "Tues"),
        ("3 Oct agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "3 Oct"),
        ("3rd of tickets", date(2026, 11, 20), "3rd of tickets", ""),
        ("3rd October agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "3rd October"),
        ("Oct 3: agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "Oct 3"),
        ("Sept. 30, 2025 agreed", date(2025, 9, 30), "Agreed", "Sept. 30, 2025"),
        ("3 Dec agreed one forecast", date(2025, 12, 3), "Agreed one forecast", "3 Dec"),
        ("2026-10-03 agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "2026-10-03"),
        # The day of the week may stand before the date, and belongs to it.
        ("Friday 13 November shipped it", date(2026, 11, 13), "Shipped it", "Friday 13 November"),
        ("on Friday, 13 November 2026: shipped it", date(2026, 11, 13), "Shipped it", "on Friday, 13 November 2026"),
        ("Fri 13 Nov shipped it", date(2026, 11, 13), "Shipped it", "Fri 13 Nov"),
        ("Fri., Nov 13 – shipped it", date(2026, 11, 13), "Shipped it", "Fri., Nov 13"),
        (
            "last Friday the 13th of November shipped it",
            date(2026, 11, 13),
            "Shipped it",
            "last Friday the 13th of November",
        ),
        ("Friday 2026-11-13 shipped it", date(2026, 11, 13), "Shipped it", "Friday 2026-11-13"),
        ("yesterday, 19 November, shipped it", date(2026, 11, 19), "Shipped it", "yesterday, 19 November"),
        ("Thursday 13 November shipped it", date(2025, 11, 13), "Shipped it", "Thursday 13 November"),
        ("Friday 13 tickets were closed", date(2026, 11, 20), "13 tickets were closed", "Friday"),
        ("Friday 13 November", date(2026, 11, 20), "Friday 13 November", ""),
        # Words that are written in a way of their own keep it.
        ("yesterday iOS crashes fell to 3", date(2026, 11, 19), "iOS crashes fell to 3", "yesterday"),
        ("yesterday eBay and iPad agreed", date(2026, 11, 19), "eBay and iPad agreed", "yesterday"),
        ("yesterday p95 fell", date(2026, 11, 19), "p95 fell", "yesterday"),
        ("yesterday user_id was dropped", date(2026, 11, 19), "user_id was dropped", "yesterday"),
        ("yesterday www.example.org went live", date(2026, 11, 19), "www.example.org went live", "yesterday"),
        ("yesterday ß was folded", date(2026, 11, 19), "ß was folded", "yesterday"),
        ("yesterday ﬁxed it", date(2026, 11, 19), "ﬁxed it", "yesterday"),
        ("yesterday ŉ was folded", date(2026, 11, 19), "ŉ was folded", "yesterday"),
        ("yesterday µs became ns", date(2026, 11, 19), "µs became ns", "yesterday"),
        ("yesterday გუნდი შეთანხმდა", date(2026, 11, 19), "გუნდი შეთანხმდა", "yesterday"),
        ("yesterday 四半期の目標", date(2026, 11, 19), "四半期の目標", "yesterday"),
        ("yesterday élan came back", date(2026, 11, 19), "Élan came back", "yesterday"),
        ("yesterday e\u0301lan came back", date(2026, 11, 19), "E\u0301lan came back", "yesterday"),
        ("yesterday don’t-ask lists went", date(2026, 11, 19), "Don’t-ask lists went", "yesterday"),
        ("yesterday \u200b", date(2026, 11, 20), "yesterday \u200b", ""),
        # Not dates, or none that can be: the line stays whole.
        (
            "Sat in the support queue for two hours",
            date(2026, 11, 20),
            "Sat in the support queue for two hours",
            "",
        ),
        ("Wed the two forecasts into one", date(2026, 11, 20), "Wed the two forecasts into one", ""),
        ("May I ask for a number", date(2026, 11, 20), "May I ask for a number", ""),
        ("March planning is done", date(2026, 11, 20), "March planning is done", ""),
        ("31 Feb agreed", date(2026, 11, 20), "31 Feb agreed", ""),
        ("3 Dec 2026 agreed", date(2026, 11, 20), "3 Dec 2026 agreed", ""),
        ("2026-12-01 agreed", date(2026, 11, 20), "2026-12-01 agreed", ""),
        ("yesterday", date(2026, 11, 20), "yesterday", ""),
        ("Mondays at the dispatch desk", date(2026, 11, 20), "Mondays at the dispatch desk", ""),
        ("yesterday's release went out", date(2026, 11, 20), "yesterday's release went out", ""),
        (
            "31 support threads became five themes",
            date(2026, 11, 20),
            "31 support threads became five themes",
            "",
        ),
    ],
)
def test_a_date_in_front_is_understood(line, day, title, words):
    assert dated(line, FRIDAY)[:3] == (day, title, words)


def test_the_29th_of_february_without_a_year_is_last_leap_years_only_if_it_is_this_year():
    assert dated("29 Feb agreed", date(2028, 3, 1)).day == date(2028, 2, 29)
    assert dated("29 Feb agreed", FRIDAY)[:3] == (FRIDAY, "29 Feb agreed", "")


def test_white_space_is_narrowed():
    assert dated("  yesterday   fixed   it ", FRIDAY) == (date(2026, 11, 19), "Fixed it", "yesterday", "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tomorrow: agree one forecast", "“tomorrow” lies ahead, and a win is something done"),
        ("next Monday present the plan", "“next Monday” lies ahead, and a win is something done"),
        ("3 Dec 2026 agree", "“3 Dec 2026” lies ahead, and a win is something done"),
        ("2026-11-21 agree", "“2026-11-21” lies ahead, and a win is something done"),
        ("31 Feb agreed", "“31 Feb” is no day of the calendar"),
        ("on 2026-13-01 agreed", "“on 2026-13-01” is no day of the calendar"),
        ("Saturday 21 November agree", "“Saturday 21 November” lies ahead, and a win is something done"),
        ("Monday 13 November 2026 agreed", "“Monday 13 November 2026” was a Friday"),
        ("Monday 30 Nov 2027 agreed", "“Monday 30 Nov 2027” is a Tuesday"),
        ("Friday 31 Feb agreed", "“Friday 31 Feb” is no day of the calendar"),
        ("yesterday, 18 November: agreed", "“yesterday, 18 November” was a Tuesday"),
        ("14 Oct 1066 lost the battle", "“14 Oct 1066” lies before 1900"),
    ],
)
def test_why_date_words_cannot_date_a_win_is_said_and_the_line_stays_whole(line, why):
    assert dated(line, FRIDAY) == (FRIDAY, line, "", why)


@pytest.mark.parametrize(
    "line", ["Tomorrow’s plan agreed", "tomorrow", "March planning is done", "today - agreed", "Agreed"]
)
def test_other_words_are_no_date_gone_wrong(line):
    assert dated(line, FRIDAY).unfit == ""
