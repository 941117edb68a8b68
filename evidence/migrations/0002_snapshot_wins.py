"""Snapshots know which wins they were made from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="wins",
            field=models.ManyToManyField(related_name="snapshots", to="evidence.win"),
        ),
    ]
