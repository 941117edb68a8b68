"""Words get a place for the text that they were given for, and wins one for what names theirs; 0013 fills them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0011_versions")]

    operations = [
        migrations.AddField(
            "confirmation", "of", models.CharField(blank=True, default="", editable=False, max_length=64)
        ),
        migrations.AddField(
            "confirmation",
            "text",
            models.JSONField(blank=True, default=list, editable=False, help_text="Empty where nobody knows it."),
        ),
        migrations.AddField(
            "win",
            "text_digest",
            models.CharField(
                blank=True, default="", editable=False, help_text="Of what a word on it is for.", max_length=64
            ),
        ),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("until", models.DateField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_back",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "digest"), name="one_day_a_word_taken_back")
                ],
            },
        ),
    ]
