"""What one win's page shows: the form, what the win is worth, the skills it speaks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.forms import Select
from django.utils import timezone
from django.utils.safestring import SafeString

from evidence.models import Confirmation, Packet, SkillLink, Snapshot, User, Win
from evidence.packets.sharing import shared_in
from evidence.readiness.standings import Standing, asked_first, standings
from evidence.web.wording import month_and_year
from evidence.wins.chips import chips
from evidence.wins.forms.wins import WinForm
from evidence.wins.hints import hints_of
from evidence.wins.offers import found_in, offers, words_of
from evidence.wins.rows import judged
from evidence.wins.saving import Saved
from insights import sentences
from insights.catalog import catalog
from insights.dates import in_words
from insights.grades import confirmed_by, grade, lacks
from insights.record import SKILLS_A_WIN
from insights.values import CONFIRMATION_VERDICTS, DEPARTMENTS, GRADES, REVIEWS

OFFERED_AT_ONCE = 6
FACTS = ("date", "kind", "part", "horizon", "driver", "decision", "private")
METRIC = ("metric_name", "metric_before", "metric_after", "metric_unit")


@dataclass(frozen=True, slots=True)
class Rung:
    """One grade of the ladder: whether the win has reached it, and in words why or what it needs."""

    grade: str
    word: str
    reached: bool
    words: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A skill that the win speaks for, with the field for its sentence."""

    link: SkillLink
    standing: Standing
    field: Any
    missing: str
    claimed: str


def win_page(user: User, win: Win, saved: Saved | None = None, *, fragment: bool = False) -> dict[str, Any]:
    """The page's values. After saving, `saved` brings the errors and conflicts that are left.

    With `fragment` the controls of the page stay as they are, and only what stands around them is drawn anew.
    """
    prefetch_related_objects([win], "links", "artifacts", "confirmations")
    today = user.today()
    form = saved.form if saved and not saved.is_valid else _form(user, win, saved)
    found = standings(user, today)
    judged_win = judged(win)
    worth = grade(judged_win, today)
    links, rungs = list(win.links.all()), ladder(win, worth, today)
    words = f"{win.title} {win.action} {win.result}"
    return {
        "win": win,
        "form": form,
        "initials": initials(form) if saved is None else _bases(user, saved, fragment=fragment),
        "facts": [form[name] for name in FACTS],
        "metric": [form[name] for name in METRIC],
        "grade": GRADES[worth],
        "ladder": rungs,
        "next_grade": next((rung.word.lower() for rung in rungs if not rung.reached), ""),
        "lacks": [sentences.lack(lack, words) for lack in lacks(judged_win, today) if lack.what != "confirmed"],
        "month": month_and_year(win.date),
        "link_rows": [_row(link, found, form, today) for link in links],
        "others": others(links, found),
        "is_full": len(links) >= SKILLS_A_WIN,
        **suggested(win, links, found, saved),
        "said_none": win.none_of is not None,
        "none_names": sentences.listed([found[skill].name for skill in win.none_of or () if skill in win.declined], ""),
        **hints_of(user, win, saved),
        "target": catalog().levels.get(user.judged_target or ""),
        "conflicts": saved.conflicts if saved else (),
        "homeless": saved.homeless if saved else (),
        "unverified": [unverified(word, today) for word in win.confirmations.all() if not word.verified],
        "saved_at": f"{timezone.localtime(win.updated_at):%H:%M}",
        "saved_on": in_words(timezone.localtime(win.updated_at).date(), today),
        "can_undo": bool(win.before_last_save),
        "used_in": [used(packet, snapshot, live, today) for packet, snapshot, live in shared_in(win)],
    }


def used(packet: Packet, snapshot: Snapshot, live: bool, today: date) -> dict[str, Any]:
    """A packet that the win was shared in: for whom, when, and whether a link to it still opens."""
    when = in_words(timezone.localtime(snapshot.created_at).date(), today)
    title = f"Packet for {packet.recipient}" if packet.recipient else "Packet"
    return {"packet": packet.pk if packet.deleted_at is None else None, "title": title, "when": when, "live": live}


def _form(user: User, win: Win, saved: Saved | None) -> WinForm:
    """The form with what is stored; where a field is in conflict, with what was typed here."""
    form = WinForm(instance=win, owner=user)
    if saved:
        form.initial.update({conflict.name: conflict.mine for conflict in saved.conflicts})
    return form


