"""A packet's words, and the terms on which it is shared."""

from typing import Any

from django import forms

from evidence.models import Packet
from evidence.models.packets import LINK_DAYS_MOST
from evidence.models.tokens import LINK_DAYS
from evidence.packets.sharing import token_of
from evidence.web.fields import WholeNumberField
from evidence.web.forms import PlainForm
from evidence.web.in_place import InPlaceForm
from insights.letters import is_blank

SAMPLE = "A packet of a sample account cannot be shared; its preview shows what your manager would see."


class NewPacketForm(PlainForm):
    """What makes sure that two clicks make one packet."""

    submission = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class PacketForm(InPlaceForm):
    """The words of a packet."""

    row: Packet

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
        widgets = {"summary": forms.Textarea(attrs={"rows": 10})}

    def prepare(self) -> None:
        self.fields["recipient"].widget.attrs["autocomplete"] = "off"


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
    days = WholeNumberField(
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
        if not is_blank(packet.owner.name):
            del self.fields["name"]
