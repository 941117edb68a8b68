"""How the sign-in library (allauth) behaves here: what it says, and what happens when mail fails."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe

from evidence.models import Unsent

log = logging.getLogger("pmcareer.mail")

WRONG_CODE = "This is not the code. Check it, or ask for a new one."
WRONG_APP_CODE = (
    "This is not the code that your app shows now. Each lasts half a minute: type the newest, and if that is refused "
    "too, see that the clock of your phone is right."
)
WRONG_SECOND_STEP = f"{WRONG_APP_CODE} A recovery code works once."
WRONG_KEY = "This key was not accepted. Try again, or use another."
TOO_MANY = "Too many tries. Wait five minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: sign-up may be closed, and a mail server that fails does not fail the page."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off. Whoever runs this server can switch it on again.",
        "email_password_mismatch": "This email address and this password do not belong together.",
        "email_taken": "There is an account with this email address. Sign in, or use another address.",
        "duplicate_email": "This is your address already.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "This is not your password.",
        "same_as_current": "This is your address already.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": "That was too fast. Wait a moment, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where nothing else is asked for, words that wait come first."""
        waiting = Unsent.objects.waiting().filter(owner=request.user.pk).first()
        return reverse("unsent", args=[waiting.token]) if waiting else str(super().get_login_redirect_url(request))

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        """Somebody who has not said where they are yet lives where the server does."""
        user = super().new_user(request)
        user.time_zone = settings.TIME_ZONE
        return user

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends one message. When the mail server is out of reach, the page says so instead of failing."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as problem:  # smtplib's errors are OSErrors too
            log.error("mail was not sent: %s", type(problem).__name__)
            words = "The mail could not be sent: the mail server did not answer. Try again in a few minutes."
            messages.error(self.request, words)


class MFAAdapter(DefaultMFAAdapter):
    """The second step of signing in, and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_SECOND_STEP,
        "unverified_email": "Confirm your email address first; then you can add a second step.",
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """What a key is called until its owner says otherwise."""
        return f"Key {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an inline drawing: a strict policy lets no data: image through."""
        drawing = super().build_totp_svg(url)
        return mark_safe(drawing[drawing.index("<svg") :])
