"""Reading one row, or the rows that belong to one, with SQL that is put together once.

Django takes several times as long to put such a query together as the database takes to answer it, and a page that asks
for three kinds of rows would spend a good part of its time on that.
"""

from functools import cache
from typing import Any

from django.db import models, router


def read_along(row: models.Model, *names: str) -> None:
    """Reads what belongs to a row, by the names of its back relations, one query each: `row.links.all()` has it then.

    As with `prefetch_related_objects`, what was read before is not read again.
    """
    known = vars(row).setdefault("_prefetched_objects_cache", {})
    for name in names:
        if name in known:
            continue
        relation: Any = row._meta.get_field(name)
        using = row._state.db or "default"
        found = list(relation.related_model._default_manager.using(using).raw(_sql(relation, using), [row.pk]))
        for one in found:
            relation.field.set_cached_value(one, row)
        # The manager's own, so that whatever is asked of it further still asks for the rows of this row alone.
        rows = getattr(row, name).all()
        rows._result_cache, rows._prefetch_done = found, True
        known[name] = rows


def row_of[Row: models.Model](kind: type[Row], number: int) -> Row | None:
    """The row with this number that the kind's own manager finds, or None where there is none."""
    using = router.db_for_read(kind)
    sql, asked = _sql_of_one(kind, using)
    given = [number if one == _BLANK else one for one in asked]
    return next(iter(kind._default_manager.using(using).raw(sql, given)), None)


_BLANK = -7_000_000
"""Stands for the number that is asked for; no row has it."""


@cache
def _sql_of_one(kind: type[models.Model], using: str) -> tuple[str, tuple[Any, ...]]:
    """The query for one row, and its parameters with a blank for the number."""
    sql, asked = kind._default_manager.using(using).filter(pk=_BLANK).query.get_compiler(using).as_sql()
    return str(sql), tuple(asked)


@cache
def _sql(relation: Any, using: str) -> str:
    """The query for the rows of one row, in their order; it takes the row's number."""
    rows = relation.related_model._default_manager.using(using).filter(**{relation.field.attname: 0})
    sql, params = rows.query.get_compiler(using).as_sql()
    if params != (0,):
        raise ValueError(f"{relation.name}: its manager asks for more than a number.")
    return str(sql)
