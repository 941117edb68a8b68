"""What the page of a draft is drawn from: the words, and under each requirement the wins to choose and to order."""

from dataclasses import dataclass
from datetime import date

from django.forms import ModelForm
from django.utils import timezone

from evidence.models import Packet, ShareLink
from evidence.packets.draft import Candidate, DraftRequirement, draft_of
from evidence.packets.pages import title_of
from evidence.packets.tiers import in_tiers
from evidence.packets.versions_page import called
from evidence.web.versions import Undo, undo_of
from insights.catalog import TIERS, catalog
from insights.dates import in_words
from insights.grades import confirmed_earlier
from insights.sentences import inside, missing, number, reason, sentence, some
from insights.values import STATUSES

OTHERS_SHOWN = 6
"""Under each requirement so many wins that are not chosen, the strongest; the rest behind a link."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A win that can be ticked under a requirement."""

    link: int
    win: int
    title: str
    how: str
    grade: str
    facts: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ComposeRequirement:
    """A requirement of the draft, with what is chosen, what could be, and how many more there are.

    On a phone its wins lie folded under `in_short` unless `is_unfolded`: where it is met, there is least to do.
    """

    skill: str
    name: str
    status: str
    asked: str
    met: bool
    words: str
    missing: tuple[str, ...]
    chosen: tuple[Choice, ...]
    others: tuple[Choice, ...]
    more: int
    is_unfolded: bool

    @property
    def in_short(self) -> str:
        """How many wins are chosen and how many are not; empty where there are none."""
        rest = len(self.others) + self.more
        if not self.chosen and not rest:
            return ""
        if not self.chosen:
            return f"None in the packet, {number(rest)} to choose from"
        words = sentence(f"{some(len(self.chosen), 'win')} in the packet")
        return f"{words}, {number(rest)} more to choose from" if rest else words


@dataclass(frozen=True, slots=True)
class ComposeTier:
    """The requirements of one tier."""

    slug: str
    name: str
    requirements: tuple[ComposeRequirement, ...]


@dataclass(frozen=True, slots=True)
class ComposePage:
    """A draft as its owner works on it.

    `wins` says how many are chosen, `private` how many are left out, `made` the day on which the packet was begun;
    `live` counts the links that open something now. `saved` is what has just been done, if anything, and
    `undo` what Undo would take back.
    """

    packet: int
    title: str
    form: ModelForm
    tiers: tuple[ComposeTier, ...]
    met: int
    of: int
    wins: str
    private: str
    made: str
    live: int
    saved: str
    undo: Undo | None


def compose_page(packet: Packet, form: ModelForm, all_of: str = "", saved: str = "") -> ComposePage:
    """The page of a draft. `all_of` may name a skill of which all wins are to be listed."""
    draft = draft_of(packet)
    tiers = [
        ComposeTier(
            tier,
            TIERS[tier],
            tuple(_requirement(entry, draft.day, everything=all_of == entry.skill) for entry in found),
        )
        for tier, found in in_tiers(draft.requirements, catalog().levels[packet.target_id].tier)
    ]
    return ComposePage(
        packet=packet.pk,
        title=title_of(packet),
        form=form,
        tiers=tuple(tiers),
        met=draft.met,
        of=len(draft.requirements),
        wins=some(len(draft.wins), "win"),
        private=sentence(some(draft.private, "private win")) if draft.private else "",
        made=in_words(timezone.localdate(packet.created_at), draft.day),
        live=ShareLink.objects.live().filter(snapshot__packet=packet).count(),
        saved=saved,
        undo=undo_of(packet, called),
    )


def _requirement(found: DraftRequirement, day: date, *, everything: bool) -> ComposeRequirement:
    standing = found.standing
    shown = found.others if everything else found.others[:OTHERS_SHOWN]
    return ComposeRequirement(
        skill=found.skill,
        name=found.name,
        status=standing.status,
        asked=found.asked,
        met=bool(standing.met),
        words=f"{STATUSES[standing.status].lower()}, asks {STATUSES[found.asked].lower()}",
        missing=tuple(missing(entry, day) for entry in standing.missing),
        chosen=tuple(_choice(entry, day, chosen=True) for entry in found.chosen),
        others=tuple(_choice(entry, day, chosen=False) for entry in shown),
        more=len(found.others) - len(shown),
        is_unfolded=everything or not standing.met,
    )


def _choice(entry: Candidate, day: date, *, chosen: bool) -> Choice:
    worth = entry.grade if not entry.confirmed_by else f"confirmed by {number(entry.confirmed_by)}"
    facts = [in_words(entry.win.date, day), worth]
    if earlier := len(confirmed_earlier(entry.win, day)):
        facts.append(f"confirmed by {number(earlier)} with an earlier text, which does not count")
    facts += [f"does not count: {inside(reason(why))}" for why in entry.reasons]
    return Choice(entry.link, entry.row, entry.win.title, entry.how, entry.grade, " · ".join(facts), chosen)
