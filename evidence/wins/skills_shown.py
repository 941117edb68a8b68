"""The skills of a win, as its page shows them: those that it speaks for, and those to link."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Select
from django.urls import reverse
from django.utils.safestring import SafeString

from evidence.models import SkillLink, User, Win
from evidence.models.reading import read_along
from evidence.readiness.standings import SkillNow, asked_first, standings
from evidence.web.drawing import meter
from evidence.web.forms import Control, control
from evidence.wins.chips import chips
from evidence.wins.forms.wins import WinForm
from evidence.wins.offers import found_and_kept, offers, words_of
from evidence.wins.rows import Done
from insights import sentences
from insights.catalog import catalog
from insights.record import SKILLS_A_WIN
from insights.values import REVIEWS

OFFERED_AT_ONCE = 6
HEADINGS = ("no skill yet", "one skill", "two skills", "three skills")
ANOTHER = ("A skill", "A second skill", "A third skill", "")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A skill that the win speaks for: where it stands, and the field for its sentence.

    `missing` says what the target still asks, `claimed` what a file says of a review that nobody vouches for.
    """

    skill: str
    name: str
    meter: SafeString
    status: str
    how: Control
    missing: str
    claimed: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """The skills to link at one tap: what the words speak for; where that is nothing, what else is likely.

    `shown` are the slugs of the former, with blanks between, as the page sends them back.
    """

    chips: SafeString
    shown: str
    likely: tuple[SkillNow, ...]

    def differ(self, shown: str) -> bool:
        """Whether a page that shows these shows others."""
        return set(shown.split()) != set(self.shown.split())


@dataclass(frozen=True, slots=True)
class SkillsShown:
    """The skills of a win, and the form with which others are linked; `another` is its heading, "" if none is left.

    `no_to` names the skills that the person said no to; `done` and `refused` answer a change.
    """

    address: str
    heading: str
    rows: tuple[LinkRow, ...]
    another: str
    others: SafeString
    target: str
    said_none: bool
    no_to: str
    done: Done | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SkillsPage:
    """The answer to a change of a win's skills on its page."""

    skills: SkillsShown
    suggested: Suggested | None


def skills_page(user: User, win: Win, done: Done | None = None, refused: str = "") -> SkillsPage:
    """The skills of a win once more, after an answer to them."""
    read_along(win, "links")
    today = user.today()
    found, form = standings(user, today), WinForm(instance=win, owner=user)
    return SkillsPage(skills_shown(win, form, found, today, done, refused), suggested_and_kept(win, found))


def skills_shown(
    win: Win, form: WinForm, found: dict[str, SkillNow], today: date, done: Done | None = None, refused: str = ""
) -> SkillsShown:
    """The skills of a win whose links had better be prefetched, with the sentences as they stand in `form`."""
    links, target = list(win.links.all()), catalog().levels.get(win.owner.judged_target or "")
    return SkillsShown(
        address=reverse("win-skills", args=[win.pk]),
        heading=HEADINGS[len(links)],
        rows=tuple(_row(link, found[link.skill_id], form, today) for link in links),
        another=ANOTHER[len(links)],
        others=others(links, found) if len(links) < SKILLS_A_WIN else SafeString(),
        target=target.short if target else "",
        said_none=win.none_of is not None,
        no_to=sentences.listed([found[skill].name for skill in win.none_of or () if skill in win.declined], ""),
        done=done,
        refused=refused,
    )


def _row(link: SkillLink, standing: SkillNow, form: WinForm, today: date) -> LinkRow:
    return LinkRow(
        skill=standing.skill,
        name=standing.name,
        meter=meter(standing.status, standing.asked or ""),
        status=f"{standing.status}, asks {standing.asked}" if standing.asked else standing.status,
        how=control(form[f"how_{standing.skill}"]),
        missing=sentences.inside(sentences.missing_in_short(standing.missing, today)),
        claimed=REVIEWS[link.review].lower() if link.review != "none" and not link.review_verified else "",
    )


def suggested_and_kept(win: Win, found: dict[str, SkillNow]) -> Suggested | None:
    """What to link at one tap; None where the win has no room. What the text model makes of new words is kept with the
    win.
    """
    linked = {link.skill_id for link in win.links.all()}
    if len(linked) >= SKILLS_A_WIN:
        return None
    answered = {*linked, *win.declined}
    best = offers(found_and_kept([words_of(win)])[win.pk], answered, win.owner.leaning)
    shown = " ".join(offer.skill for offer in best)
    return Suggested(chips(win.pk, (), best, found), shown, () if best else likely(win, answered, found))


def likely(win: Win, answered: Collection[str], found: dict[str, SkillNow]) -> tuple[SkillNow, ...]:
    """Skills that are likely whatever the words: what the kind usually speaks for, the target's open requirements."""
    usual = [found[skill] for skill in catalog().kinds[str(win.kind_id)].skills]
    gaps = asked_first(found)
    first = [standing for standing in usual if standing.is_open]
    ordered = dict.fromkeys([*first, *gaps[: OFFERED_AT_ONCE - len(first)], *usual])
    return tuple([standing for standing in ordered if standing.skill not in answered][:OFFERED_AT_ONCE])


def others(links: Sequence[SkillLink], found: dict[str, SkillNow]) -> SafeString:
    """A list to choose from of every skill that is not linked yet: the open requirements first, then the rest."""
    linked = {link.skill_id for link in links}
    gaps = [standing for standing in asked_first(found) if standing.skill not in linked]
    rest = [standing for standing in found.values() if standing.skill not in linked and not standing.is_open]
    groups = [
        (name, [(standing.skill, standing.name) for standing in group])
        for name, group in (("Still asked for", gaps), ("All others", rest))
        if group
    ]
    return Select({"class": "pick-skill", "id": "another"}, groups).render("skill", None)
