"""A packet's words, and the terms on which it is shared."""

from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from evidence.models import Packet
from evidence.models.packets import LINK_DAYS_MOST
from evidence.models.tokens import LINK_DAYS
from evidence.packets.sharing import token_of
from evidence.web.forms import OwnedForm, PlainForm

SAMPLE = "A packet of a sample account cannot be shared; its preview shows what your manager would see."
ELSEWHERE = "It was changed in another tab or on another device. Saving now keeps what stands in this field."


class NewPacketForm(PlainForm):
    """What makes sure that two clicks make one packet."""

    submission = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class Lines(forms.CharField):
    """A text of several lines. Browsers send every line end as two characters; one is kept, and counted."""

    def to_python(self, value: Any) -> str:
        return _lines(super().to_python(value) or "")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PacketForm(OwnedForm):
    """The words of a packet. Each field brings along the text that it was drawn with.

    So an edit from another tab is noticed: a field conflicts if what is stored is neither what was drawn nor
    what is sent. A field that was not touched here never overwrites what came from there.
    """

    conflicts: dict[str, str]

    class Meta:
        model = Packet
        fields = ["recipient", "ask", "summary"]
        labels = {"recipient": "For whom", "ask": "What you ask for", "summary": "The case, in your words"}
        help_texts = {
            "recipient": "Your manager’s name, as it will stand on the page.",
            "ask": "One line. For example: a decision on the role by 15 December.",
            "summary": "What you carry already, what stands on numbers, what you cannot show yet. Half a page. "
            "Markdown works: *slanted*, **bold**, lists, [a link](https://…).",
        }
        field_classes = {"summary": Lines}
        widgets = {"summary": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = {}
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.widget.attrs["data-draft"] = f"packet-{self.instance.pk}-{name}"
        self.fields["recipient"].widget.attrs["autocomplete"] = "off"

    def save_unless_changed_elsewhere(self) -> bool:
        """Saves the fields that were changed here. False, and none saved, if one was changed elsewhere too."""
        with transaction.atomic():
            stored = Packet.objects.select_for_update().get(pk=self.instance.pk)
            for name in self.fields:
                now, mine, drawn = getattr(stored, name), self.cleaned_data[name], self._drawn(name)
                if name not in self.data or mine in (drawn, now):
                    setattr(self.instance, name, now)
                elif now != drawn:
                    self.conflicts[name] = now
            if not self.conflicts:
                self.instance.updated_at = timezone.now()
                self.instance.save(update_fields=[*self.fields, "updated_at"])
                return True
        self._show_both()
        return False

    def _drawn(self, name: str) -> str:
        return _lines(self.data.get(self.add_initial_prefix(name), self.initial[name]))

    def _show_both(self) -> None:
        """What was typed stays in the field, the other text goes to the page; saving again is then meant."""
        sent = cast(QueryDict, self.data).copy()
        for name, stored in self.conflicts.items():
            sent[self.add_initial_prefix(name)] = stored
            self.add_error(name, ELSEWHERE)
        self.data = sent

    def with_stored(self) -> list[tuple[forms.BoundField, str | None]]:
        """Each field, with the text that was saved elsewhere where the two conflict."""
        return [(field, self.conflicts.get(field.name)) for field in self]


class OfferForm(PlainForm):
    """The signed token that a new link will have; `cleaned_data["token"]` is the token itself."""

    offer = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(self, *args: Any, packet: Packet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.packet = packet

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.packet.owner.is_sample:
            raise forms.ValidationError(SAMPLE)
        token = token_of(self.packet, cleaned.get("offer", ""))
        if token is None:
            raise forms.ValidationError("This page was too old to share from. Load it again.")
        return {**cleaned, "token": token}


class ShareForm(OfferForm):
    """For whom the link is and how long it lives; the person's own name, if it is not known yet."""

    name = forms.CharField(
        label="Your name",
        help_text="Needed: it heads the page, and is kept in Settings. Your e-mail address never appears.",
        error_messages={"required": "Give the name by which your manager knows you."},
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    recipient = forms.CharField(
        label="For whom",
        help_text="Stands on the page, and tells your links apart.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label="Days until the link ends",
        help_text=f"{LINK_DAYS_MOST} at most. You can end it sooner, at once.",
        min_value=1,
        max_value=LINK_DAYS_MOST,
        initial=LINK_DAYS,
        widget=forms.NumberInput(attrs={"class": "narrow-field"}),
    )
    field_order = ["name", "recipient", "days"]

    def __init__(self, *args: Any, packet: Packet, **kwargs: Any) -> None:
        super().__init__(*args, packet=packet, **kwargs)
        if packet.owner.name.strip():
            del self.fields["name"]
