"""What it takes to delete an account."""

from typing import Any

from django import forms

from evidence.models import User
from evidence.web.forms import PlainForm


class DeleteAccountForm(PlainForm):
    """The password once more; the address where there is no password. A sample account has nothing to prove."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    email = forms.CharField(label="Your email address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.is_sample or not user.has_usable_password():
            del self.fields["password"]
        if user.is_sample or user.has_usable_password():
            del self.fields["email"]

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password. Nothing was deleted.")
        return self.cleaned_data["password"]

    def clean_email(self) -> str:
        if self.cleaned_data["email"].lower() != self.user.email:
            raise forms.ValidationError(f"Type {self.user.email}. Nothing was deleted.")
        return self.cleaned_data["email"]
