import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0005_told_without_spaces"),
    ]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("mark", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("tidied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("backed_up_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", 1)), name="one_installation_a_database"
                    )
                ],
            },
        ),
    ]
