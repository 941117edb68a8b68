"""A record is judged from the file and from the database alike: the same JSON, to the letter."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from evidence.evidence_file.importing import take_in
from evidence.evidence_file.parcels import opened
from evidence.models import User
from insights.catalog import catalog
from insights.evidence_format import EvidenceFile, dumps
from insights.sentences import sentence
from tests.evidence.evidence_file import made_up
from tests.evidence.evidence_file.filing import newcomer
from tests.insights import records

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TARGETS = st.sampled_from(["", "", "", *catalog().levels])


def answer(*arguments: str) -> str:
    """What the command prints, or the one line with which it refuses."""
    out = io.StringIO()
    try:
        call_command("readiness", *arguments, stdout=out)
    except CommandError as error:
        return f"refused: {error}"
    return out.getvalue()


def both(text: str, path, today: date, day: date, target: str) -> tuple[str, str]:
    """The answers for a file and for somebody whose whole record it is."""
    path.write_text(text, encoding="utf-8")
    with mock.patch("django.utils.timezone.localdate", return_value=today):
        alice = newcomer()
        with path.open("rb") as stream, opened(stream, today) as parcel:
            take_in(alice, parcel, trusted=True, profiles="replace")
        how = ("--as-of", day.isoformat(), "--target", target, "--json")
        file, stored = answer("--file", str(path), *how), answer("--user", alice.email, *how)
        User.objects.all().delete()
    return without_place(file, f"refused: {path}: profile.level: "), stored


def without_place(file: str, place: str) -> str:
    """The answer for a file; a refusal that names its place there, in the words of one that has none to name."""
    return f"refused: {sentence(file.removeprefix(place))}." if file.startswith(place) else file


@CALM
@given(st.integers(0, 10**9), st.integers(-40, 40), TARGETS)
@example(seed=0, later=0, target="")
def test_a_dense_record_is_judged_alike(db, tmp_path, seed, later, target):
    made = records.file_of(seed)
    for at, win in enumerate(made["wins"]):
        win["title"] += f", the {at}th"  # Of wins that are one and the same, only one is taken in.
    day = records.DAY + timedelta(later)
    file, stored = both(json.dumps(made), tmp_path / "evidence.json", records.TODAY, day, target)
    assert stored == file


@CALM
@given(made_up.evidence_files(), st.dates(date(1990, 1, 1), date(2030, 1, 1)) | st.just(made_up.TODAY), TARGETS)
def test_an_odd_record_is_judged_alike(db, tmp_path, evidence: EvidenceFile, day, target):
    wins = tuple(replace(win, title=f"{win.title[:100]}, the {at}th") for at, win in enumerate(evidence.wins))
    text = dumps(replace(evidence, wins=wins))
    file, stored = both(text, tmp_path / "evidence.json", made_up.TODAY, day, target)
    assert stored == file


@pytest.mark.django_db
def test_past_the_top_both_refuse_alike(tmp_path):
    text = json.dumps({"format": "pmcareer.evidence/1", "profile": {"level": "cpo"}})
    file, stored = both(text, tmp_path / "evidence.json", records.TODAY, records.DAY, "")
    assert file == stored == "refused: There is no level above Chief Product Officer."


@pytest.mark.django_db
def test_the_answers_are_answers(tmp_path):
    file, stored = both(json.dumps(records.file_of(3)), tmp_path / "evidence.json", records.TODAY, records.DAY, "")
    assert json.loads(file)["as_of"] == records.DAY.isoformat()
    assert json.loads(stored)["requirements"]["of"] > 0
