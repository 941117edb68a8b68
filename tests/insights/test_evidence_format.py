"""Reading and writing the evidence file: what is taken, and what every error says."""

import json
from datetime import date

import pytest

from insights.evidence_format import EvidenceError, dumps, read, to_record
from tests.insights.example import GONE, TODAY, example

WIN = {"title": "Another", "date": "2026-10-10"}
SKILLS = [{"skill": "agency"}, {"skill": "clarity"}, {"skill": "learning"}, {"skill": "coaching"}]
FILE = {"file": "notes.pdf", "sha256": "a" * 64}


def problems(file, today=TODAY):
    with pytest.raises(EvidenceError) as error:
        read(json.dumps(file) if not isinstance(file, (str, bytes)) else file, today)
    return list(error.value.problems)


def taken(*changes):
    return read(json.dumps(example(*changes)), TODAY)


def test_the_example_of_the_specification_is_taken():
    file = taken()
    assert (file.profile.target, file.profile.target_date) == ("director", date(2027, 3, 31))
    assert (file.wins[0].metric.before, file.wins[0].skills[0].skill) == (40, "customer-insight")
    assert (file.check_ins[0].week, file.check_ins[0].flags) == (date(2026, 10, 5), ("stretched",))
    assert (file.workplace.lean, file.people[0].is_manager) == (False, False)


def test_out_in_out_gives_the_same_bytes():
    once = dumps(taken())
    assert dumps(read(once, TODAY)) == once
    assert once.endswith("}\n")
    assert '"before": 40,' in once


def test_lines_end_in_one_way_and_are_counted_so_but_keys_stay():
    win = WIN | {"key": "a\rb", "action": "One\r\nTwo\rThree\n\rFour", "result": "x\r\n" * 10_000}
    people = [{"key": "a\r\nb", "name": "Ana\r\nReyes"}]
    file = read(json.dumps({"format": "pmcareer.evidence/1", "wins": [win], "people": people}), TODAY)
    assert (file.wins[0].key, file.wins[0].action) == ("a\rb", "One\nTwo\nThree\n\nFour")
    assert file.wins[0].result == "x\n" * 10_000
    assert (file.people[0].key, file.people[0].name) == ("a\r\nb", "Ana\nReyes")


