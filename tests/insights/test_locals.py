"""Where a person is a local, a regular, a tourist or a stranger."""

from datetime import date

import pytest

from insights.locals import Contact, contacts
from insights.readiness import Timeline
from insights.record import Touchpoint
from insights.sentences import to_be_local
from tests.insights.build import DAY, ago, record


def touch(age, kind="conversation", by="me", department="sales"):
    return Touchpoint(ago(age), "Ana", department, kind, by)


def weekly(weeks, joint=0):
    """One touchpoint in each of so many weeks, the first so many of them joint work."""
    return [touch(7 * week, "joint-work" if week < joint else "conversation") for week in range(weeks)]


def requests(count, by="me"):
    return [touch(0, "request", by)] * count


def contact(touchpoints, **profile):
    profile = {"department": "product"} | profile
    return contacts(Timeline(record(touchpoints=tuple(touchpoints), **profile)), DAY)


@pytest.mark.parametrize(
    ("touchpoints", "place"),
    [
        (weekly(6, joint=2), "local"),
        (weekly(6, joint=1), "regular"),
        (weekly(5, joint=5), "regular"),
        (weekly(3), "regular"),
        (weekly(2, joint=2), "tourist"),
        (weekly(6, joint=2) + requests(5), "local"),
        (weekly(6, joint=2) + requests(6), "tourist"),
        (weekly(6, joint=2) + requests(6, by="them"), "local"),
        (weekly(6, joint=2) + requests(6, by="both"), "local"),
        (weekly(6, joint=2) + requests(6, by=""), "local"),
        (weekly(3) + requests(2), "regular"),
        (weekly(3) + requests(3), "tourist"),
        (requests(1), "tourist"),
        # the last 84 days: 83 days ago is in, 84 is out, tomorrow is not seen
        ([*weekly(5, joint=2), touch(83)], "local"),
        ([*weekly(5, joint=2), touch(84)], "regular"),
        ([*weekly(5, joint=2), touch(-1)], "regular"),
        # different ISO weeks: DAY is a Friday, so its Monday is 4 days ago and the Sunday before 5
        ([*weekly(5, joint=2), touch(4)], "regular"),
        ([touch(0), touch(5), touch(12)], "regular"),
        ([touch(0), touch(4), touch(5)], "tourist"),
        ([touch(4), touch(5), touch(12)], "regular"),
    ],
)
def test_a_place_asks_for_weeks_joint_work_and_few_requests(touchpoints, place):
    assert contact(touchpoints)["sales"].place == place


def test_weeks_around_the_new_year_are_told_apart_by_iso():
    days = [date(2026, 12, 28), date(2027, 1, 3), date(2027, 1, 4)]  # W53, W53, W01
    touchpoints = tuple(Touchpoint(day, "Ana", "sales", "conversation") for day in days)
    found = contacts(Timeline(record(touchpoints=touchpoints, department="product")), date(2027, 1, 4))
    assert found["sales"].weeks == 2


def test_only_departments_with_contact_are_listed_and_never_ones_own():
    touchpoints = [touch(0), touch(0, department="product"), touch(0, department=""), touch(84, department="legal")]
    assert list(contact(touchpoints)) == ["sales"]


def test_without_any_contact_one_is_a_stranger_with_the_whole_way_ahead():
    legal = Contact("legal")
    assert legal.place == "stranger"
    assert (legal.weeks, legal.joint_work, legal.requests, legal.touchpoints) == (0, 0, 0, 0)
    assert (legal.short, legal.others_short) == (6, 0)


def test_without_an_own_department_every_department_is_drawn():
    assert list(contact([touch(0), touch(0, department="product")], department="")) == ["product", "sales"]


@pytest.mark.parametrize(
    ("touchpoints", "words"),
    [
        (weekly(6, joint=2), ""),
        (weekly(5, joint=2), "contact in one more week"),
        (weekly(4, joint=1), "contact in two more weeks, joint work once more"),
        (weekly(6) + requests(6), "joint work twice, one contact that asks for nothing"),
        (weekly(6, joint=2) + requests(7), "two contacts that ask for nothing"),
    ],
)
def test_what_is_missing_to_be_a_local_is_said(touchpoints, words):
    assert to_be_local(contact(touchpoints)["sales"]) == words


@pytest.mark.parametrize(
    ("touchpoints", "short"),
    [
        (weekly(6, joint=2), 0),
        (weekly(8, joint=4), 0),
        (weekly(4, joint=1), 2),
        (weekly(6, joint=0), 2),
        (weekly(6, joint=2) + requests(8), 3),
        ([], 6),
    ],
)
def test_one_contact_can_bring_a_new_week_joint_work_and_balance_at_once(touchpoints, short):
    assert contact(touchpoints).get("sales", Contact("sales")).short == short
