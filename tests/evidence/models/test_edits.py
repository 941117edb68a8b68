"""Version and undo, of any row that is edited in place."""

from datetime import date, timedelta

from django.utils import timezone

from evidence.models import Win
from evidence.models.edits import UNDO_TOGETHER
from insights.models import Kind
from tests.factories import make_win


def stored(win: Win) -> Win:
    return Win.objects.get(pk=win.pk)


def test_a_change_is_counted_and_remembers_what_was_before(alice):
    win = make_win(alice, "As it was", date="2026-01-31", kind_id="room")
    before = stored(win).updated_at
    stored(win).edit({"title": "As it is", "date": date(2026, 2, 1), "kind": Kind(pk="other")})
    win = stored(win)
    assert (win.title, win.date, win.kind_id, win.version) == ("As it is", date(2026, 2, 1), "other", 2)
    assert win.before_last_save == {"title": "As it was", "date": "2026-01-31", "kind": "room"}
    assert win.updated_at > before


def test_it_is_taken_back_and_brought_forth_again(alice):
    win = make_win(alice, "As it was", date="2026-01-31", kind_id="room", metric_after=12.5)
    stored(win).edit(
        {"title": "As it is", "date": date(2026, 2, 1), "kind": "other", "private": True, "metric_after": None}
    )
    for title, day, kind, private, metric in (
        ("As it was", date(2026, 1, 31), "room", False, 12.5),
        ("As it is", date(2026, 2, 1), "other", True, None),
    ):
        assert set(stored(win).take_back()) == {"title", "date", "kind", "private", "metric_after"}
        now = stored(win)
        assert (now.title, now.date, now.kind_id, now.private, now.metric_after) == (title, day, kind, private, metric)


def test_with_nothing_to_take_back_nothing_is_written(alice):
    win = make_win(alice)
    assert stored(win).take_back() == []
    assert stored(win).version == 1


def test_changes_in_quick_succession_are_taken_back_together(alice):
    win = make_win(alice, "One", context="Here")
    for title in ("Two", "Three"):
        stored(win).edit({"title": title})
    stored(win).edit({"context": "There"})
    stored(win).take_back()
    assert (stored(win).title, stored(win).context) == ("One", "Here")
    Win.objects.filter(pk=win.pk).update(updated_at=timezone.now() - UNDO_TOGETHER - timedelta(seconds=1))
    stored(win).edit({"title": "Later"})
    assert stored(win).before_last_save == {"title": "One"}


def test_what_was_changed_beside_the_columns_comes_forth_with_them(alice):
    win = make_win(alice, "One")
    stored(win).edit({"title": "Two"}, {"title": "One", "how_agency": "As it was"})
    assert stored(win).take_back({"how_agency": "As it is"}) == ["title", "how_agency"]
    assert stored(win).before_last_save == {"title": "Two", "how_agency": "As it is"}


def test_a_box_that_was_kept_by_a_word_is_taken_back_too(alice):
    win = make_win(alice, private=True)
    for word, private in (("", False), ("yes", True)):
        Win.objects.filter(pk=win.pk).update(before_last_save={"private": word})
        stored(win).take_back()
        assert stored(win).private is private
