"""Each change of a field becomes a version of its own, of wins and of the words of packets.

What a win's last change could be undone to, all its fields at once, goes over: a version a field. Left out is what no
Undo may touch any more (whether a win is private), and what the field holds anyway.
"""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

SLICE = 1_000


def carry_over(apps, schema_editor):
    alias, last = schema_editor.connection.alias, 0
    version = apps.get_model("evidence", "WinVersion")
    wins = apps.get_model("evidence", "Win")._base_manager.using(alias).exclude(before_last_save={})
    while found := list(wins.filter(pk__gt=last).order_by("pk").prefetch_related("links")[:SLICE]):
        last = found[-1].pk
        version._base_manager.using(alias).bulk_create(
            version(row_id=win.pk, field=name, was=was, became=now, at=win.updated_at, number=win.version)
            for win in found
            for name, was, now in changed(win)
        )


def changed(win):
    """The fields of a win that an undo would change, with what they would hold and what they hold."""
    columns = {field.name: field.attname for field in win._meta.concrete_fields if field.name != "private"}
    held = {name: as_json(getattr(win, column)) for name, column in columns.items()}
    held |= {f"how_{link.skill_id}": link.how for link in win.links.all()}
    kept = win.before_last_save
    return [(name, kept[name], held[name]) for name in kept if name in held and kept[name] != held[name]]


def as_json(value):
    return value.isoformat() if isinstance(value, date) else value


def version_of(model):
    """The table of versions of one kind of row."""
    return migrations.CreateModel(
        name=f"{model}Version",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("field", models.CharField(max_length=60)),
            ("was", models.JSONField(null=True)),
            ("became", models.JSONField(null=True)),
            ("at", models.DateTimeField()),
            ("number", models.PositiveIntegerField()),
            ("cut", models.PositiveSmallIntegerField(default=0)),
            ("can_undo", models.BooleanField(default=True)),
            (
                "row",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="versions",
                    to=f"evidence.{model.lower()}",
                ),
            ),
        ],
        options={
            "ordering": ["-number", "-pk"],
            "abstract": False,
            "indexes": [
                models.Index(fields=["row", "-number", "-id"], name=f"{model.lower()}version_newest_first"),
                models.Index(fields=["at"], name=f"{model.lower()}version_by_age"),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0010_unsent")]

    operations = [
        version_of("Win"),
        version_of("Packet"),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("win", "before_last_save"),
        migrations.AddField("packet", "version", models.PositiveIntegerField(default=1, editable=False)),
    ]