def test_what_is_left_out_or_null_is_empty():
    bare = {"format": "pmcareer.evidence/1", "wins": [WIN | {"kind": None, "metric": None}], "profile": None}
    file = read(json.dumps(bare), TODAY)
    win = file.wins[0]
    assert (win.kind, win.horizon, win.decision, win.metric, win.skills) == ("other", "", "none", None, ())
    assert (file.profile.level, file.workplace.lean, file.trials) == ("", None, ())
    assert dumps(file) == dumps(read(json.dumps({"format": bare["format"], "wins": [WIN]}), TODAY))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("wins.0.skills.0.skill", "agilty"),
            'wins[0].skills[0].skill: unknown skill "agilty", did you mean "agency"?',
        ),
        (("wins.0.titel", "x"), 'wins[0]: unknown key "titel", did you mean "title"?'),
        (("extras", []), 'the file: unknown key "extras"'),
        (("wins.0.kind", "outcom"), 'wins[0].kind: unknown kind "outcom", did you mean "outcome"?'),
        (("wins.0.part", "boss"), 'wins[0].part: unknown part "boss", use one of alone, led, shared, helped'),
        (("profile.level", "seniorpm"), 'profile.level: unknown level "seniorpm", did you mean "senior-pm"?'),
        (
            ("check_ins.0.flags.0", "stuk"),
            'check_ins[0].flags[0]: unknown land mine "stuk", did you mean "stuck"?',
        ),
        (("wins.0.title", 4), "wins[0].title: must be a text, not a number"),
        (("wins.0.title", True), "wins[0].title: must be a text, not true or false"),
        (("wins.0.title", GONE), "wins[0].title: is missing"),
        (("wins.0.title", None), "wins[0].title: is missing"),
        (("wins.0.title", "  "), "wins[0].title: is missing"),
        (("wins.0.title", "\u200b\u00ad \u2800"), "wins[0].title: is missing"),
        (("people.0.name", "\u3164"), "people[0].name: is missing"),
        (("wins.0.title", "x" * 201), "wins[0].title: is 201 characters long, 200 at most"),
        (("wins.0.title", "a\0b"), "wins[0].title: holds a character that cannot be kept"),
        (("wins.0.action", "\ud800"), "wins[0].action: holds a character that cannot be kept"),
        (("wins.0.date", GONE), "wins[0].date: is missing"),
        (("wins.0.date", "9 October"), 'wins[0].date: "9 October" is not a date like 2026-10-09'),
        (("wins.0.date", "2026-02-29"), 'wins[0].date: "2026-02-29" is not a date like 2026-10-09'),
        (("wins.0.date", 20261009), "wins[0].date: must be a date like 2026-10-09, not a number"),
        (("wins.0.date", "0999-01-01"), "wins[0].date: 0999-01-01 lies before 1900-01-01"),
        (("trials.0.started", "2026-11-22"), "trials[0].started: 2026-11-22 lies in the future"),
        (("rooms.0.since", "2026-11-22"), "rooms[0].since: 2026-11-22 lies in the future"),
        (("problems.0.spotted", "2026-11-22"), "problems[0].spotted: 2026-11-22 lies in the future"),
        (("touchpoints.0.date", "2026-11-22"), "touchpoints[0].date: 2026-11-22 lies in the future"),
        (("check_ins.0.week", "2026-W48"), "check_ins[0].week: 2026-W48 lies in the future"),
        (("check_ins.0.week", "2025-W53"), 'check_ins[0].week: "2025-W53" is not a week like 2026-W41'),
        (("check_ins.0.week", "2026-W00"), 'check_ins[0].week: "2026-W00" is not a week like 2026-W41'),
        (("check_ins.0.week", "2026-W4"), 'check_ins[0].week: "2026-W4" is not a week like 2026-W41'),
        (("check_ins.0.hours", 169), "check_ins[0].hours: must lie between 0 and 168"),
        (("check_ins.0.hours", -1), "check_ins[0].hours: must lie between 0 and 168"),
        (("check_ins.0.hours", True), "check_ins[0].hours: must be a number, not true or false"),
        (
            ("check_ins.0.intention_done", 1),
            "check_ins[0].intention_done: must be true or false, not a number",
        ),
        (("newsletters.0.readers", 1.5), "newsletters[0].readers: must be a whole number"),
        (("wins.0.metric", 12), "wins[0].metric: must be an object, not a number"),
        (("wins.0.metric.after", "12"), "wins[0].metric.after: must be a number, not a text"),
        (("wins", {}), "wins: must be a list, not an object"),
        (("wins.0", []), "wins[0]: must be an object, not a list"),
        (("wins.0", None), "wins[0]: must be an object, not nothing"),
        (("wins.0.people.0", 3), "wins[0].people[0]: must be a text, not a number"),
        (("wins.0.skills", SKILLS), "wins[0].skills: 4 skills, a win speaks for three at most"),
        (
            ("wins.0.skills.1", {"skill": "customer-insight"}),
            'wins[0].skills[1].skill: "customer-insight" stands twice on this win, first in wins[0].skills[0]',
        ),
        (("wins.0.confirmations.0.by", ""), "wins[0].confirmations[0].by: is missing"),
        (
            ("wins.0.confirmations.0.date", "2026-10-08"),
            "wins[0].confirmations[0].date: 2026-10-08 lies before its win, 2026-10-09",
        ),
        (("wins.1", WIN | {"key": "w1"}), 'wins[1].key: "w1" is used twice, first by wins[0]'),
        (("people.1", {"key": "ana", "name": "B"}), 'people[1].key: "ana" is used twice, first by people[0]'),
        (("problems.1", {"key": "p1"}), 'problems[1].key: "p1" is used twice, first by problems[0]'),
        (
            ("touchpoints.0.person", "anna"),
            'touchpoints[0].person: no person has the key "anna", did you mean "ana"?',
        ),
        (("wins.0.people.0", "zoltan"), 'wins[0].people[0]: no person has the key "zoltan"'),
        (("rooms.0.invited_by", "zoltan"), 'rooms[0].invited_by: no person has the key "zoltan"'),
        (("problems.0.win", "w2"), 'problems[0].win: no win has the key "w2", did you mean "w1"?'),
        (("newsletters.0.win", "other"), 'newsletters[0].win: no win has the key "other"'),
        (
            ("wins.0.artifacts.0", {"title": "x"}),
            "wins[0].artifacts[0]: needs a url, or a file with its sha256",
        ),
        (
            ("wins.0.artifacts.0", {"file": "a.pdf"}),
            "wins[0].artifacts[0].sha256: is missing: a file needs its name and its sha256",
        ),
        (
            ("wins.0.artifacts.0", FILE | {"sha256": "xyz"}),
            'wins[0].artifacts[0].sha256: "xyz" is not a SHA-256: 64 hexadecimal digits',
        ),
        (
            ("wins.0.artifacts.0.url", "javascript:alert(1)"),
            'wins[0].artifacts[0].url: "javascript:alert(1)" must begin with https://, http:// or mailto:',
        ),
        (("wins.0.artifacts.0.url", "https://"), 'wins[0].artifacts[0].url: "https://" is not a link'),
        (("wins.0.artifacts.0.url", "http://[::1"), 'wins[0].artifacts[0].url: "http://[::1" is not a link'),
        (("trials.0.outcome", "running"), "trials[0].ended: a running trial has no end yet"),
        (("trials.0.ended", GONE), "trials[0].ended: is missing: this trial succeeded"),
        (("trials.0.ended", "2026-06-30"), "trials[0].ended: 2026-06-30 lies before its start, 2026-07-01"),
        (
            ("trials.0.planned_end", "2026-06-30"),
            "trials[0].planned_end: 2026-06-30 lies before its start, 2026-07-01",
        ),
        (("profile.target", "senior-pm"), 'profile.target: "senior-pm" is not above the level "senior-pm"'),
        (("profile.target", "aspiring"), 'profile.target: "aspiring" is not above the level "senior-pm"'),
        (
            ("check_ins.1", {"week": "2026-W41"}),
            'check_ins[1].week: "2026-W41" has a check-in already, check_ins[0]',
        ),
        (("format", "pmcareer.evidence/2"), 'format: must be "pmcareer.evidence/1"'),
        (("format", GONE), 'format: must be "pmcareer.evidence/1"'),
    ],
)
def test_an_error_names_its_place(change, problem):
    assert problems(example(change)) == [problem]


