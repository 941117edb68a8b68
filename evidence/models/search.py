"""The index behind the search of wins on SQLite: every three letters in a row of what a win says.

Without it a search reads everything that a person ever wrote. The database keeps it in step by itself, whatever
writes; a model would not do, since Django knows no such table. PostgreSQL reads fast enough without one.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.models.expressions import RawSQL

SHORTEST = 3
"""Letters that a word needs to be found by the index."""
TABLE = "evidence_win_search"
_NEW = f"INSERT INTO {TABLE}(rowid, search_text) VALUES (new.id, new.search_text);"  # noqa: S608 - nothing from outside
_OLD = f"INSERT INTO {TABLE}({TABLE}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"  # noqa: S608
_PARTS = {
    TABLE: "CREATE VIRTUAL TABLE {name} "
    "USING fts5(search_text, content='evidence_win', content_rowid='id', tokenize='trigram')",
    f"{TABLE}_new": f"CREATE TRIGGER {{name}} AFTER INSERT ON evidence_win BEGIN {_NEW} END",
    f"{TABLE}_old": f"CREATE TRIGGER {{name}} AFTER DELETE ON evidence_win BEGIN {_OLD} END",
    f"{TABLE}_changed": f"CREATE TRIGGER {{name}} AFTER UPDATE OF search_text ON evidence_win BEGIN {_OLD} {_NEW} END",
}


def keep_index(using: str, **_kwargs: Any) -> None:
    """Makes what is missing of the index. To be called after every migration: one that changes wins may drop parts."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        there = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master")}
        missing = _PARTS.keys() - there
        if "evidence_win" not in there or not missing:
            return
        for name in (name for name in _PARTS if name in missing):
            cursor.execute(_PARTS[name].format(name=name))
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608


def holding(words: Iterable[str]) -> RawSQL:
    """The numbers of all wins, whoever's they are, that hold each of these words somewhere; SQLite alone knows them."""
    asked = " ".join(f'"{word.replace('"', '""')}"' for word in words)
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [asked])  # noqa: S608, S611
