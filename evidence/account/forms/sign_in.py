"""The forms of signing up and in: allauth's, with our words and our look."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import email_already_exists
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from evidence.account.adapter import WRONG_APP_CODE, WRONG_KEY
from evidence.web.forms import FieldErrors, needs_something_to_see

TWELVE = "12 characters or more."
NO_MAIL = "Mail is not set up on this server, so nothing was sent."
REFUSED = "incorrect_code"
"""What allauth calls a code or key that it does not accept."""
LENGTHS = {"email": 254, "login": 254, "name": 100}


class OurLook:
    """Draws allauth's form like ours. `words` maps a field to its label and its hint."""

    words: dict[str, tuple[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("error_class", FieldErrors)
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            needs_something_to_see(field)
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            if name in LENGTHS:
                # allauth cuts what is longer in one table and fails in another.
                field.validators = [*field.validators, MaxLengthValidator(LENGTHS[name])]
                field.widget.attrs["maxlength"] = str(LENGTHS[name])


class Login(OurLook, account.LoginForm):
    words = {"login": ("Email", ""), "password": ("Password", "")}


class SignUp(OurLook, account.SignupForm):
    words = {"email": ("Email", ""), "password1": ("Password", TWELVE)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].widget.attrs["minlength"] = "12"

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Of two sign-ups for one address at the same moment, the second is told like one that came later."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            if not settings.MAIL_IS_SET_UP:
                messages.error(request, get_adapter().error_messages["email_taken"])
                return None, redirect("account_login")
            self.account_already_exists = True
            return super().try_save(request)


class ChangePassword(OurLook, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Current password", ""),
        "password1": ("New password", TWELVE),
        "password2": ("New password again", ""),
    }


class SetPassword(OurLook, account.SetPasswordForm):
    words = {"password1": ("New password", TWELVE), "password2": ("New password again", "")}


class ResetPassword(OurLook, account.ResetPasswordForm):
    words = {"email": ("Email", "")}

    @property
    def mail_is_set_up(self) -> bool:
        return settings.MAIL_IS_SET_UP

    def clean(self) -> dict[str, Any] | None:
        if not self.mail_is_set_up:
            raise forms.ValidationError(NO_MAIL)
        return super().clean()


class ResetPasswordWithCode(OurLook, account.ResetPasswordKeyForm):
    words = {"password1": ("New password", TWELVE), "password2": ("New password again", "")}


class ConfirmEmailCode(OurLook, account.ConfirmEmailVerificationCodeForm):
    words = {"code": ("Code", "")}


class ConfirmResetCode(OurLook, account.ConfirmPasswordResetCodeForm):
    words = {"code": ("Code", "")}


class OtherEmail(OurLook, account.ChangeEmailForm):
    """Another address while signing up, for when the first was mistyped."""

    words = {"email": ("Email", "")}


class ChangeEmail(OurLook, account.AddEmailForm):
    """A new address. With mail it counts once its code has been entered; without, nobody can check it: at once."""

    words = {"email": ("New email address", "")}

    @property
    def mail_is_set_up(self) -> bool:
        return settings.MAIL_IS_SET_UP

    def clean_email(self) -> str:
        email = super().clean_email()
        if not self.mail_is_set_up:
            email_already_exists(email, user=self.user, always_raise=True)
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        if self.mail_is_set_up:
            return super().save(request)
        with transaction.atomic():
            EmailAddress.objects.filter(user=self.user).delete()
            address = EmailAddress.objects.create(
                user=self.user, email=self.cleaned_data["email"], primary=True, verified=False
            )
            self.user.email = address.email
            self.user.save(update_fields=["email"])
        messages.success(request, f"Your address is now {address.email}.")
        return address


class Reauthenticate(OurLook, account.ReauthenticateForm):
    words = {"password": ("Password", "")}


class SecondStep(OurLook, mfa.AuthenticateForm):
    words = {"code": ("Code", "Six digits from your app, or one of your recovery codes.")}


class SecondStepAgain(OurLook, mfa.ReauthenticateForm):
    words = {"code": ("Code", "Six digits from your app, or one of your recovery codes.")}


class ActivateApp(OurLook, totp.ActivateTOTPForm):
    words = {"code": ("Six digits from your app", "")}

    def clean_code(self) -> str:
        return _refused_with(WRONG_APP_CODE, super().clean_code)


class DeactivateApp(OurLook, totp.DeactivateTOTPForm):
    pass


class NewRecoveryCodes(OurLook, recovery_codes.GenerateRecoveryCodesForm):
    pass


def _refused_with(words: str, check: Callable[[], Any]) -> Any:
    """What `check` gives; allauth's one message for whatever is refused becomes `words`."""
    try:
        return check()
    except forms.ValidationError as problem:
        if problem.code != REFUSED:
            raise
        raise forms.ValidationError(words, code=REFUSED) from problem


class AnyCredential(OurLook):
    """A browser's answer about a key is JSON that anybody can make up: what cannot be read is a key refused."""

    def _readable(self, read: Any) -> Any:
        try:
            return _refused_with(WRONG_KEY, read)
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise forms.ValidationError(WRONG_KEY, code=REFUSED) from problem


class AddKey(AnyCredential, webauthn.AddWebAuthnForm):
    words = {
        "name": ("Name", "So that you can tell your keys apart."),
        "passwordless": (
            "Sign in with it alone",
            "A passkey: no email and password asked. The key itself must ask for a fingerprint, face or PIN.",
        ),
    }

    def clean(self) -> dict[str, Any]:
        return self._readable(super().clean)


class KeyAsSecondStep(AnyCredential, webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self._readable(super().clean_credential)


class KeyAgain(AnyCredential, webauthn.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self._readable(super().clean_credential)


class KeyAlone(AnyCredential, webauthn.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        return self._readable(super().clean_credential)


class EditKey(OurLook, webauthn.EditWebAuthnForm):
    words = {"name": ("Name", "")}
