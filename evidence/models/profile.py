"""The person: how they sign in, and what they are judged for (their profile)."""

from datetime import date, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from insights.catalog import TRACKS, catalog
from insights.letters import first_seen
from insights.record import person_key
from insights.values import DEPARTMENTS

ROOM_TO_HOLD = 2**20
"""An account that holds rows for person 7 has one of the numbers from -7 times this, down: see `holding`."""


class UserManager(BaseUserManager["User"]):
    """The accounts of people, and the way to make one; the e-mail address is the name that one signs in with."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().filter(pk__gt=0)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """An account for `email` (kept in lower case); without `password` nobody can sign in to it."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """An account that may use the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """One person. The profile stands in the same row, so that a page needs one query for both."""

    email = models.EmailField("e-mail", unique=True, max_length=254)
    name = models.CharField(max_length=120, blank=True)
    level = models.ForeignKey("insights.Level", models.PROTECT, null=True, blank=True, related_name="+")
    track = models.CharField(max_length=10, choices=TRACKS, blank=True)
    target = models.ForeignKey("insights.Level", models.PROTECT, null=True, blank=True, related_name="+")
    target_date = models.DateField(null=True, blank=True)
    department = models.CharField(max_length=20, choices=DEPARTMENTS, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    shortcuts = models.BooleanField(default=True)
    hints_off = models.JSONField(
        default=list, blank=True, editable=False, help_text="Writing hints that the person does not want, by slug."
    )
    set_up_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    record_version = models.PositiveBigIntegerField(default=0, editable=False)
    counting_version = models.PositiveBigIntegerField(default=0, editable=False)
    leaning = models.JSONField(
        default=dict, blank=True, editable=False, help_text="How far their answers shift each suggested skill."
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_an_address_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def called(self) -> str:
        """What pages call the person: the name, or the part of the address before the @."""
        return first_seen(self.name) or self.email.partition("@")[0]

    @property
    def own_names(self) -> frozenset[str]:
        """What the person's own word on a win would be known by: name and address, as `person_key` writes them."""
        return frozenset(filter(None, map(person_key, (self.name, self.email))))

    @property
    def is_sample(self) -> bool:
        """Whether this is a throwaway account with sample data."""
        return self.expires_at is not None

    @property
    def judged_track(self) -> str:
        """The track that the judgement uses: none given is `manager`."""
        return self.track or "manager"

    @property
    def judged_target(self) -> str | None:
        """The level that the person is judged for: the chosen target, else the next level up; None past the top."""
        return self.target_id or catalog().next_level(self.level_id, self.judged_track)

    @property
    def zone(self) -> tzinfo:
        """The person's own time zone; one that this machine does not know (any more) is the server's."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return timezone.get_default_timezone()

    def today(self) -> date:
        """Today's date in the person's own time zone."""
        return timezone.localdate(timezone=self.zone)

    def switch_hint(self, slug: str, *, on: bool) -> None:
        """Shows the writing hint `slug` from now on, or shows it no more."""
        with transaction.atomic():
            self.lock()
            self.refresh_from_db(fields=["hints_off"])
            others = [other for other in self.hints_off if other != slug]
            self.hints_off = others if on else [*others, slug]
            self.save(update_fields=["hints_off"])

    def lock(self) -> None:
        """Locks the person's row for this transaction; every change of a record takes this lock first, so that two
        never wait for each other.

        Raises User.DoesNotExist where the account has just gone.
        """
        User.objects.select_for_update().values_list("pk").get(pk=self.pk)
