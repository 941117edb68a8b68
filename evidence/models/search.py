"""The index behind the search of wins: every three letters in a row of what a win says, and whose it is.

Without it a search reads everything that a person ever wrote. The database keeps it in step by itself, whatever
writes; a model would not do, since Django knows no such table. SQLite has a table of its own for it, which triggers
fill; PostgreSQL an index over what a function makes of each row.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from evidence.models.profile import ROOM_TO_HOLD

SHORTEST = 3
"""Letters that a word needs to be found by the index."""
FEW = 1000
"""Up to so many hits the index is the faster way to them. Where there are more, reading on meets them soon enough."""
TABLE = "evidence_win_search"


def _whose(owner: str) -> str:
    """Whose the words are, or will be: of what an account holds for somebody, theirs (see `holding`)."""
    return f"CASE WHEN {owner} < 0 THEN -{owner} / {ROOM_TO_HOLD} ELSE {owner} END"


# The owner between two letters: the index knows nothing that is shorter than three.
_NEW = (
    f"INSERT INTO {TABLE}(rowid, owner, said) "  # noqa: S608 - nothing from outside
    f"VALUES (new.id, 'o' || {_whose('new.owner_id')} || 'o', new.search_text);"
)
_OLD = (
    f"INSERT INTO {TABLE}({TABLE}, rowid, owner, said) "  # noqa: S608
    f"VALUES ('delete', old.id, 'o' || {_whose('old.owner_id')} || 'o', old.search_text);"
)
_PARTS = {
    TABLE: f"CREATE VIRTUAL TABLE {TABLE} USING fts5(owner, said, content='', tokenize='trigram case_sensitive 1')",
    f"{TABLE}_new": f"CREATE TRIGGER {TABLE}_new AFTER INSERT ON evidence_win BEGIN {_NEW} END",
    f"{TABLE}_old": f"CREATE TRIGGER {TABLE}_old AFTER DELETE ON evidence_win BEGIN {_OLD} END",
    f"{TABLE}_changed": f"CREATE TRIGGER {TABLE}_changed "
    f"AFTER UPDATE OF owner_id, search_text ON evidence_win WHEN old.search_text IS NOT new.search_text "
    f"OR {_whose('old.owner_id')} IS NOT {_whose('new.owner_id')} BEGIN {_OLD} {_NEW} END",
}
_THREES = "evidence_win_threes"
# Threes of letters, and the owner in a word that no three letters can be.
_BODY = f"""
    SELECT array_append(
        coalesce(array_agg(DISTINCT three) FILTER (WHERE three IS NOT NULL), '{{}}'), 'owner ' || {_whose("owner")}
    )
    FROM (
        SELECT letter || lead(letter) OVER w || lead(letter, 2) OVER w AS three
        FROM unnest(string_to_array(said, NULL)) WITH ORDINALITY AS letters(letter, place) WINDOW w AS (ORDER BY place)
    ) AS threes
"""  # noqa: S608
_whole: set[str] = set()
"""The databases whose index was found whole by this process."""


def keep_index(using: str = "default", **_kwargs: Any) -> None:
    """Makes the index anew unless it is whole. To be called at every start, and after migrations: they drop parts."""
    connection = connections[using]
    _whole.discard(using)
    if is_whole(using) or "evidence_win" not in connection.introspection.table_names():
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _make_on_sqlite(cursor)
        elif connection.vendor == "postgresql":
            _make_on_postgresql(cursor)


def _make_on_sqlite(cursor: CursorWrapper) -> None:
    for name in _PARTS:
        cursor.execute(f"DROP {'TABLE' if name == TABLE else 'TRIGGER'} IF EXISTS {name}")
    for statement in _PARTS.values():
        cursor.execute(statement)
    cursor.execute(
        f"INSERT INTO {TABLE}(rowid, owner, said) "  # noqa: S608
        f"SELECT id, 'o' || {_whose('owner_id')} || 'o', search_text FROM evidence_win"
    )


def _make_on_postgresql(cursor: CursorWrapper) -> None:
    cursor.execute(f"DROP INDEX IF EXISTS {TABLE}")
    cursor.execute(f"DROP FUNCTION IF EXISTS {_THREES}(text, bigint)")
    cursor.execute(
        f"CREATE FUNCTION {_THREES}(said text, owner bigint) RETURNS text[] "
        f"LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $${_BODY}$$"
    )
    cursor.execute(f"CREATE INDEX {TABLE} ON evidence_win USING gin ({_THREES}(search_text, owner_id))")


def is_whole(using: str) -> bool:
    """Whether this database has the index, as it should be."""
    if using not in _whole:
        vendor = connections[using].vendor
        with connections[using].cursor() as cursor:
            if vendor == "sqlite" and _is_whole_on_sqlite(cursor):
                _whole.add(using)
            if vendor == "postgresql" and _is_whole_on_postgresql(cursor):
                _whole.add(using)
    return using in _whole


def _is_whole_on_sqlite(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{TABLE}%"])
    return dict(cursor.fetchall()).items() >= _PARTS.items()


def _is_whole_on_postgresql(cursor: CursorWrapper) -> bool:
    cursor.execute(
        "SELECT prosrc FROM pg_proc WHERE proname = %s AND EXISTS "
        "(SELECT 1 FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE relname = %s AND indisvalid)",
        [_THREES, TABLE],
    )
    return cursor.fetchall() == [(_BODY,)]


def few_holding(using: str, owner: int, words: Iterable[str]) -> list[int] | None:
    """The numbers of this person's wins that may hold each of these words somewhere; None if there are more than FEW.

    To be asked of a whole index. No win that holds them all is missing; whether each does is for the words themselves
    to tell (see `is_exact`).
    """
    words = list(words)
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            asked = " ".join(f'"{word.replace('"', '""')}"' for word in words)
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s",  # noqa: S608
                [f'owner:"o{owner}o" AND said:({asked})', FEW + 1],
            )
        else:
            threes = {word[at : at + SHORTEST] for word in words for at in range(len(word) - SHORTEST + 1)}
            cursor.execute(
                f"SELECT id FROM evidence_win WHERE {_THREES}(search_text, owner_id) @> %s LIMIT %s",  # noqa: S608
                [[f"owner {owner}", *sorted(threes)], FEW + 1],
            )
        found = [number for (number,) in cursor.fetchall()]
    return found if len(found) <= FEW else None


def is_exact(using: str) -> bool:
    """Whether what the index finds holds the words in full: on PostgreSQL it holds their threes, in any order."""
    return connections[using].vendor == "sqlite"
