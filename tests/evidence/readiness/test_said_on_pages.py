"""No sentence on a page is broken: every page of the judgement, at five levels, for records from none to full."""

import re

import pytest
from django.test import Client

from evidence.account.sample import load_sample
from evidence.models import User
from tests.evidence.readiness.dashboard import ago, carry, contact, make_ready, words_of
from tests.factories import make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db

ONE, TWO_UP = r"\b([Oo]ne|1)", r"([Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)"
BROKEN = {
    "one and a plural": rf"{ONE} of (the )?\w+ \w+ (are|were|have)\b|{ONE} (more )?(?!of)\w+s (are|were|have)\b",
    "a count and its noun": rf"(?<![\w.,:/-]){ONE} (more |told |fresh )*(win|skill|week|day|contact|request|link)s\b",
    "many and a singular": rf"\b({TWO_UP}|[2-9]|\d\d) (win|skill|week|day|contact|link|requirement|gate) (is|was)\b",
    "no of": r"\b[Nn]o of\b|\b[Nn]one of the one\b",
    "words of digits": rf"\b{TWO_UP} of [0-9]\b",
    "two stops": r"[?!]”?\.|(?<!\.)\.\.(?!\.)",
    "a place of a file": r"\b(profile|wins|skills|trials|people)(\[|\.(level|target|skill|\d))",
    "a sentence that begins small": r"[a-z]\. [a-z]\w+ (is|are|has|have)\b",
    "nothing between": r"\(\)|“”|: \.|, ,|, \.|\bNone\b(?! (of|that|given|has))",
}
NOT_OF_NOTHING = (
    *("more requirement", "more gate", "more is asked", "more are asked", "more told win", "more win"),
    *("trusted for already", "stepped on", "drops before", "drops to"),
)
ENDS = re.compile(r"</(?:td|th|li|p|h\d|summary|dt|dd|label|option|div)>")
LEVELS = ("aspiring", "senior-pm", "director", "vp", "cpo")


def nothing(_user):
    pass


def one_win(user):
    win = make_win(user, "Why so many tickets?", days_ago=40, told=True, skills=["recommending", "agency"],
                   kind_id="recommendation", decision="open", horizon="week")  # fmt: skip
    make_confirmation(win, by="Reyes, Ana Jr.")
    contact(user, "sales")
    trial = {"title": "Who runs it?", "skill": "coaching", "started": ago(user, 1), "outcome": "running"}
    carry(user, "trials", [trial])
    carry(user, "check_ins", [{"week": f"{user.today():%G-W%V}", "hours": 55}])


def half_a_year(user):
    load_sample(user, user.today())


def everything(user):
    make_ready(user)
    for number in range(6):
        make_win(user, f"Shipped {number}, at last?", days_ago=number, told=True, skills=["product-strategy"],
                 kind_id="outcome", horizon="year")  # fmt: skip


def pages(user):
    """The words of every page that tells of the judgement, by address."""
    browser = Client()
    browser.force_login(user)
    addresses = [
        "/",
        "/readiness/history/",
        "/readiness/compare/",
        "/wins/unlinked/",
        "/readiness/skills/recommending/",
    ]
    addresses += [f"/readiness/?gate={gate}" for gate in ("skills", "traits", "trial")]
    addresses += [f"/readiness/?gate={gate}&open=agency" for gate in ("foundations", "horizon")]
    addresses += ["/readiness/?gate=confirmed&open=recommending&by=expiry&axis=long"]
    addresses += [f"/wins/{win.pk}/" for win in user.wins.order_by("-pk")[:2]]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        html = answer.text.split("<main")[1].split("</main")[0]
        # Cells and list entries are no sentence together.
        yield (
            address,
            [words_of(part) for part in re.split(r"</(?:td|th|li|p|h\d|summary|dt|dd|label|option|div)>", html)],
        )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("make", [nothing, one_win, half_a_year, everything])
def test_no_sentence_is_broken(make, level):
    user = make_user("reader@example.org", level_id=level)
    make(user)
    User.objects.filter(pk=user.pk).update(level=level, target=None)
    wrong = []
    for address, said in pages(User.objects.get(pk=user.pk)):
        for part in said:
            wrong += [f"{address}: {fault}: {part}" for fault, words in BROKEN.items() if re.search(words, part)]
            if make is nothing:
                wrong += [f"{address}: {words}: {part}" for words in NOT_OF_NOTHING if words in part]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("1 of 15 requirements are met", "one and a plural"),
        ("One of 19 requirements are not met", "one and a plural"),
        ("Nine of 9 are not met", "words of digits"),
        ("No of three wins is told", "no of"),
        ("One wins counts", "a count and its noun"),
        ("“Why so many tickets?”.", "two stops"),
        ("needs profile.level", "a place of a file"),
        ("wins[3].skills[0]", "a place of a file"),
    ],
)
def test_what_is_broken_would_be_found(said, fault):
    assert re.search(BROKEN[fault], said)
