"""The search keeps in step with whatever is written, by whatever way."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import Win, search
from evidence.models.search import TABLE, keep_index
from insights.folding import folded
from pmcareer import prepare
from tests.factories import make_user, make_win

TRIGGERS = [f"{TABLE}_{name}" for name in ("new", "old", "changed")]


def hits(user, text):
    return sorted(user.wins.kept().saying(user, text).values_list("title", flat=True))


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


WRITTEN = {
    "lodz": "Łódź",
    "ostkyst": "østkyst",
    "don't": "don’t",
    "don’t": "don't",
    "softhyphen": "soft\u00adhyphen",
    "wide": "wi\u200bde",
    "bold": "𝗕𝗼𝗹𝗱",
    "MHz": "㎒",
    "no": "№",
    "Jos\u00e9": "Jose\u0301",
    "Jose\u0301": "JOS\u00c9",
    "𝗕𝗼𝗹𝗱": "bold",
    "e-mail": "e\u2011mail",
    "میخواهم": "می\u200cخواهم",
}


@pytest.mark.parametrize("asked", WRITTEN)
def test_what_means_the_same_is_found_however_it_is_written(alice, asked):
    title = f"It was {WRITTEN[asked]} then"
    make_win(alice, title)
    make_win(alice, "Ulm")
    assert hits(alice, asked) == [title]


LETTERS = st.sampled_from([*"aAbc'\"%_\\ éłŁøßıİﬁ㎒№𝗕½’´\u0301\u00ad\u200b\u00a0がか\u3099ΣςᏣꮳ한\ufffd\ufffe💡\x1c"])
SAID = st.text(LETTERS | st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.lists(SAID, min_size=1, max_size=8))
def test_a_search_finds_what_holds_its_words_on_every_database(db, data, said):
    """Both databases are held against the same few lines of Python: so they find the same."""
    text = data.draw(st.sampled_from(said) | SAID)
    start, end = (data.draw(st.integers(0, len(text))) for _ in range(2))
    asked = data.draw(st.sampled_from([text, text[start:end], text.upper(), f"{text[end:]} {said[0][:4]}"]))
    with transaction.atomic():
        owner = make_user("searcher@example.org")
        for title in said:
            make_win(owner, title)
        expected = sorted(t for t in said if all(word in folded(t) for word in folded(asked).split()))
        assert hits(owner, asked) == expected
        transaction.set_rollback(True)


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


on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite keeps the index in a table of its own"
)


def drop(*names):
    """Takes parts of SQLite's index away, as a migration or an older version leaves it."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP {'TABLE' if name == TABLE else 'TRIGGER'} {name}")
    search._whole.clear()


def drop_all():
    """Takes the index away."""
    if connection.vendor == "sqlite":
        drop(TABLE, *TRIGGERS)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {TABLE}")
        search._whole.clear()


@pytest.fixture
def no_index(db):
    """A database as an older version made it: without the index."""
    drop_all()
    yield
    search._whole.clear()


def asked(queries):
    return [query["sql"] for query in queries if "search" in query["sql"] or "threes" in query["sql"]]


def test_a_search_asks_the_index(alice, django_assert_num_queries):
    make_win(alice, "One forecast")
    assert search.is_whole("default")
    with django_assert_num_queries(2) as queries:
        assert hits(alice, "forecast") == ["One forecast"]
    assert "MATCH" in asked(queries)[0] or "evidence_win_threes" in asked(queries)[0]


def test_a_migration_that_makes_the_table_of_wins_anew_loses_no_win(alice):
    if connection.vendor == "sqlite":  # there it takes the triggers of the old table with it
        drop(*TRIGGERS)
    make_win(alice, "Written meanwhile")
    connection.check_constraints()
    keep_index()
    assert hits(alice, "meanwhile") == ["Written meanwhile"]
    make_win(alice, "Written afterwards")
    assert hits(alice, "afterwards") == ["Written afterwards"]


def test_without_an_index_a_search_finds_what_it_should(alice, alices_browser, no_index):
    make_win(alice, "One forecast")
    make_win(alice, "Ulm")
    assert hits(alice, "cast one") == ["One forecast"]
    assert not search.is_whole("default")
    answer = alices_browser.get("/wins/?q=forecast")
    assert answer.status_code == 200
    assert "One forecast" in answer.text


def test_a_start_makes_the_index_where_no_migration_is_missing(alice, no_index):
    make_win(alice, "One forecast")
    connection.check_constraints()  # a start has no transaction in which something still waits for that
    prepare.migrate()
    assert search.is_whole("default")
    assert hits(alice, "forecast") == ["One forecast"]


@on_sqlite
def test_an_index_of_an_older_shape_is_made_anew(alice, no_index):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(search_text, tokenize='trigram')")
    make_win(alice, "One forecast")
    keep_index()
    assert hits(alice, "forecast") == ["One forecast"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL's index stands on a function")
def test_an_index_on_an_older_function_is_made_anew(alice, monkeypatch):
    make_win(alice, "One forecast")
    connection.check_constraints()
    monkeypatch.setattr(search, "_BODY", search._BODY.replace("'owner '", "'of '"))
    search._whole.clear()
    assert not search.is_whole("default")
    keep_index()
    assert search.is_whole("default")
    search._whole.clear()  # what stands here goes with the test


def test_a_whole_index_is_left_as_it_is(alice, django_assert_num_queries):
    with django_assert_num_queries(1):
        keep_index()
    with django_assert_num_queries(0):
        assert search.is_whole("default")


def test_the_index_is_asked_about_ones_own_wins_only(alice, bob):
    """Else the time of a search would grow with what others write, and tell of their words."""
    make_win(bob, "One forecast")
    own = make_win(alice, f"A forecast of o{bob.pk}o, owner {bob.pk}")
    assert search.few_holding("default", alice.pk, ["forecast"]) == [own.pk]
    assert search.few_holding("default", bob.pk, ["forecast of"]) == []


def test_letters_of_a_word_in_another_order_are_not_the_word(alice):
    make_win(alice, "abcd bcde cdef")
    assert hits(alice, "abcdef") == []
    assert hits(alice, "abcd cdef") == ["abcd bcde cdef"]


def test_what_many_wins_say_is_found_in_all_of_them(alice, monkeypatch):
    monkeypatch.setattr(search, "FEW", 2)
    for title in ("One forecast", "Two forecasts", "The forecast of May", "Ulm"):
        make_win(alice, title)
    assert len(hits(alice, "forecast")) == 3
    assert hits(alice, "forecast may") == ["The forecast of May"]
