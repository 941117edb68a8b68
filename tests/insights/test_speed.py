"""The judgement stays fast: bounds are several times what it takes, so that only a change of kind breaks them."""

import time
from datetime import date, timedelta
from random import Random

from insights.catalog import catalog
from insights.look_back import look_back
from insights.readiness import Timeline, assess_timeline
from insights.record import Confirmation, Link, Profile, Record, Touchpoint, Win

DAY = date(2026, 11, 20)
WINS = 10_000


def a_large_record() -> Record:
    rng, skills, kinds = Random(1), list(catalog().skills), list(catalog().kinds)

    def back(days):
        return DAY - timedelta(rng.randrange(days))

    def words(day):
        people = rng.sample(range(60), rng.choice([0, 0, 1, 2]))
        return tuple(Confirmation(f"p{who}", rng.choice(["sales", "product"]), day, "confirmed") for who in people)

    def win(number):
        day = back(900)
        links = tuple(Link(skill, rng.choice(["none", "agree", "needs-more"])) for skill in rng.sample(skills, 3))
        return Win(
            f"w{number}",
            f"Win {number}",
            day,
            rng.choice(kinds),
            rng.random() < 0.8,
            rng.random() < 0.3,
            rng.random() < 0.3,
            rng.choice(["", "week", "quarter", "year"]),
            rng.choice(["none", "open"]),
            links,
            words(day),
        )

    kinds_of_contact = ["joint-work", "request", "conversation"]
    return Record(
        Profile("senior-pm", target="director", target_date=DAY, department="product"),
        tuple(win(number) for number in range(WINS)),
        tuple(
            Touchpoint(back(400), "Ana", rng.choice(["sales", "support"]), rng.choice(kinds_of_contact), "me")
            for _ in range(3_000)
        ),
    )


def seconds(work) -> float:
    """CPU time of the fastest of three runs."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def test_ten_thousand_wins_are_judged_in_a_blink():
    record = a_large_record()
    timeline = Timeline(record)
    assert seconds(lambda: assess_timeline(Timeline(record), DAY)) < 0.15
    assert seconds(lambda: look_back(timeline, DAY)) < 0.4


def test_the_look_back_does_not_go_through_the_wins_again_for_each_week():
    record = a_large_record()
    few = Timeline(Record(record.profile, record.wins[:1_000]))
    many = Timeline(record)
    assert seconds(lambda: look_back(many, DAY)) < 6 * seconds(lambda: look_back(few, DAY))