@pytest.mark.parametrize(
    ("area", "key"),
    [
        ("people", "key"),
        ("people", "name"),
        ("touchpoints", "person"),
        ("touchpoints", "date"),
        ("touchpoints", "kind"),
        ("wins.0.confirmations", "by"),
        ("wins.0.confirmations", "date"),
        ("wins.0.confirmations", "verdict"),
        ("wins.0.skills", "skill"),
        ("trials", "title"),
        ("trials", "skill"),
        ("trials", "started"),
        ("rooms", "name"),
        ("rooms", "tier"),
        ("check_ins", "week"),
    ],
)
def test_what_is_needed_must_be_there(area, key):
    place = area.replace(".0.", "[0].")
    assert problems(example((f"{area}.0.{key}", GONE))) == [f"{place}[0].{key}: is missing"]


@pytest.mark.parametrize(
    "change",
    [
        ("wins.1", {"title": "A", "date": "2026-11-21"}),
        ("wins.1", {"title": "A", "date": "1900-01-01", "key": ""}),
        ("check_ins.0.week", "2026-W47"),
        ("check_ins.0.week", "2020-W53"),
        ("check_ins.0.hours", 168),
        ("check_ins.0.hours", 37.5),
        ("touchpoints.0.next", "2027-01-10"),
        ("trials.0.planned_end", "2027-01-10"),
        ("trials.0.ended", "2026-07-01"),
        ("wins.0.confirmations.0.date", "2026-10-09"),
        ("wins.0.title", "x" * 200),
        ("wins.0.title", 'Ünïcode, "quotes", 漢字 and 👩‍🚀'),
        ("wins.0.skills", SKILLS[:3]),
        ("wins.0.artifacts.0", FILE),
        ("wins.0.artifacts.0.url", "mailto:ana@example.org"),
        ("wins.0.metric.after", -0.5),
        ("profile.target", "cpo"),
        ("profile.target", None),
        ("profile", {"level": "cpo"}),
    ],
)
def test_what_is_allowed_is_taken_and_written_again(change):
    once = dumps(taken(change))
    assert dumps(read(once, TODAY)) == once


