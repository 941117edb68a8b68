"""The catalogue's tables, empty: `manage.py load_catalog` fills them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "track",
                    models.CharField(
                        choices=[("manager", "Manager"), ("expert", "Expert"), ("both", "Both")], max_length=8
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("market", "Market"),
                            ("people", "People"),
                            ("strategy", "Strategy"),
                            ("business", "Business"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "horizon",
                    models.CharField(
                        choices=[
                            ("week", "Week"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("multi-year", "Several years"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["order", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("market", "Market"),
                            ("people", "People"),
                            ("strategy", "Strategy"),
                            ("business", "Business"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "trait",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("relationships", "Relationships"),
                            ("platform", "Platform"),
                            ("customer-facing", "Customer-facing"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "foundation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customers", "Customers"),
                            ("product", "Product"),
                            ("business", "Business"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "track",
                    models.CharField(blank=True, choices=[("manager", "Manager"), ("expert", "Expert")], max_length=8),
                ),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("file", models.CharField(max_length=80)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Insight",
            fields=[
                ("slug", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("sources", models.ManyToManyField(related_name="+", to="insights.source")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("started", "Started"), ("shown", "Shown"), ("proven", "Proven")],
                        max_length=8,
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insights.level"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insights.skill"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "skill"), name="one_requirement_a_level_and_skill"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("started", "shown", "proven"))),
                        name="requirement_status_is_one_of_three",
                    ),
                ],
            },
        ),
    ]