def _bases(user: User, saved: Saved, *, fragment: bool) -> list[tuple[str, str]]:
    """The hidden fields after saving. A whole page that is drawn with what is stored knows all of it."""
    form = WinForm(instance=saved.win, owner=user)
    if not fragment and saved.is_valid:
        return initials(form)
    return [
        (form.add_initial_prefix(name), "" if (value := saved.bases.get(name)) is None else str(value))
        for name in form.fields
    ]


def unverified(word: Confirmation, today: date) -> str:
    """A confirmation that came with a file and that nobody vouches for, in words."""
    where = f", {DEPARTMENTS[word.department].lower()}" if word.department else ""
    return f"{word.by}{where}, {in_words(word.date, today)}: {CONFIRMATION_VERDICTS[word.verdict].lower()}"


def initials(form: WinForm) -> list[tuple[str, str]]:
    """The hidden fields that say what is stored: name and value, from a form that nobody has filled in."""
    return [
        (form.add_initial_prefix(name), "" if (value := form[name].value()) is None else str(value))
        for name in form.fields
    ]


def ladder(win: Win, worth: str, today: date) -> list[Rung]:
    """The four grades in order, each with its reason."""
    how_counted = sentences.how_counted(f"{win.title} {win.action} {win.result}")
    names = sorted({word.name for word in confirmed_by(judged(win), today)})
    shows = []
    if win.metric_after is not None:
        shows.append("a number with an after value")
    if count := len(win.artifacts.all()):
        shows.append(sentences.some(count, "artifact"))
    reasons = {
        "noted": (True, f"It happened on {in_words(win.date, today)}."),
        "told": (win.is_told, "What you did and what came of it are there."),
        "backed": (win.is_told and bool(shows), sentences.sentence(" and ".join(shows)) + "."),
        "confirmed": (worth == "confirmed", sentences.full_stop(f"By {sentences.listed(names)}")),
    }
    needs = {
        "told": f"Needs three words or more on what you did, and on what came of it{how_counted}.",
        "backed": "Needs a link, a file, or a number with an after value." if not shows else "Needs the story first.",
        "confirmed": "Needs one other person’s word.",
    }
    return [Rung(name, GRADES[name], ok, words if ok else needs[name]) for name, (ok, words) in reasons.items()]


def _row(link: SkillLink, found: dict[str, Standing], form: WinForm, today: date) -> LinkRow:
    standing = found[link.skill_id]
    missing = "; ".join(sentences.inside(sentences.missing(entry, today)) for entry in standing.missing)
    claimed = REVIEWS[link.review].lower() if link.review != "none" and not link.review_verified else ""
    return LinkRow(link, standing, form[f"how_{link.skill_id}"], missing, claimed)


def suggested(win: Win, links: list[SkillLink], found: dict[str, Standing], saved: Saved | None) -> dict[str, Any]:
    """The skills to link at one tap: what the words speak for; where that is nothing, what else is likely.

    `is_other` says that the page which was saved from shows others than these.
    """
    linked = {link.skill_id for link in links}
    if len(links) >= SKILLS_A_WIN:
        return {"is_other": False}
    answered, words = {*linked, *win.declined}, words_of(win)
    best = offers(found_in([words])[win.pk], answered, win.owner.leaning)
    shown = saved.form.data.get("shown") if saved else None
    return {
        "suggested": chips(win.pk, (), best, found),
        "shown": " ".join(offer.skill for offer in best),
        "offered": () if best else offered(win, answered, found),
        "is_other": shown is not None and set(shown.split()) != {offer.skill for offer in best},
    }


def offered(win: Win, answered: Collection[str], found: dict[str, Standing]) -> list[Standing]:
    """Skills that are likely whatever the words: what the kind usually speaks for, the target's open requirements."""
    usual = [found[skill] for skill in catalog().kinds[str(win.kind_id)].skills]
    gaps = asked_first(found)
    first = [standing for standing in usual if standing.is_open]
    ordered = dict.fromkeys([*first, *gaps[: OFFERED_AT_ONCE - len(first)], *usual])
    return [standing for standing in ordered if standing.skill not in answered][:OFFERED_AT_ONCE]


def others(links: list[SkillLink], found: dict[str, Standing]) -> SafeString:
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
