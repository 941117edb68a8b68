"""Thousands of rows read by columns: the database puts each column into one text, and one look takes it apart.

A row that is handed over costs more than what is in it: so ten thousand wins are read in half the time. To put such a
query into SQL costs more than to run it for a thousand wins: that is done once, not for each person.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Func, QuerySet, TextField
from django.db.models.expressions import Combinable

_LIST = msgspec.json.Decoder(list[Any])

type Asked = int | date
"""What differs from one asking to the next: whose rows, from which day on."""


class _Column(Func):
    """All values of a column, as the text of a JSON list."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="json_group_array", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        # As text, or the driver would take it apart by itself.
        return self.as_sql(compiler, connection, template="json_agg(%(expressions)s)::text", **more)


class Columns:
    """The columns `wanted` of the rows that `rows` finds for what is asked.

    `rows` hands what it is given to the database and looks at it in no other way. Columns hold texts and numbers.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any]], *wanted: str | Combinable) -> None:
        self._rows, self._wanted = rows, wanted
        # A value of its own for each question: a test may ask two kinds of database.
        self._sql = cache(self._put)

    def __call__(self, *asked: Asked) -> list[list[Any]]:
        """Of each column its values, those of a row at the same place in all, in no order. One query."""
        sql, parameters = self._sql(connection.vendor, tuple(map(type, asked)))
        given = {_blank(place, type(value)): value for place, value in enumerate(asked)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [_stored(given.get(value, value)) for value in parameters])
            return [_LIST.decode(text or "[]") for text in cursor.fetchone()]

    def _put(self, _vendor: str, kinds: tuple[type, ...]) -> tuple[str, Sequence[Any]]:
        """The query in SQL with its parameters, blanks in place of what is asked."""
        blanks = [_blank(place, kind) for place, kind in enumerate(kinds)]
        query = self._rows(*blanks).order_by().values_list(*map(_Column, self._wanted)).query
        sql, parameters = query.sql_with_params()
        back = {_stored(blank): blank for blank in blanks}
        return sql, [back.get(value, value) for value in parameters]


def _blank(place: int, kind: type) -> Asked:
    """A value that stands for the one at a place of what is asked, and that no query has by itself."""
    return date.max - timedelta(place) if kind is date else -7_000_000 - place


def _stored(value: Any) -> Any:
    """A parameter as the driver takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
