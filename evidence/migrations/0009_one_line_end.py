"""Texts that came with two signs at the end of a line, in a file or from a form without a script, keep one."""

from django.db import migrations
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Replace

TEXTS = {
    "User": ["name"],
    "Win": ["title", "context", "action", "result", "metric_name", "metric_unit"],
    "SkillLink": ["how"],
    "Artifact": ["title"],
    "Confirmation": ["by", "comment"],
    "Packet": ["recipient", "ask", "summary"],
    "ShareLink": ["recipient"],
}
"""What people write. What was shared stays as it was then; what a file holds beyond these is read anew each time."""


def one_line_end(apps, schema_editor):
    for model, columns in TEXTS.items():
        rows = apps.get_model("evidence", model)._base_manager.using(schema_editor.connection.alias)
        for column in columns:
            one = Replace(Replace(column, Value("\r\n"), Value("\n")), Value("\r"), Value("\n"))
            rows.filter(**{f"{column}__contains": "\r"}).update(**{column: one})
    wins = apps.get_model("evidence", "Win")._base_manager.using(schema_editor.connection.alias)
    held = wins.annotate(text=Cast("before_last_save", TextField())).filter(text__contains=r"\r")
    for pk, before in held.values_list("pk", "before_last_save").iterator():
        wins.filter(pk=pk).update(before_last_save={name: _one(value) for name, value in before.items()})


def _one(value):
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_folded_anew")]

    operations = [migrations.RunPython(one_line_end, migrations.RunPython.noop)]
