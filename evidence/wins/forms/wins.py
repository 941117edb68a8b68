"""The capture box, one win's page, and the filters of the log."""

from typing import Any

from django import forms
from django.utils import timezone

from evidence.models import Win
from evidence.models.wins import HOW
from evidence.web.fields import NumberField, TypedLine
from evidence.web.forms import PlainForm
from evidence.web.in_place import InPlaceForm
from evidence.web.wording import in_full
from insights.catalog import catalog
from insights.limits import HOW_LENGTH
from insights.models import Kind
from insights.record import EARLIEST, SKILLS_A_WIN
from insights.values import DECISIONS, DRIVERS, GRADES, HORIZONS, PARTS

HINTS = {
    "action": "What you did yourself, in a few words or more",
    "result": "What changed because of it",
    "context": "The situation, where a stranger needs it",
    "metric_name": "A rate, a count, a cost",
}


class LineForm(PlainForm):
    """One typed line."""

    line = TypedLine()


def _choose(choices: dict[str, str], empty: str, label: str | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", empty), *choices.items()], required=False, label=label)


class WinForm(InPlaceForm):
    """Everything that can be edited on a win's page, the sentences of its links too."""

    row: Win

    metric_before = NumberField(label="Before", required=False)
    metric_after = NumberField(label="After", required=False)
    horizon = _choose(HORIZONS, "Not given")
    driver = forms.ChoiceField(choices=DRIVERS.items(), label="Drives")
    decision = forms.ChoiceField(choices=DECISIONS.items(), label="Decision")
    part = _choose(PARTS, "Not given", "My part")
    kind = forms.ChoiceField(choices=lambda: [(k.slug, k.name) for k in catalog().kinds.values()])
    private = forms.TypedChoiceField(
        label="Seen by",
        choices=[("", "Packets I choose"), ("yes", "Only me")],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]  # any value will do
        required=False,
    )

    class Meta:
        model = Win
        fields = [
            "title", "date", "kind", "part", "horizon", "driver", "decision", "private", "action", "result", "context",
            "metric_name", "metric_before", "metric_after", "metric_unit",
        ]  # fmt: skip
        labels = {
            "action": "What I did",
            "result": "What came of it",
            "context": "What it was about",
            "metric_name": "What was measured",
            "metric_unit": "Unit",
        }
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "edit title-edit"}),
            "date": forms.DateInput(attrs={"type": "date", "class": "edit"}, format="%Y-%m-%d"),
            "action": forms.Textarea(attrs={"rows": 3, "class": "edit"}),
            "result": forms.Textarea(attrs={"rows": 2, "class": "edit"}),
            "context": forms.Textarea(attrs={"rows": 1, "class": "edit"}),
        }
        error_messages = {
            "title": {"required": "Give it a title; a few words are enough."},
            "date": {
                "invalid": "Give a date like 2026-11-20.",
                "required": "Give the day on which it happened.",
            },
        }

    def prepare(self) -> None:
        for link in self.row.links.all():
            name, skill = HOW + link.skill_id, catalog().skills[link.skill_id].name
            label = f"How it shows {skill.lower()}"
            self.fields[name] = forms.CharField(label=label, required=False, max_length=HOW_LENGTH)
            # The box stands among the skills, outside the form that it belongs to.
            self.fields[name].widget = forms.Textarea(
                attrs={"rows": 2, "form": "win-form", "placeholder": "How it shows it, in one sentence"}
            )
            self.initial[name] = link.how
        self.initial.update(kind=self.row.kind_id, private="yes" if self.row.private else "")
        for name, hint in HINTS.items():
            self.fields[name].widget.attrs["placeholder"] = hint
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "edit")
            # The database decides how long a text may be; the browser must not cut what is pasted.
            field.widget.attrs.pop("maxlength", None)

    def clean_kind(self) -> Kind:
        # The catalogue in memory has said that there is such a kind; its row is not asked for.
        return Kind(pk=self.cleaned_data["kind"])

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if day == self.row.date:
            # Said before: a day that was today may lie ahead for somebody who has flown west since.
            return day
        if day > timezone.localdate():
            raise forms.ValidationError("Give a date on or before today; a win is something done.")
        if day < EARLIEST:
            raise forms.ValidationError(f"Give {EARLIEST.year} or a later year.")
        words = self.row.confirmations.all() if day > self.row.date else ()
        first = min((word.date for word in words), default=day)
        if first < day:
            raise forms.ValidationError(f"Give {in_full(first)} or an earlier day: by then somebody had confirmed it.")
        return day


class SkillChangeForm(PlainForm):
    """An answer to the skills of a win, a verb of `VERBS` and the skills that are meant: "link agency", "none agency
    clarity"; or "link" alone with the skill chosen from a list. It leaves `verb` and `skills`.
    """

    VERBS = {"link": 1, "unlink": 1, "none": SKILLS_A_WIN, "undo-link": 1, "undo-unlink": 1, "undo-none": 0}
    """Each verb with how many skills it takes; "none" takes as many as were shown."""

    change = forms.CharField(max_length=160)
    skill = forms.CharField(required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        verb, *skills = sent.get("change", "").split(" ")
        if verb == "link" and not skills:
            skills = [sent.get("skill", "")]
        most = self.VERBS.get(verb, -1)
        fits = len(skills) <= most if verb == "none" else len(skills) == most
        if not fits or not all(skill in catalog().skills for skill in skills):
            raise forms.ValidationError("There is no such skill.")
        return sent | {"verb": verb, "skills": skills}


class LogFilters(PlainForm):
    """The filters of the log; they live in the address. An unknown value filters nothing."""

    q = forms.CharField(label="Search all words", required=False, max_length=200)
    skill = forms.ChoiceField(
        choices=lambda: [
            ("", "Every skill"),
            ("none", "No skill yet"),
            *[(s.slug, s.name) for s in catalog().skills.values()],
        ],
        required=False,
    )
    kind = forms.ChoiceField(
        choices=lambda: [("", "Every kind"), *[(k.slug, k.name) for k in catalog().kinds.values()]],
        required=False,
    )
    grade = forms.ChoiceField(choices=[("", "Every grade"), *GRADES.items()], required=False)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
