"""Whether a win is told is set anew where its texts hold letters of a script that is written without spaces.

Wins are looked through in slices, each change in a transaction of its own: others can write in between, and a run that
was cut off is taken up by the next. The rule is that of today, whichever it is: the column must always agree with it.
"""

from django.db import migrations, transaction
from django.db.models import F

from insights.record import is_told
from insights.word_count import is_unspaced

SLICE = 1_000


def tell_anew(apps, schema_editor):
    alias, last = schema_editor.connection.alias, 0
    wins = apps.get_model("evidence", "Win")._base_manager.using(alias).order_by("pk")
    while found := list(wins.filter(pk__gt=last).values_list("pk", "owner", "action", "result", "is_told")[:SLICE]):
        last = found[-1][0]
        wrong = {pk: owner for pk, owner, *texts, told in found if _is_wrong(*texts, told)}
        if wrong:
            _put_right(wins.filter(pk__in=wrong), apps.get_model("evidence", "User"), set(wrong.values()), alias)


def _is_wrong(action, result, told):
    return (is_unspaced(action) or is_unspaced(result)) and is_told(action, result) != told


def _put_right(wins, users, owners, alias):
    with transaction.atomic(using=alias):
        # The person's row first, as everybody locks it, and it makes what was remembered stale. Then the words as
        # they are now: somebody may have saved others since.
        versions = {name: F(name) + 1 for name in ("record_version", "counting_version")}
        users._base_manager.using(alias).filter(pk__in=owners).update(**versions)
        told = {pk: is_told(*texts) for pk, *texts in wins.values_list("pk", "action", "result")}
        for value in (True, False):
            wins.filter(pk__in=[pk for pk, is_one in told.items() if is_one is value]).update(is_told=value)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("evidence", "0004_pending_imports")]
    operations = [migrations.RunPython(tell_anew, migrations.RunPython.noop)]
