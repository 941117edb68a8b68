"""What one win's page shows: the form, what the win is worth, what shows it, the skills it speaks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString

from evidence.models import Artifact, User, Win
from evidence.models.reading import read_along
from evidence.models.remembered import recall
from evidence.packets.sharing import SharedIn, shared_in
from evidence.readiness.judgement import Step
from evidence.readiness.standings import standings
from evidence.readiness.steps import next_steps
from evidence.readiness.tallies import tallies
from evidence.web.forms import Control, control, hidden
from evidence.web.in_place import Conflict
from evidence.web.versions import Undo, undo_of
from evidence.web.wording import month_and_year
from evidence.wins.forms.wins import WinForm
from evidence.wins.hints import HintsShown, hints_shown
from evidence.wins.saving import SavedWin
from evidence.wins.shown_by import Sent, ShownBy, shown_by
from evidence.wins.skills_shown import SkillsShown, Suggested, skills_shown, suggested_and_kept
from evidence.wins.versions_page import called
from evidence.wins.worth import Worth, worth
from insights.catalog import HintWords
from insights.dates import in_words

FACTS = ("date", "kind", "part", "horizon", "driver", "decision", "private")
STORY = ("action", "result", "context")
METRIC = ("metric_name", "metric_before", "metric_after", "metric_unit")


@dataclass(frozen=True, slots=True)
class Use:
    """A packet that the win was shared in: for whom, when, and whether a link to it still opens."""

    packet: int | None
    title: str
    when: str
    live: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page says of saving: when that was, what is left to settle, and what Undo would take back.

    `bases` are the hidden fields that say what is stored, as far as the page knows.
    """

    day: str
    time: str
    is_refused: bool
    conflicts: tuple[Conflict, ...]
    homeless: tuple[Conflict, ...]
    undo: Undo | None
    bases: SafeString


@dataclass(frozen=True, slots=True)
class WinPage:
    """One win, to read and edit in place. `first` is the person's first next step, the same as on every page."""

    win: Win
    month: str
    form: WinForm
    title: Control
    facts: SafeString
    story: SafeString
    metric: SafeString
    kept: Kept
    worth: Worth
    first: Step | None
    hints: HintsShown
    artifacts: ShownBy
    skills: SkillsShown
    suggested: Suggested | None
    used_in: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a field, drawn; empty if nothing is."""

    name: str
    errors: SafeString


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The answer to a change that a script has sent. The controls stay as they are; drawn anew is what stands around.

    Hints and suggestions come where they are not those that the page shows; what is `said` of them, where they are
    others. `errors` has what is wrong with each field.
    """

    win: Win
    kept: Kept
    worth: Worth
    errors: tuple[FieldErrors, ...]
    hints: HintsShown | None
    said: str | None
    suggested: Suggested | None


def win_page(
    user: User,
    win: Win,
    saved: SavedWin | None = None,
    *,
    hint_off: HintWords | None = None,
    removed: Artifact | None = None,
    notes: Iterable[str] = (),
    sent: Sent | None = None,
) -> WinPage:
    """The page's values. After saving, `saved` brings the errors and conflicts that are left.

    `hint_off` is a hint that has just been switched off, `removed` what was just taken off the win; `notes` and `sent`
    answer an addition to what shows it.
    """
    read_along(win, "links", "artifacts", "confirmations")
    today = user.today()
    with recall(user, "tallies", "steps") as recalled:
        found, steps = standings(user, today, tallies(user, today, recalled)), next_steps(user, today, recalled)
    form = _form(user, win, saved)
    # A page that is drawn with what is stored knows all of it; one that is drawn as it was sent, no more than it did.
    bases = form.anew().bases() if saved and saved.is_valid else saved.bases if saved else form.bases()
    return WinPage(
        win=win,
        month=month_and_year(win.date),
        form=form,
        title=control(form["title"]),
        facts=_fields(form, FACTS),
        story=_fields(form, STORY),
        metric=_fields(form, METRIC),
        kept=_kept(win, today, form, bases, saved),
        worth=worth(win, today),
        first=steps[0] if steps else None,
        hints=hints_shown(user, win, hint_off),
        artifacts=shown_by(win, removed, notes, sent),
        skills=skills_shown(win, form, found, today),
        suggested=suggested_and_kept(win, found),
        used_in=tuple(used(shared, today) for shared in shared_in(win)),
    )


def saved_page(user: User, saved: SavedWin) -> SavedPage:
    """What a script puts around the controls after saving."""
    win, form, today = saved.win, saved.form, user.today()
    read_along(win, "links", "artifacts", "confirmations")
    key, shown = form.data.get("initial-hints", ""), form.data.get("shown")
    hints, suggested = hints_shown(user, win), suggested_and_kept(win, standings(user, today))
    return SavedPage(
        win=win,
        kept=_kept(win, today, form, saved.bases, saved),
        worth=worth(win, today),
        errors=tuple(FieldErrors(name, form[name].errors.render()) for name in form.fields),
        hints=hints if hints.differ(key) else None,
        said="".join(f"{hint.sentence} " for hint in hints.rows) if hints.are_others(key) else None,
        suggested=suggested if suggested and shown is not None and suggested.differ(shown) else None,
    )


def _fields(form: WinForm, names: Sequence[str]) -> SafeString:
    return SafeString("".join(control(form[name]).labelled for name in names))


def used(shared: SharedIn, today: date) -> Use:
    """Where a win was shared, in words."""
    title = f"Packet for {shared.recipient}" if shared.recipient else "Packet"
    return Use(shared.packet, title, in_words(timezone.localdate(shared.made), today), shared.opens)


def _form(user: User, win: Win, saved: SavedWin | None) -> WinForm:
    """The form with what is stored; where a field is in conflict, with what was typed here; as sent, if it is wrong."""
    if saved and not saved.is_valid:
        return saved.form
    form = WinForm(instance=win, owner=user)
    if saved:
        form.initial.update({conflict.name: conflict.mine for conflict in saved.conflicts})
    return form


def _kept(win: Win, today: date, form: WinForm, bases: Mapping[str, str], saved: SavedWin | None) -> Kept:
    at = timezone.localtime(win.updated_at)
    return Kept(
        day=in_words(at.date(), today),
        time=f"{at:%H:%M}",
        is_refused=bool(form.errors),
        conflicts=saved.conflicts if saved else (),
        homeless=saved.homeless if saved else (),
        undo=undo_of(win, called),
        bases=hidden(bases),
    )
