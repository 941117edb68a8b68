"""What is compared is folded anew: the words that the search looks through, and who gave a word on a win.

Rows are looked through in slices, each change in a transaction of its own: others can write in between, and a run that
was cut off is taken up by the next. The folding is that of today, whichever it is: rows must always agree with it.
"""

from collections import defaultdict

from django.db import migrations, transaction
from django.db.models import F

from insights.folding import folded
from insights.record import person_key

SLICE = 500
WORDS = ("title", "context", "action", "result", "metric_name", "metric_unit")


def fold_anew(apps, schema_editor):
    alias = schema_editor.connection.alias
    for rows, put_right in ((_rows(apps, alias, "Win"), _search), (_rows(apps, alias, "Confirmation"), _who)):
        last = 0
        while found := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:SLICE]):
            last = found[-1]
            put_right(apps, alias, rows.filter(pk__in=found))


def _rows(apps, alias, name):
    return apps.get_model("evidence", name)._base_manager.using(alias).order_by("pk")


def _search(apps, alias, wins):
    if wrong := _misfolded(apps, alias, wins):
        with transaction.atomic(using=alias):
            # The person's row first, as everybody locks it. Then the words as they are now: somebody may have saved
            # others since.
            _lock(apps, alias, {win.owner_id for win in wrong})
            changed = _misfolded(apps, alias, wins.filter(pk__in=[win.pk for win in wrong]))
            wins.model._base_manager.using(alias).bulk_update(changed, ["search_text"], batch_size=100)


def _misfolded(apps, alias, wins):
    """Those of these wins whose search text is not as it should be, with it as it should be."""
    wins = list(wins.only("owner", "search_text", *WORDS))
    beside = defaultdict(list)
    of_these = {"win__in": [win.pk for win in wins]}
    for pk, how in _rows(apps, alias, "SkillLink").filter(**of_these).order_by("slot").values_list("win", "how"):
        beside[pk].append(how)
    shown = _rows(apps, alias, "Artifact").filter(**of_these, removed_at__isnull=True)
    for pk, *said in shown.values_list("win", "title", "name", "url"):
        beside[pk] += said
    changed = []
    for win in wins:
        said = folded(" ".join(filter(None, [*(getattr(win, name) for name in WORDS), *beside[win.pk]])))
        if win.search_text != said:
            win.search_text = said
            changed.append(win)
    return changed


def _who(apps, alias, words):
    wrong = [word for word in words.select_related("win").only("who", "win__owner") if _key(word) != word.who]
    if wrong:
        with transaction.atomic(using=alias):
            # What was remembered of these people's records is stale: two may have become one.
            versions = {name: F(name) + 1 for name in ("record_version", "counting_version")}
            _rows(apps, alias, "User").filter(pk__in={word.win.owner_id for word in wrong}).update(**versions)
            for word in wrong:
                words.filter(pk=word.pk, who=word.who).update(who=_key(word))


def _key(word):
    return person_key(word.who)


def _lock(apps, alias, owners):
    list(_rows(apps, alias, "User").filter(pk__in=owners).select_for_update().values_list("pk"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("evidence", "0007_ends_of_days")]
    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop)]
