"""What is remembered from a whole record: never shown once the record or the rules have changed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.utils.safestring import SafeString

from evidence.models import Artifact, Confirmation, SkillLink, User, Win, remembered
from evidence.models.remembered import record_changed, rules
from tests.factories import make_artifact, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def shown(user, result):
    return remembered.remembered(user, "count", "today", int, lambda: result)


def version_of(user):
    return User.objects.values_list("record_version", flat=True).get(pk=user.pk)


def test_a_result_is_worked_out_once(alice):
    assert [shown(alice, 1), shown(alice, 2)] == [1, 1]
    record_changed(alice.pk)
    assert shown(alice, 3) == 3


class Pair(NamedTuple):
    name: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    pairs: tuple[Pair, ...]
    html: dict[str, SafeString]


RESULT = Result((Pair("\0 & <b>“ü”", date(2026, 11, 20)), Pair("none")), {"cell": SafeString("<td>\0</td>")})


def kept(user, result):
    return remembered.remembered(user, "result", "today", Result, lambda: result)


def test_a_value_comes_back_as_it_was_with_its_html_safe_and_all_else_not(alice):
    kept(alice, RESULT)
    back = kept(alice, None)
    assert back == RESULT
    assert (type(back.html["cell"]), type(back.pairs[0].name)) == (SafeString, str)


MISFITS = [
    "", "nonsense", "null", "1", "[]", "{}", '{"pairs":[["a",null]]}', '{"pairs":[[1]],"html":{}}',
    '{"pairs":[["a","2026-13-01"]],"html":{}}', '{"pairs":[],"html":{"cell":1}}', '{"pairs":[],"html":["cell"]}',
]  # fmt: skip


@pytest.mark.parametrize("text", MISFITS)
def test_a_text_that_does_not_fit_is_worked_out_afresh(alice, text):
    kept(alice, RESULT)
    alice.remembered.update(content=text)
    other = Result((), {})
    assert kept(alice, other) == other
    assert kept(alice, None) == other


def test_what_is_no_plain_value_is_refused_at_once(alice):
    with pytest.raises(NotImplementedError, match="can hold no set_iterator"):
        remembered.remembered(alice, "result", "today", object, lambda: iter(set()))


def test_several_results_are_recalled_in_one_query(alice, django_assert_num_queries):
    def both(recalled=None):
        return [remembered.remembered(alice, what, "today", str, lambda: "new", recalled) for what in ("one", "two")]

    def recalled():
        with remembered.recall(alice, "one", "two") as some:
            return both(some)

    remembered.remembered(alice, "one", "today", str, lambda: "old")
    assert recalled() == ["old", "new"]
    with django_assert_num_queries(1):
        assert recalled() == ["old", "new"]
    record_changed(alice.pk)
    with django_assert_num_queries(2):  # both are kept in one write
        assert recalled() == ["new", "new"]
    assert recalled() == ["new", "new"]


def test_other_rules_work_out_afresh(alice, monkeypatch):
    shown(alice, 1)
    monkeypatch.setattr(remembered, "rules", lambda: "other")
    assert shown(alice, 2) == 2


@pytest.mark.parametrize("changed", ["insights/catalog/levels.toml", "insights/grades.py", "evidence/axis.py"])
def test_every_file_of_the_rules_makes_other_rules(tmp_path, settings, changed):
    file = tmp_path / changed
    file.parent.mkdir(parents=True)
    settings.BASE_DIR = tmp_path
    found = set()
    for text in ("", "one", "two"):
        file.write_text(text)
        found.add(rules.__wrapped__())
    assert len(found) == 3


@pytest.mark.django_db(transaction=True)
def test_an_account_that_goes_meanwhile_is_no_fault(alice):
    shown(alice, 0)
    record_changed(alice.pk)

    def work_out():
        User.objects.get(pk=alice.pk).delete()
        return 1

    assert remembered.remembered(alice, "count", "today", int, work_out) == 1
    assert not User.objects.exists()
    assert shown(alice, 2) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Win, SkillLink, Artifact, Confirmation])
def test_a_row_and_the_version_change_together_or_not_at_all(alice, model):
    """Whoever raises the version after the change is committed may die in between: what is stale would stay."""
    win = make_win(alice, told=True, skills=["clarity"])
    make_artifact(win)
    make_confirmation(win)
    row, before = model.objects.get(), version_of(alice)
    seen = []

    def look(**_kwargs):
        seen.append((connection.in_atomic_block, version_of(alice)))
        raise RuntimeError

    post_save.connect(look, sender=model)
    try:
        with pytest.raises(RuntimeError):
            row.save()
    finally:
        post_save.disconnect(look, sender=model)
    assert seen == [(True, before + 1)]
    assert version_of(alice) == before
    row.save()
    assert version_of(alice) == before + 1
    row.delete()
    assert version_of(alice) > before + 1
