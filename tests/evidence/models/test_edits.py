"""Changes, their versions and Undo, of any row that is edited in place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evidence.models import Packet, Win, WinVersion
from evidence.models.edits import BURST, SLIP, CannotBe, letters_gone
from insights.models import Kind
from tests.factories import make_packet, make_win


def stored(row):
    return type(row)._base_manager.get(pk=row.pk)


def undone(row) -> str | None:
    """The name of the field that Undo has taken back."""
    row = stored(row)
    return row.undo(row.last_change().stamp)


def test_a_change_is_counted_and_each_field_leaves_a_version(alice):
    win = make_win(alice, "As it was", date="2026-01-31", kind_id="room", metric_after=12.5)
    before = stored(win).updated_at
    stored(win).edit({"title": "As it is", "date": date(2026, 2, 1), "kind": Kind(pk="other"), "metric_after": None})
    win = stored(win)
    assert (win.title, win.date, win.kind_id, win.metric_after) == ("As it is", date(2026, 2, 1), "other", None)
    assert win.version == 2 and win.updated_at > before
    assert {version.field: (version.was, version.became) for version in win.versions.all()} == {
        "title": ("As it was", "As it is"),
        "date": ("2026-01-31", "2026-02-01"),
        "kind": ("room", "other"),
        "metric_after": (12.5, None),
    }
    assert {(version.number, version.at) for version in win.versions.all()} == {(2, win.updated_at)}


def test_every_kind_of_value_goes_back_and_comes_forth_again(alice):
    was = {"title": "As it was", "date": date(2026, 1, 31), "kind_id": "room", "metric_after": 12.5, "horizon": ""}
    win = make_win(alice, **was)
    new = {"title": "As it is", "date": date(2026, 2, 1), "kind": "other", "metric_after": None, "horizon": "year"}
    stored(win).edit(new)
    for name in reversed(new):
        assert undone(win) == name
    assert {name: getattr(stored(win), name) for name in was} == was
    assert stored(win).last_change() is None
    for version in stored(win).versions.all():
        assert stored(win).bring_back(version)
    assert {name: stored(win).kept([name])[name] for name in new} == new | {"date": "2026-02-01"}


@pytest.mark.parametrize(("make", "name"), [(make_win, "title"), (make_packet, "ask")])
def test_what_was_undone_is_lost_to_nobody(alice, make, name):
    row = make(alice, **{name: "A"})
    stored(row).edit({name: "B"})
    assert undone(row) == name
    stored(row).edit({name: "C"})
    assert undone(row) == name
    assert getattr(stored(row), name) == "A"
    assert stored(row).last_change() is None
    assert [version.was for version in stored(row).versions.all()] == ["C", "B"]


def test_what_changes_nothing_leaves_no_version(alice):
    win = make_win(alice, "As it was")
    stored(win).edit({"title": "As it was"})
    assert not win.versions.exists()


def test_who_may_see_it_is_no_version(alice):
    win = make_win(alice)
    stored(win).edit({"private": True})
    assert stored(win).private and stored(win).version == 2
    assert not win.versions.exists()


def typed(row, name: str, *texts: str) -> list[str]:
    """Saves each text as a page does by itself; gives what the versions kept, the oldest first."""
    for text in texts:
        stored(row).edit({name: text})
    return [version.was for version in stored(row).versions.reverse()]


def test_a_burst_in_one_field_is_one_version(alice):
    win = make_win(alice, context="Here")
    assert typed(win, "context", "Here and", "Here and there", "Here and thete", "Here and there,") == ["Here"]
    assert undone(win) == "context"
    assert stored(win).context == "Here"


def test_a_burst_ends_with_its_time_another_field_and_undo(alice):
    win = make_win(alice, context="1")
    typed(win, "context", "1 2")
    Win.objects.filter(pk=win.pk).update(updated_at=timezone.now() - BURST - timedelta(seconds=1))
    assert typed(win, "context", "1 2 3") == ["1", "1 2"]
    stored(win).edit({"title": "Another"})
    assert typed(win, "context", "1 2 3 4")[-1] == "1 2 3"
    undone(win)
    assert typed(win, "context", "1 2 3 5")[-1] == "1 2 3"


def test_what_goes_in_a_burst_beyond_a_slip_is_kept(alice):
    little_by_little = ["x" * length for length in (SLIP * 4, SLIP * 3, SLIP * 3 - 1)]
    assert typed(make_win(alice), "context", *little_by_little) == ["", "x" * SLIP * 3]
    assert typed(make_win(alice), "context", "x" * SLIP * 4, "x" * SLIP * 2) == ["", "x" * SLIP * 4]
    assert typed(make_win(alice), "context", "A few words", "") == ["", "A few words"]


def test_typing_back_to_where_one_began_leaves_nothing_to_undo(alice):
    win = make_win(alice, context="A sentence")
    assert typed(win, "context", "A sentence, x", "A sentence") == []
    assert stored(win).last_change() is None


def test_a_change_that_was_typed_on_or_changed_otherwise_is_not_undone(alice):
    win = make_win(alice, "One")
    stored(win).edit({"title": "One two"})
    old = stored(win).last_change().stamp
    stored(win).edit({"title": "One two three"})
    assert stored(win).undo(old) is None
    Win.objects.filter(pk=win.pk).update(title="From elsewhere")
    assert undone(win) is None
    assert stored(win).title == "From elsewhere"
    # It can never be undone by now, and so it is in nothing's way.
    assert stored(win).last_change() is None
    assert win.versions.get().was == "One"


def test_what_a_version_has_kept_and_no_field_takes_any_more_stays_where_it_is(alice):
    win = make_win(alice, "As it was")
    for field, was in (("kind", "a-kind-that-was"), ("gone", "x"), ("horizon", "decade"), ("title", ""), ("date", "x")):
        version = win.versions.create(
            field=field, was=was, became=stored(win).kept([field]).get(field), at=timezone.now(), number=1
        )
        with pytest.raises(CannotBe):
            stored(win).bring_back(version)
        version.delete()
    assert stored(win).version == 1


def test_the_last_change_is_read_along(alice, django_assert_num_queries):
    win, packet = make_win(alice, "As it was"), make_packet(alice)
    stored(win).edit({"title": "As it is", "context": "Here"})
    for rows, row in ((alice.wins.all(), win), (alice.packets.all(), packet)):
        with django_assert_num_queries(1):
            along = rows.with_last_change().get(pk=row.pk).last_change()
        assert along == stored(row).last_change()
    assert stored(win).last_change().field == "context"


@pytest.mark.parametrize(
    ("was", "became", "gone"),
    [("", "abc", 0), ("abc", "", 3), ("abc", "abXc", 0), ("abab", "ab", 2), ("aaaa", "aaa", 1), ("one", "two", 3)],
)
def test_letters_gone(was, became, gone):
    assert letters_gone(was, became) == gone


def test_letters_of_long_texts_are_counted_at_once(alice):
    text = "a" * 20_000
    assert letters_gone(text, text[:-1]) == 1
    assert letters_gone(f"{text}b{text}", text + text) == 1


def test_versions_go_with_their_row(alice):
    win, packet = make_win(alice), make_packet(alice)
    stored(win).edit({"title": "As it is"})
    stored(packet).edit({"ask": "The role"})
    assert stored(packet).version == 2
    Win.objects.all().delete()
    Packet.objects.all().delete()
    assert not WinVersion.objects.exists()
