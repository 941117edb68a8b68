"""`manage.py readiness`: the judgement of a file or of a person, and one line for whatever is wrong."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_user, make_win
from tests.insights.example import example


def readiness(*arguments):
    out = io.StringIO()
    call_command("readiness", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "evidence.json"
    path.write_text(json.dumps(example()), encoding="utf-8")
    return str(path)


# Without the mark django_db, pytest-django lets no test touch the database.


def test_a_file_is_judged_without_a_database(file):
    found = json.loads(readiness("--file", file, "--as-of", "2026-11-21", "--json"))
    assert (found["target"], found["as_of"], found["verdict"]) == ("director", "2026-11-21", "building")
    assert found["gates"]["trial"] == {"applies": True, "met": True, "missing": []}
    assert found["locals"] == {"sales": "tourist"}


def test_a_file_is_judged_for_another_target_and_on_another_day(file):
    found = json.loads(readiness("--file", file, "--target", "vp", "--as-of", "2027-06-01", "--json"))
    assert (found["target"], found["as_of"]) == ("vp", "2027-06-01")


def test_without_json_the_judgement_is_a_text(file):
    text = readiness("--file", file, "--as-of", "2026-11-21")
    assert "Not ready to ask: 0 of 19 requirements are met and one of six gates holds." in text
    assert "  Customer insight                          Started, asks shown\n" in text
    assert "    One more told win, dated 6 November or later\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Give either --file or --user."),
        (["--file", "a", "--user", "b"], "Give either --file or --user."),
        (["--file", "/nowhere.json"], "Cannot read '/nowhere.json': No such file or directory."),
        (["--file", "a\0b"], "Cannot read 'a\\x00b': embedded null byte."),
        (["--file", "FILE", "--as-of", "soon"], "--as-of 'soon' is not a date like 2026-11-21."),
        (
            ["--file", "FILE", "--target", "senior-pm"],
            "The target Senior Product Manager is not above the level Senior Product Manager.",
        ),
        (["--file", "TOP"], "TOP: profile.level: there is no level above Chief Product Officer"),
        (
            ["--file", "TOP", "--target", "cpo"],
            "The target Chief Product Officer is not above the level Chief Product Officer.",
        ),
        (["--file", "BAD"], 'BAD: wins[0].skills[0].skill: unknown skill "agilty", did you mean "agency"?'),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_code_2(arguments, message, file, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(example(("wins.0.skills.0.skill", "agilty"))), encoding="utf-8")
    top = tmp_path / "top.json"
    top.write_text(json.dumps(example(("profile.level", "cpo"), ("profile.target", None))), encoding="utf-8")
    places = {"FILE": file, "BAD": str(bad), "TOP": str(top)}
    with pytest.raises(CommandError) as error:
        readiness(*[places.get(argument, argument) for argument in arguments])
    assert str(error.value) == message.replace("BAD", str(bad)).replace("TOP", str(top))
    assert error.value.returncode == 2


@pytest.mark.django_db
def test_an_unknown_account_is_said_in_one_line():
    with pytest.raises(CommandError, match=r"There is no account 'bob@example.org'\.") as error:
        readiness("--user", "bob@example.org")
    assert error.value.returncode == 2


@pytest.mark.django_db
def test_for_an_account_at_the_top_there_is_no_file_to_name_a_place_in():
    top = make_user("top@example.org", level_id="cpo")
    with pytest.raises(CommandError, match=r"^There is no level above Chief Product Officer\.$"):
        readiness("--user", top.email)


@pytest.mark.django_db
def test_a_person_is_judged_as_of_today_unless_told_otherwise():
    alice = make_user()
    make_win(alice, told=True, skills=["agency"])
    found = json.loads(readiness("--user", alice.email, "--json"))
    assert found["as_of"] == alice.today().isoformat()
    assert found["skills"]["agency"]["status"] == "started"
    assert json.loads(readiness("--user", alice.email, "--as-of", "2020-01-01", "--json"))["requirements"]["met"] == 0
