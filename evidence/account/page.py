"""What the pages of the account show: the front page of a visitor, the first questions, the profile, the end."""

from dataclasses import dataclass

from django.conf import settings

from evidence.account.forms.deletion import DeleteAccountForm
from evidence.account.forms.profile import ProfileForm, WelcomeForm
from evidence.account.forms.sign_in import SignUp
from evidence.account.unsent import UNSENT
from evidence.models import Artifact, ShareLink, Unsent, User
from evidence.web.sent import Named, words_of
from evidence.web.wording import end_in_words
from evidence.wins import hints
from insights.catalog import HintWords


@dataclass(frozen=True, slots=True)
class LandingPage:
    """The front page of somebody who is not signed in. `form` is None where sign-up is closed."""

    form: SignUp | None
    demo: bool


@dataclass(frozen=True, slots=True)
class WelcomePage:
    """The questions of the first sign-in."""

    form: WelcomeForm


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile, and the writing hints that are switched off. `sample_ends`: until when a sample lasts."""

    form: ProfileForm
    hints_off: tuple[HintWords, ...]
    sample_ends: str


@dataclass(frozen=True, slots=True)
class DeletePage:
    """The end of the account: how many there are of what it holds."""

    form: DeleteAccountForm
    wins: int
    files: int
    packets: int
    links: int


@dataclass(frozen=True, slots=True)
class UnsentPage:
    """A form that was sent when nobody was signed in: what was typed, by its labels; and all that goes to `path` again.

    `took_files`: files may have been chosen, and were not kept.
    """

    path: str
    words: tuple[Named, ...]
    sent: tuple[Named, ...]
    took_files: bool


def unsent_page(unsent: Unsent) -> UnsentPage:
    """What waits, to be looked at before it is sent."""
    sent = (*(Named(*field) for field in unsent.sent if field[0] != UNSENT), Named(UNSENT, str(unsent.token)))
    return UnsentPage(unsent.path, tuple(words_of(unsent.sent)), sent, unsent.took_files)


def needs_welcome(user: User) -> bool:
    """Whether the questions of the first sign-in were neither answered nor skipped."""
    return user.set_up_at is None


def landing_page() -> LandingPage:
    """What a visitor sees: what this is, and the two ways in."""
    return LandingPage(SignUp() if settings.SIGNUP_OPEN else None, settings.DEMO)


def profile_page(user: User, form: ProfileForm) -> ProfilePage:
    """Settings, the profile."""
    ends = end_in_words(user.expires_at, user.zone, user.today()) if user.expires_at else ""
    return ProfilePage(form, tuple(hints.off(user)), ends)


def delete_page(user: User, form: DeleteAccountForm) -> DeletePage:
    """Settings, what goes with the account. Four queries."""
    return DeletePage(
        form,
        wins=user.wins.count(),
        files=Artifact.objects.of(user).exclude(file="").count(),
        packets=user.packets.count(),
        links=ShareLink.objects.live().filter(snapshot__packet__owner=user).count(),
    )
