"""The search keeps in step with whatever is written, by whatever way."""

import pytest
from django.db import connection

from evidence.models import Win
from evidence.models.search import TABLE, keep_index
from tests.factories import make_win


def hits(user, text):
    return sorted(user.wins.kept().saying(text).values_list("title", flat=True))


@pytest.mark.parametrize("text", ["f", "fo", "forecast", "fore", "cast", "ONE", "cast one", "o f", '"forecast"'])
def test_any_part_of_a_word_is_enough(alice, text):
    make_win(alice, 'One "forecast"')
    make_win(alice, "Ulm")
    assert hits(alice, text) == ['One "forecast"']


def test_letters_of_any_script_are_found(alice):
    for title in ("Приоритеты квартала", "四半期の目標を二つに", "Ζήτηση"):
        make_win(alice, title)
    assert hits(alice, "квартал") == ["Приоритеты квартала"]
    assert hits(alice, "目標を") == ["四半期の目標を二つに"]
    assert hits(alice, "ζητηση") == ["Ζήτηση"]


def test_what_is_no_longer_said_is_no_longer_found(alice):
    win = make_win(alice, "One forecast")
    win.title = "One number"
    win.save()
    win.refresh_search()
    assert hits(alice, "forecast") == []
    assert hits(alice, "number") == ["One number"]
    win.delete()
    make_win(alice, "Another")
    assert hits(alice, "number") == []


def test_what_is_written_in_bulk_is_found(alice):
    wins = Win.objects.bulk_create(
        Win(owner=alice, title=f"Win {n}", date=alice.today(), search_text=f"word{n}") for n in range(3)
    )
    assert hits(alice, "word1") == ["Win 1"]
    Win.objects.filter(pk=wins[1].pk).update(search_text="other")
    assert hits(alice, "word1") == []


def test_a_migration_that_makes_the_table_of_wins_anew_loses_no_win(alice):
    if connection.vendor == "sqlite":  # there it takes the triggers of the old table with it
        with connection.cursor() as cursor:
            for name in ("new", "old", "changed"):
                cursor.execute(f"DROP TRIGGER {TABLE}_{name}")
    make_win(alice, "Written meanwhile")
    keep_index("default")
    assert hits(alice, "meanwhile") == ["Written meanwhile"]
    make_win(alice, "Written afterwards")
    assert hits(alice, "afterwards") == ["Written afterwards"]
