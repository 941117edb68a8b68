"""A version of what counts for skills, beside that of the whole record."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0002_remembered_as_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='counting_version',
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        # Nothing of it is in the database: the field has become one with that of artifacts.
        migrations.AlterField(
            model_name='skilllink',
            name='removed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
