"""Made-up evidence files, dense enough that the rules meet their edges: few skills, few people, ages on boundaries.

A seed always makes the same file. Some are thin, some crowded, some strong enough for any verdict.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from insights import values
from insights.catalog import catalog
from insights.confirmed_text import WinText
from insights.landmines import LAND_MINES

DAY = date(2026, 11, 20)
TODAY = date(2027, 3, 31)
"""What is made up may lie up to here; the judgement is asked about DAY, so some of it is not to be seen."""

EDGES = (0, 1, 6, 7, 27, 28, 29, 55, 56, 57, 83, 84, 85, 89, 90, 91, 179, 180, 181, 365, 366, 548, 549, 730, 731)
HOMES = {"sal": "sales", "sam": "sales", "sup": "support", "leg": "legal", "pro": "product", "nob": None}
UNSPACED = ("三件事都做完", "三件事做完", "อยู่ ที่ ทำ", "我 做 了", "SQL を書いた")
"""Texts of three words and of fewer, in scripts that are written without spaces."""
PEOPLE = ("Ana Reyes", "ana  reyes", "Bob Ito", "Cem Aydin", "Dee Okoro")


def day_of(age: int) -> str:
    return (DAY - timedelta(age)).isoformat()


def file_of(seed: int) -> dict[str, Any]:
    """An evidence file, valid on TODAY, with everything that the judgement looks at."""
    rng = Random(seed)
    strong = rng.random() < 0.4
    profile = _profile(rng)
    asked = list(catalog().requirements(profile["target"] or "pm", profile["track"]))
    skills = asked if strong else rng.sample(list(catalog().skills), 9)
    return {
        "format": "pmcareer.evidence/1",
        "profile": profile,
        "people": [{"key": key, "name": key, "department": home} for key, home in HOMES.items()],
        "touchpoints": [_touchpoint(rng, strong) for _ in range(rng.choice([0, 4, 12, 40]))],
        "wins": [_win(rng, skills, strong) for _ in range(rng.choice([0, 2, 5, 12, 30, 60 + 90 * strong]))],
        "problems": [
            {"spotted": rng.choice([None, day_of(3), day_of(-3)]), "status": rng.choice(["taken", "solved", None])}
            for _ in range(rng.randrange(5))
        ],
        "trials": [_trial(rng, skills) for _ in range(rng.randrange(5))],
        "check_ins": [_check_in(rng, week) for week in rng.sample(range(-2, 11), rng.randrange(9))],
    }


def _profile(rng: Random) -> dict[str, Any]:
    level = rng.choice([None, *[slug for slug in catalog().levels if slug != "cpo"]])
    return {
        "level": level,
        "track": rng.choice([None, "manager", "expert"]),
        "target": rng.choice([None, *[entry.slug for entry in catalog().targets_above(level, None)]]),
        "target_date": rng.choice([None, day_of(0), day_of(1), day_of(-1), day_of(-200)]),
        "department": rng.choice(["product", "product", "product", "sales", None]),
    }


def _age(rng: Random, least: int = -30, most: int = 760) -> int:
    return rng.choice(
        [rng.choice([edge for edge in EDGES if edge <= most]), rng.randint(least, most), rng.randrange(95)]
    )


def _win(rng: Random, skills: list[str], strong: bool) -> dict[str, Any]:
    age, some = _age(rng), 3 if strong else 1
    win = {
        "title": f"Win {rng.randrange(9)}",
        "date": day_of(age),
        "kind": rng.choice(["outcome", "recommendation", "recommendation", "learning", None, "other", "other"]),
        "action": rng.choice(["did three things"] * 2 * some + ["two words", "", *UNSPACED]),
        "result": rng.choice(["three things came"] * 2 * some + ["two words", "", *UNSPACED]),
        "metric": rng.choice([None, {}, {"after": 0}, {"before": 4, "after": 2.5}, {"before": 4}]),
        "horizon": rng.choice([None, *values.HORIZONS]),
        "decision": rng.choice([None, "open", *values.DECISIONS]),
        "artifacts": rng.choice([[], [{"url": "https://wiki.example/a"}]]),
        "skills": [
            {"skill": slug, "review": rng.choice([None, "agree", "not-seen", *["none"] * some, "needs-more"])}
            for slug in rng.sample(skills, rng.randrange(4))
        ],
    }
    return win | {"confirmations": [_word(rng, age, win) for _ in range(rng.randrange(4))]}


def _word(rng: Random, age: int, win: dict[str, Any]) -> dict[str, Any]:
    word = {
        "by": rng.choice(PEOPLE),
        "department": rng.choice(["sales", "product", "", None]),
        "date": day_of(age - rng.choice([0, 0, 1, 5, 40])),
        "verdict": rng.choice(["confirmed", "confirmed", "corrected", "declined", "withdrawn"]),
    }
    return word | rng.choice([{}, {}, {"of": "0" * 64}, given_for(rng.choice(SAME)(win)), given_for(_other(rng, win))])


SAME: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda win: win,
    lambda win: win | {"title": win["title"].upper() + "!"},
    lambda win: win | {"action": f" {'  '.join(win['action'].split())}."},
    lambda win: win | {"metric": win["metric"] or {}},
]
"""Ways to say the same, as far as a word on a win goes."""


def _other(rng: Random, win: dict[str, Any]) -> dict[str, Any]:
    metric = win["metric"] or {}
    return rng.choice(
        [
            win | {"title": win["title"] + "0"},
            win | {"action": win["result"], "result": win["action"]},
            win | {"result": win["result"] + ", nearly"},
            win | {"metric": metric | {"after": (metric.get("after") or 0) + 1}},
            win | {"metric": metric | {"unit": "days"}},
        ]
    )


def given_for(win: dict[str, Any]) -> dict[str, Any]:
    """What a word says of the text of a win that it was given for."""
    metric = win.get("metric") or {}
    texts = {name: win[name] for name in ("title", "action", "result")}
    values = [metric.get("name", ""), metric.get("before"), metric.get("after"), metric.get("unit", "")]
    of = WinText(*texts.values(), *values).digest
    return {"of": of, "text": texts | {"metric": metric}}


def _trial(rng: Random, skills: list[str]) -> dict[str, Any]:
    started = rng.randint(-5, 700)
    ended = rng.choice([None, rng.randint(-20, started) if started > -20 else None, started - 27, started - 28])
    if rng.random() < 0.2:
        started, ended = 600, rng.choice([548, 549])
    return {
        "title": f"Trial {rng.randrange(3)}",
        "skill": rng.choice(skills),
        "started": day_of(started),
        "ended": None if ended is None else day_of(ended),
        "coaching": rng.choice(["none", "minimal", "minimal", "some", "heavy", None]),
        "outcome": "running" if ended is None else rng.choice(["succeeded", "succeeded", "failed"]),
    }


def _touchpoint(rng: Random, strong: bool) -> dict[str, Any]:
    kinds = ["joint-work", "conversation", "career-conversation", *["request"] * (1 if strong else 4)]
    return {
        "person": rng.choice(list(HOMES)),
        "date": day_of(_age(rng, -10, 95)),
        "kind": rng.choice(kinds),
        "started_by": rng.choice(["me", "me", "them", "both", None]),
    }


def _check_in(rng: Random, week: int) -> dict[str, Any]:
    year, number, _ = (DAY - timedelta(7 * week)).isocalendar()
    return {
        "week": f"{year}-W{number:02}",
        "hours": rng.choice([None, 38, 49.5, 50, 60]),
        "flags": rng.sample(list(LAND_MINES), rng.randrange(3)),
        "intention_done": rng.choice([None, True, False, False]),
    }