NO_VALUE = "a value is missing, or is not written as JSON writes it"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", f"the file is not JSON: {NO_VALUE}, at line 1, column 1"),
        ('{"format": }', f"the file is not JSON: {NO_VALUE}, at line 1, column 12"),
        ("{wins: []}", "the file is not JSON: a name in double quotes is missing at line 1, column 2"),
        ('{"a": 1\n "b": 2}', "the file is not JSON: a comma is missing at line 2, column 2"),
        ('{"a" 1}', "the file is not JSON: a colon is missing at line 1, column 6"),
        ('{"a": "b', "the file is not JSON: a text has no closing quote; it begins at line 1, column 7"),
        (
            '{"a": "b\nc"}',
            "the file is not JSON: a line break or another control character stands inside a text at line 1, column 9",
        ),
        (
            '{"a": "\\q"}',
            "the file is not JSON: a backslash stands before something that it cannot stand before at line 1, column 8",
        ),
        ("[1,]", "the file is not JSON: a comma stands behind the last entry at line 1, column 3"),
        ("{}}", "the file is not JSON: something stands behind the end of the JSON at line 1, column 3"),
        ("[]", "the file must be an object, not a list"),
        ("null", "the file must be an object, not nothing"),
        ("[" * 100_000, "the file is nested too deeply"),
        ('{"a": NaN}', "the file is not JSON: NaN is not a number that JSON knows"),
        ('{"a": -Infinity}', "the file is not JSON: -Infinity is not a number that JSON knows"),
        (b"\xff\xfe", "the file is not UTF-8 text: byte 1 is wrong"),
        (
            '{"format": "pmcareer.evidence/1", "wins": [{"title": "a", "title": "b", "date": "2026-10-09"}]}',
            'wins[0]: the key "title" stands twice',
        ),
        (
            '{"format": "pmcareer.evidence/1", "check_ins": [{"week": "2026-W41", "hours": 1e999}]}',
            "check_ins[0].hours: must lie between 0 and 168",
        ),
        (
            '{"format": "pmcareer.evidence/1", "check_ins": [{"week": "2026-W41", "hours": ' + "9" * 5000 + "}]}",
            "check_ins[0].hours: must lie between 0 and 168",
        ),
    ],
)
def test_what_is_no_evidence_file_is_refused_in_a_sentence(data, problem):
    assert problems(data) == [problem]


def test_a_byte_order_mark_does_no_harm():
    assert read(b"\xef\xbb\xbf" + json.dumps(example()).encode(), TODAY) == taken()


def test_all_problems_are_told_at_once_the_first_hundred_in_full():
    wins = [
        {"title": "A", "date": "soon"},
        {"date": "2026-10-09"},
        *[{"title": 1, "date": "2026-10-09"}] * 200,
    ]
    with pytest.raises(EvidenceError) as error:
        read(json.dumps({"format": "pmcareer.evidence/1", "wins": wins}), TODAY)
    assert error.value.problems[:2] == (
        'wins[0].date: "soon" is not a date like 2026-10-09',
        "wins[1].title: is missing",
    )
    assert (len(error.value.problems), error.value.count) == (100, 202)
    assert str(error.value) == 'wins[0].date: "soon" is not a date like 2026-10-09 (and 201 more)'


def test_a_hostile_text_stays_on_one_line_of_the_message():
    (problem,) = problems(example(("wins.0.horizon", "x\n\x1b[31m" + "y" * 1000)))
    assert problem.isprintable()
    assert len(problem) < 200


def test_the_record_carries_what_the_judgement_needs():
    found = to_record(taken(("wins.0.confirmations.0.by", " Ana  REYES ")))
    win = found.wins[0]
    assert (win.told, win.measured, win.has_artifact, win.horizon) == (True, True, True, "quarter")
    assert (win.confirmations[0].who, win.confirmations[0].department) == ("ana reyes", "sales")
    assert (found.touchpoints[0].department, found.touchpoints[0].kind) == ("sales", "joint-work")
    assert (found.trials[0].skill, found.trials[0].ended) == ("coaching", date(2026, 9, 15))
    assert (found.check_ins[0].monday, found.check_ins[0].hours) == (date(2026, 10, 5), 44)
    assert found.profile.department == "product"


@pytest.mark.parametrize(("after", "measured"), [(0, True), (12, True), (None, False)])
def test_a_result_is_measured_by_an_after_value_also_of_nought(after, measured):
    assert to_record(taken(("wins.0.metric.after", after))).wins[0].measured is measured


def test_no_level_is_aspiring_and_no_track_manager():
    profile = to_record(taken(("profile", {}))).profile
    assert (profile.level, profile.track, profile.target, profile.department) == (
        "aspiring",
        "manager",
        "",
        "",
    )
