"""The people of the benchmark: 1,000 and 10,000 wins over two years, each with a full shared packet.

`python -m tests.bench.world` fills an empty database and prints, as JSON, where the pages lie, the cookies that open
them, and how many queries each takes.
"""

import json
import os
import random
import sys
import uuid
from datetime import datetime, time, timedelta
from itertools import batched
from typing import Any

SIZES = (1_000, 10_000)
DAYS, WEEK, WINS_OF_A_WEEK = 730, 7, 12
"""Wins lie evenly over two years; but of the last seven days there are as many in a large record as in a small one."""
FILES = {"link": ("url", "https://wiki.example/pages/{}"), "file": ("name", "notes-{}.pdf")}
PEOPLE = [f"{first} {last}" for first in ("Ana", "Ben", "Chen", "Dora", "Emeka") for last in ("Reyes", "Kim", "Ode")]
TEXT = (
    "Collected support threads into five themes and asked the three teams that cause most of them to pick one "
    "Cut the onboarding goals to two after calls with churned accounts and wrote down why the third had to wait "
    "Agreed one forecast with finance and sales so that the quarter had a single number that everybody could argue with"
)
WORDS = TEXT.split()
NAMED = "zebrafish"
"""A word that twenty wins of each person hold, the oldest first: what the search looks for."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmcareer.settings")
    import django

    django.setup()
    from pmcareer.prepare import prepare

    prepare()
    people = {}
    for size in SIZES:
        user = make_person(f"bench-{size}@example.org")
        add_wins(user, size, random.Random(size))
        count_rows()
        people[str(size)] = pages_of(user)
    print(json.dumps(people))


def make_person(email: str) -> Any:
    """A Senior PM who aims at Director, and so is asked for the most skills."""
    from django.utils import timezone

    from evidence.models import User

    profile = {"name": "Alice Moreau", "level_id": "senior-pm", "track": "manager", "department": "product"}
    return User.objects.create_user(email, "not a password", set_up_at=timezone.now(), **profile)


def add_wins(user: Any, count: int, rng: random.Random) -> None:
    """`count` wins, evenly over two years up to today, most of them told, with what hangs on wins."""
    from evidence.models import Artifact, Confirmation, SkillLink, Win
    from evidence.models.remembered import record_changed

    for numbers in batched(range(count), 500):
        wins, links, artifacts, words = [], [], [], []
        for number in numbers:
            win, own_links, own_artifacts, own_words = a_win(user, number, count, rng)
            win.search_text = win.searchable(own_links, own_artifacts)
            wins.append(win)
            links += own_links
            artifacts += own_artifacts
            words += own_words
        Win.objects.bulk_create(wins)
        for model, rows in ((SkillLink, links), (Artifact, artifacts), (Confirmation, words)):
            for row in rows:
                row.win_id = row.win.pk
            model.objects.bulk_create(rows)
    record_changed(user.pk)
    user.refresh_from_db()


def count_rows() -> None:
    """What PostgreSQL does by itself within a minute after so many rows, and a start of the server on SQLite."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def a_win(user: Any, number: int, count: int, rng: random.Random) -> tuple:
    """One win with its links, artifacts and confirmations, not saved yet."""
    from django.utils import timezone

    from evidence.models import Artifact, Confirmation, SkillLink, Win
    from insights.catalog import catalog
    from insights.record import is_told, person_key

    day = user.today() - timedelta(days=age_of(number, count))
    told = rng.random() < 0.75
    title = f"{sentence(rng, 4, 11)} {number}" + (f" {NAMED}" if number * 20 % count < 20 else "")
    action, result = (sentence(rng, 12, 40), sentence(rng, 6, 25)) if told else ("", "")
    logged = timezone.make_aware(datetime.combine(day, time(8)))
    win = Win(
        owner=user,
        title=title,
        date=day,
        kind_id=rng.choice(list(catalog().kinds)),
        action=action,
        result=result,
        context=sentence(rng, 5, 20) if rng.random() < 0.4 else "",
        metric_after=rng.randrange(100) if rng.random() < 0.3 else None,
        horizon=rng.choice(["", "week", "quarter", "year"]),
        is_told=is_told(action, result),
        created_at=logged,
        updated_at=logged,
    )
    win.text_digest = win.text.digest
    skills = rng.sample(list(catalog().skills), rng.choice([0, 1, 1, 2, 2, 3]))
    links = [SkillLink(win=win, skill_id=s, how=sentence(rng, 6, 18), slot=n) for n, s in enumerate(skills, start=1)]
    kinds = [kind for kind in FILES if rng.random() < 0.25]
    artifacts = [Artifact(win=win, title="Notes", **{FILES[k][0]: FILES[k][1].format(number)}) for k in kinds]
    words = [
        Confirmation(
            win=win,
            by=by,
            who=person_key(by),
            department="sales",
            date=day,
            verdict="confirmed",
            verified=True,
            of=win.text_digest,
            text=list(win.text),
        )
        for by in rng.sample(PEOPLE, rng.choice([0, 0, 0, 1, 2]))
    ]
    return win, links, artifacts, words


def age_of(number: int, count: int) -> int:
    """How many days ago a win was, the first of `count` the oldest."""
    older = count - WINS_OF_A_WEEK
    if number >= older:
        return WEEK * (count - 1 - number) // WINS_OF_A_WEEK
    return DAYS - 1 - (DAYS - WEEK) * number // older


def sentence(rng: random.Random, least: int, most: int) -> str:
    """So many words in a row, cut out of WORDS."""
    start = rng.randrange(len(WORDS))
    return " ".join((WORDS * 3)[start : start + rng.randint(least, most)]).capitalize()


def pages_of(user: Any) -> dict[str, Any]:
    """A person's pages: for each its path, its cookies, its queries once what is remembered is there."""
    from django.test import Client

    user_browser, manager = Client(headers=HEADERS), Client(headers=HEADERS)
    user_browser.force_login(user)
    manager.get(f"/s/{share_a_full_packet(user)}/", follow=True)
    win = user.wins.filter(snapshots__isnull=False, artifacts__isnull=False).latest("date", "pk")
    shared = next(iter(manager.cookies.values()))["path"]
    paths = {
        "This week": "/",
        "Wins": "/wins/",
        "Search, rare": f"/wins/?q={NAMED}+themes",
        "Search, often": "/wins/?q=onboarding+calls",
        "Search, miss": "/wins/?q=themes+nowhere+to+be+found",
        "Readiness": "/readiness/",
        "A win": f"/wins/{win.pk}/",
    }
    pages = {name: page(user_browser, path) for name, path in paths.items()}
    return pages | {"Shared packet": page(manager, shared)}


HEADERS = {"host": "127.0.0.1"}


def share_a_full_packet(user: Any) -> str:
    """A packet that holds what is proposed for it, shared; returns the token of its link."""
    from evidence.packets import changes, sharing

    packet = changes.create(user, uuid.uuid4())
    packet.ask, packet.summary = "Promotion to Director with the spring round.", "\n\n".join([" ".join(WORDS)] * 4)
    packet.save()
    token = sharing.token_of(packet, sharing.offer(packet))
    sharing.share(packet, token, recipient="Maya", days=14)
    return token


def page(browser: Any, path: str) -> dict[str, Any]:
    """Opens a page twice, and counts the queries of the second time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}")
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    return {"path": path, "cookie": cookies, "queries": len(queries)}


if __name__ == "__main__":
    main()
