"""A title or a name that shows nothing is none, wherever one is asked for."""

from types import SimpleNamespace

import pytest
from django import forms

from evidence.account.forms.sign_in import EditKey
from evidence.web.forms import PlainForm
from tests.evidence.packets.drafts import share_form
from tests.evidence.wins.test_artifacts import add
from tests.evidence.wins.test_win import save
from tests.factories import make_artifact, make_packet, make_user, make_win

UNSEEN = "\u200b\u00ad\u2800"


def test_a_win_keeps_its_title(alice, alices_browser):
    win = make_win(alice, "Seen")
    answer = save(alices_browser, win, title=UNSEEN)
    assert answer.status_code == 422
    assert "Give it a title" in answer.text
    win.refresh_from_db()
    assert win.title == "Seen"


def test_a_link_without_a_title_to_see_is_called_by_its_address(alice, alices_browser):
    win = make_win(alice)
    add(alices_browser, win, url="https://wiki.example/a", title=UNSEEN)
    assert win.artifacts.get().title == ""
    assert make_artifact(win, "https://wiki.example/b", title=UNSEEN).called == "https://wiki.example/b"


def test_a_packet_is_shared_under_a_name_that_can_be_seen(alice, alices_browser):
    for name in ("", UNSEEN):
        alice.name = name
        alice.save(update_fields=["name"])
        where, form = share_form(alices_browser, make_packet(alice))
        answer = alices_browser.post(where, form | {"name": UNSEEN})
        assert answer.status_code == 422
        assert "Give the name by which your manager knows you." in answer.text


def test_a_person_is_called_by_what_can_be_seen(db):
    assert make_user("ana@example.org", name=UNSEEN).called == "ana"


def test_a_key_has_no_name_that_cannot_be_seen():
    key = SimpleNamespace(wrap=lambda: SimpleNamespace(name="Home"))
    form = EditKey({"name": UNSEEN}, instance=key)
    assert form.is_valid() is not form.fields["name"].required
    assert form.cleaned_data.get("name", "") == ""


class AnyForm(PlainForm):
    """What a new area would bring."""

    title = forms.CharField()
    password = forms.CharField(strip=False)


@pytest.mark.parametrize("title", ["", " ", UNSEEN, "\x01\x02", "\U000e0020"])
def test_every_form_asks_for_something_to_see_and_lets_passwords_be(title):
    form = AnyForm({"title": title, "password": UNSEEN})
    assert form.errors == {"title": ["Fill this in."]}
    assert AnyForm({"title": f"{UNSEEN}1", "password": UNSEEN}).is_valid()
