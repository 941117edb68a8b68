"""Editing in place, for any area: a form that derives from InPlaceForm, and a row, are all that it takes."""

from collections.abc import Iterator

import pytest
from django import forms
from django.http import QueryDict

from evidence.models import Win
from evidence.web.forms import OwnedForm, PlainForm
from evidence.web.in_place import InPlaceForm, save_in_place
from insights.line_ends import one_line_end
from tests.factories import make_win


class AnyForm(InPlaceForm):
    """What a new area would bring."""

    horizon = forms.ChoiceField(
        choices=[("", "Not given"), ("quarter", "A quarter"), ("year", "A year")], required=False
    )

    class Meta:
        model = Win
        fields = ["title", "date", "context", "metric_after", "private", "horizon"]


def opened(win: Win) -> dict[str, str]:
    """What a browser sends back from a page that is made now: a box that is not ticked is left out."""
    bases = AnyForm(instance=win, owner=win.owner).bases()
    values = {name.removeprefix("initial-"): value for name, value in bases.items()}
    if values["private"] == "False":
        del values["private"]
    return bases | values


def many(sent: dict[str, str], **lists: list[str]) -> QueryDict:
    """What was sent, with some names more than once."""
    data = QueryDict(mutable=True)
    data.update(sent)
    for name, values in lists.items():
        data.setlist(name.replace("_", "-"), values)
    return data


def save(win: Win, sent: dict[str, str] | QueryDict, **how: bool):
    """Saves what was sent, as a view does; gives what came of it and the row as it is stored."""
    data = sent if isinstance(sent, QueryDict) else many(sent)
    row = Win.objects.get(pk=win.pk)
    return save_in_place(AnyForm(data, instance=row, owner=win.owner), row.edit, **how), Win.objects.get(pk=win.pk)


def test_what_was_changed_is_written_and_nothing_else(alice):
    win = make_win(alice, "As it was", context="Here")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(context="There")
    saved, stored = save(win, page | {"title": "As it is", "metric_after": "12", "private": "on"})
    assert saved.is_valid and saved.is_settled
    assert (stored.title, stored.metric_after, stored.private, stored.context) == ("As it is", 12, True, "There")
    assert dict(stored.versions.values_list("field", "was")) == {"title": "As it was", "metric_after": None}
    assert stored.version == 2


def test_what_nobody_has_changed_is_not_written_at_all(alice):
    win = make_win(alice, context="Here", metric_after=12.5, horizon="year", private=True)
    _, stored = save(win, opened(win))
    assert stored.version == 1


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "shown"),
    [
        ("title", "Theirs", "Mine", "Theirs"),
        ("context", "", "Mine", ""),
        ("horizon", "year", "quarter", "A year"),
        ("metric_after", 0.0, "3", "0.0"),
    ],
)
def test_a_field_that_was_changed_in_two_places_stays_as_it_is_stored_and_both_are_shown(
    alice, name, theirs, mine, shown
):
    win = make_win(alice, "As it was", context="Here")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(**{name: theirs})
    saved, stored = save(win, page | {name: mine, "date": "2026-01-31"})
    (conflict,) = saved.conflicts
    assert (conflict.name, conflict.mine, conflict.theirs) == (name, mine, shown)
    assert (getattr(stored, name), stored.date.isoformat()) == (theirs, "2026-01-31")
    again, stored = save(win, page | saved.bases | {name: mine, "date": "2026-01-31"})
    assert again.is_settled
    assert str(getattr(stored, name)).removesuffix(".0") == mine


def test_together_means_that_nothing_is_written_where_a_field_is_wrong(alice):
    win = make_win(alice, "As it was")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(title="Theirs")
    for change in ({"metric_after": "many"}, {"metric_after": "many", "title": "Mine"}):
        saved, stored = save(win, page | change | {"context": "Mine too"}, together=True)
        assert not saved.is_valid
        assert (stored.context, stored.title, stored.version) == ("", "Theirs", 1)
        # Nothing of the context is known to be stored, so the page may not believe that it is.
        assert saved.bases["initial-context"] == ""


def test_together_or_not_what_is_in_conflict_holds_nothing_else_back(alice):
    win = make_win(alice, "As it was")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(title="Theirs")
    saved, stored = save(win, page | {"title": "Mine", "context": "Mine too"}, together=True)
    assert saved.is_valid and not saved.is_settled
    assert (stored.context, stored.title, stored.version) == ("Mine too", "Theirs", 2)
    assert (saved.bases["initial-context"], saved.bases["initial-title"]) == ("Mine too", "Theirs")


