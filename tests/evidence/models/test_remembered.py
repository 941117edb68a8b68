"""What is remembered from a whole record: never shown once the record or the rules have changed."""

import pytest
from django.db import connection
from django.db.models.signals import post_save

from evidence.models import Artifact, Confirmation, SkillLink, User, Win, remembered
from evidence.models.remembered import record_changed, rules
from tests.factories import make_artifact, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def shown(user, result):
    return remembered.remembered(user, "count", "today", lambda: result)


def version_of(user):
    return User.objects.values_list("record_version", flat=True).get(pk=user.pk)


def test_a_result_is_worked_out_once(alice):
    assert [shown(alice, 1), shown(alice, 2)] == [1, 1]
    record_changed(alice.pk)
    assert shown(alice, 3) == 3


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

    assert remembered.remembered(alice, "count", "today", work_out) == 1
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
