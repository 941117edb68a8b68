"""The index behind the search of wins on SQLite: every three letters in a row of what a win says, and whose it is.

Without it a search reads everything that a person ever wrote. The database keeps it in step by itself, whatever
writes; a model would not do, since Django knows no such table. PostgreSQL reads fast enough without one.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

SHORTEST = 3
"""Letters that a word needs to be found by the index."""
FEW = 1000
"""Up to so many hits the index is the faster way to them. Where there are more, reading on meets them soon enough."""
TABLE = "evidence_win_search"
# The owner between two letters: the index knows nothing that is shorter than three.
_NEW = f"INSERT INTO {TABLE}(rowid, owner, said) VALUES (new.id, 'o' || new.owner_id || 'o', new.search_text);"  # noqa: S608 - nothing from outside
_OLD = (
    f"INSERT INTO {TABLE}({TABLE}, rowid, owner, said) "  # noqa: S608
    "VALUES ('delete', old.id, 'o' || old.owner_id || 'o', old.search_text);"
)
_PARTS = {
    TABLE: f"CREATE VIRTUAL TABLE {TABLE} USING fts5(owner, said, content='', tokenize='trigram')",
    f"{TABLE}_new": f"CREATE TRIGGER {TABLE}_new AFTER INSERT ON evidence_win BEGIN {_NEW} END",
    f"{TABLE}_old": f"CREATE TRIGGER {TABLE}_old AFTER DELETE ON evidence_win BEGIN {_OLD} END",
    f"{TABLE}_changed": f"CREATE TRIGGER {TABLE}_changed "
    f"AFTER UPDATE OF owner_id, search_text ON evidence_win BEGIN {_OLD} {_NEW} END",
}
_whole: set[str] = set()
"""The databases whose index was found whole by this process."""


def keep_index(using: str = "default", **_kwargs: Any) -> None:
    """Makes the index anew unless it is whole. To be called at every start, and after migrations: they drop parts."""
    connection = connections[using]
    _whole.discard(using)
    if is_whole(using) or connection.vendor != "sqlite" or "evidence_win" not in connection.introspection.table_names():
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        for name in _PARTS:
            cursor.execute(f"DROP {'TABLE' if name == TABLE else 'TRIGGER'} IF EXISTS {name}")
        for statement in _PARTS.values():
            cursor.execute(statement)
        cursor.execute(
            f"INSERT INTO {TABLE}(rowid, owner, said) SELECT id, 'o' || owner_id || 'o', search_text FROM evidence_win"  # noqa: S608
        )


def is_whole(using: str) -> bool:
    """Whether this database has the index, as it should be."""
    if using not in _whole and connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{TABLE}%"])
            there = dict(cursor.fetchall())
        if there.items() >= _PARTS.items():
            _whole.add(using)
    return using in _whole


def few_holding(using: str, owner: int, words: Iterable[str]) -> list[int] | None:
    """The numbers of this person's wins that hold each of these words somewhere; None if there are more than FEW.

    To be asked of a whole index.
    """
    asked = " ".join(f'"{word.replace('"', '""')}"' for word in words)
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s",  # noqa: S608
            [f'owner:"o{owner}o" AND said:({asked})', FEW + 1],
        )
        found = [number for (number,) in cursor.fetchall()]
    return found if len(found) <= FEW else None