def test_a_field_waits_for_a_decision_while_all_else_is_saved(alice):
    win = make_win(alice, "As it was")
    page = opened(win) | {"title": "Mine"}
    Win.objects.filter(pk=win.pk).update(title="Theirs")
    saved, _ = save(win, page)
    page |= saved.bases
    saved, stored = save(win, many(page | {"context": "Typed meanwhile"}, waits=["title"]))
    assert [(one.name, one.mine, one.theirs) for one in saved.conflicts] == [("title", "Mine", "Theirs")]
    assert (stored.title, stored.context) == ("Theirs", "Typed meanwhile")
    # A third text from elsewhere is shown in its turn.
    Win.objects.filter(pk=win.pk).update(title="Theirs again")
    saved, stored = save(win, many(page, waits=["title"], keep=["title"]))
    assert (saved.conflicts[0].theirs, stored.title) == ("Theirs again", "Theirs again")
    saved, stored = save(win, many(page | saved.bases, waits=["title"], keep=["title"]))
    assert saved.is_settled and stored.title == "Mine"


def test_what_waits_is_settled_where_both_have_come_to_say_the_same(alice):
    win = make_win(alice, "As it was")
    page = opened(win) | {"title": "Same"}
    Win.objects.filter(pk=win.pk).update(title="Same")
    saved, _ = save(win, many(page, waits=["title"]))
    assert saved.is_settled and saved.bases["initial-title"] == "Same"


@pytest.mark.parametrize("back", ["Then this", "As it was"])
def test_a_page_is_not_in_conflict_with_what_it_sent_without_an_answer(alice, back):
    win = make_win(alice, "As it was")
    page = opened(win)
    save(win, page | {"title": "First this"})
    sent = ["Never came", "First this"]
    saved, stored = save(win, many(page | {"title": back}, sent_title=sent))
    assert saved.is_settled and stored.title == saved.bases["initial-title"] == back


def test_a_text_that_another_tab_stored_is_in_conflict_whatever_was_sent(alice):
    win = make_win(alice, "As it was")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(title="Theirs")
    saved, stored = save(win, many(page | {"title": "Then this"}, sent_title=["First this"]))
    assert not saved.is_settled and stored.title == "Theirs"


def test_a_page_that_shows_what_is_stored_knows_it(alice):
    win = make_win(alice, "As it was")
    page = opened(win) | {"title": "In both tabs"}
    Win.objects.filter(pk=win.pk).update(title="In both tabs")
    saved, stored = save(win, page)
    assert stored.version == 1 and saved.bases["initial-title"] == "In both tabs"


def test_shown_conflicts_stand_beside_their_fields_and_saving_again_is_meant(alice):
    win = make_win(alice, "As it was")
    page = opened(win)
    Win.objects.filter(pk=win.pk).update(title="Theirs")
    saved, _ = save(win, page | {"title": "Mine"}, together=True)
    saved.form.show_conflicts(saved.conflicts, saved.bases)
    assert {both.field.name: both.theirs for both in saved.form.with_theirs()}["title"] == "Theirs"
    assert 'name="initial-title" value="Theirs"' in str(saved.form["title"])
    assert "Mine" in saved.form["title"].as_widget() and "another tab" in str(saved.form["title"].errors)


def test_what_a_page_does_not_send_is_left_alone(alice):
    win = make_win(alice, context="Here", private=True)
    page = opened(win)
    del page["context"]
    _, stored = save(win, page | {"title": "As it is"})
    assert stored.context == "Here"


def test_where_a_page_does_not_say_what_it_was_made_from_nothing_is_overwritten(alice):
    win = make_win(alice, context="Here")
    page = opened(win)
    del page["initial-context"]
    saved, stored = save(win, page | {"context": "There"})
    assert [conflict.name for conflict in saved.conflicts] == ["context"] and stored.context == "Here"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sent", ["\n", "\r\n"])
def test_line_ends_are_alike_whoever_wrote_them(alice, end, sent):
    win = make_win(alice, context=f"One{end}Two{end}")
    page = opened(win) | {"initial-context": f"One{sent}Two{sent}", "context": f"One{sent}Two{sent}"}
    saved, stored = save(win, page)
    assert saved.is_settled and stored.version == 1
    saved, stored = save(win, page | {"context": f"One{sent}Two{sent}Three"})
    assert saved.is_settled and stored.context == "One\nTwo\nThree"


def test_a_row_is_not_changed_by_what_was_only_sent(alice):
    win = make_win(alice, "As it was")
    form = AnyForm(QueryDict("title=Sent&date=nonsense"), instance=win, owner=alice)
    assert not form.is_valid()
    assert (win.title, form.row) == ("As it was", win)


def test_one_line_end():
    assert one_line_end("a\r\nb\rc\nd\n\re") == "a\nb\nc\nd\n\ne"


def test_every_form_takes_a_text_with_one_line_end():
    plain = {PlainForm, OwnedForm, InPlaceForm}
    forms_here = [*below(forms.BaseForm)]
    ours = {form for form in forms_here if form.__module__.startswith("evidence.") and form not in plain}
    # allauth's take an address, a password or a code.
    wrong = {form for form in ours if not issubclass(form, (PlainForm, OwnedForm)) and "sign_in" not in form.__module__}
    assert len(ours) > 10 and not wrong, f"{wrong}: derive it from PlainForm or OwnedForm, which make line ends one."


def below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)
