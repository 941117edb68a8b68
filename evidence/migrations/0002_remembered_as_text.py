"""What is remembered becomes the text of a typed value.

It is only a cache: whatever lies there is dropped, and worked out afresh when a page next asks for it.
"""

from django.db import migrations, models


def forget(apps, schema_editor):
    apps.get_model("evidence", "Remembered").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AlterField("remembered", "content", models.TextField()),
        # On the way back, which begins here: a text is no value of the column that it was.
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
