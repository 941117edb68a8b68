"""What the format takes, the database keeps: no text of a file is too long for its column."""

import dataclasses

import pytest
from django.db import models

from evidence.models import Artifact, Confirmation, SkillLink, User, Win
from evidence.record.person import record_of
from evidence.wins.forms.wins import NumberField
from insights.evidence_format import shape
from insights.evidence_format.kinds import Checksum, Choice, Number, Text
from insights.limits import LARGEST
from tests.evidence.evidence_file.filing import bring, file, newcomer, out

ROWS = [
    (shape.ProfileEntry, User, {}),
    (shape.WinEntry, Win, {}),
    (shape.Metric, Win, {"name": "metric_name", "unit": "metric_unit"}),
    (shape.ArtifactEntry, Artifact, {"file": "name"}),
    (shape.SkillEntry, SkillLink, {}),
    (shape.ConfirmationEntry, Confirmation, {}),
]
"""Each shape that has rows, the model of these, and the columns that bear another name."""


def longest(kind) -> int | None:
    """How many characters a value of a kind has at most; None if it is no text."""
    if isinstance(kind, Choice):
        return max(map(len, kind.options()))
    return kind.limit if isinstance(kind, Text) else 64 if isinstance(kind, Checksum) else None


COLUMNS = [
    pytest.param(field.metadata["kind"], model, named.get(field.name, field.name), id=f"{entry.__name__}.{field.name}")
    for entry, model, named in ROWS
    for field in dataclasses.fields(entry)
    if longest(field.metadata["kind"])
]


@pytest.mark.parametrize(("kind", "model", "name"), COLUMNS)
def test_the_longest_text_of_the_file_fits_its_column(kind, model, name):
    column = model._meta.get_field(name)
    column = column.target_field if isinstance(column, models.ForeignKey) else column
    assert column.max_length is not None, f"{column}: say in the model how long it may be, as insights.limits has it."
    assert longest(kind) <= column.max_length, f"{column}: the format takes longer texts than the column holds."


def test_a_form_takes_no_larger_number_than_the_file():
    field = NumberField()
    assert (field.min_value, field.max_value) == (-LARGEST, LARGEST) == (Number().least, Number().most)


@pytest.mark.django_db
def test_a_win_with_the_longest_texts_goes_in_and_out():
    def full(entry, **but):
        texts = {
            field.name: "İ" * field.metadata["kind"].limit
            for field in dataclasses.fields(entry)
            if type(field.metadata["kind"]) is Text
        }
        return dataclasses.replace(entry, **texts, **but)

    (win,) = file().wins
    url = "https://wiki.example/" + "x" * (shape.Url().limit - 21)
    win = full(
        win,
        metric=full(win.metric, before=-LARGEST, after=LARGEST),
        artifacts=(dataclasses.replace(win.artifacts[0], url=url, title="İ" * shape.NAME.limit),),
        skills=tuple(map(full, win.skills)),
        confirmations=tuple(map(full, win.confirmations)),
    )
    somebody, evidence = newcomer(), dataclasses.replace(file(), wins=(win,), problems=(), newsletters=())
    bring(somebody, evidence, trusted=True)
    assert out(somebody).count("İ" * shape.LONG.limit) == 3
    assert len(record_of(somebody).wins) == 1
    assert bring(somebody, evidence, trusted=True).changes_nothing
