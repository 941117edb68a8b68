"""Wins with all that hangs on them, skills, artifacts and the words of others: for the judgement, out and in."""

from evidence.record.keeping import Keeper
from evidence.record.wins.adding import add, hold, name
from evidence.record.wins.entries import entries_of, in_trash
from evidence.record.wins.values import values_of, wins_of, wins_since

KEEPER = Keeper(entries_of, add, values_of, in_trash, name, hold)

__all__ = ["KEEPER", "add", "entries_of", "hold", "in_trash", "name", "values_of", "wins_of", "wins_since"]
