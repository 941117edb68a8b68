"""Rows with bytes of their own in the storage: where these lie, and that they go with their row."""

import uuid
from typing import ClassVar

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Sum
from django.db.models.signals import post_delete


class StoredQuerySet[Row: "Stored"](models.QuerySet[Row]):
    """The vocabulary for asking about rows with bytes of their own."""

    def bytes_used(self) -> int:
        """How many bytes the files take."""
        return self.aggregate(total=Sum("size"))["total"] or 0


class Stored(models.Model):
    """A row whose `file` of `size` bytes lies in the storage: a folder a kind, in it a folder a person.

    Every kind of these is found by itself: by `tidy`, which deletes bytes without a row, and by the end of an account.
    """

    folder: ClassVar[str]
    """Where the folders of people lie."""
    owned_by: ClassVar[str]
    """The way from the row to its person."""

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        post_delete.connect(_delete_bytes, sender=cls, dispatch_uid="the bytes go too")

    @classmethod
    def folder_of(cls, owner: int) -> str:
        """Where the files of one person lie."""
        return f"{cls.folder}/{owner}"

    @classmethod
    def new_place(cls, owner: int) -> str:
        """A place for the bytes of a new file: a name that says nothing."""
        return f"{cls.folder_of(owner)}/{uuid.uuid4().hex}"

    @classmethod
    def places_of(cls, owner: int) -> set[str]:
        """The places of all bytes of one person that have a row."""
        return set(cls._base_manager.filter(**{cls.owned_by: owner}).values_list("file", flat=True))  # type: ignore[misc]  # each kind has its own

    @classmethod
    def has_place(cls, place: str) -> bool:
        """Whether a row has its bytes there."""
        return cls._base_manager.filter(file=place).exists()  # type: ignore[misc]  # each kind has its own


def _delete_bytes(instance: Stored, **_kwargs) -> None:
    """The bytes go when the row has gone for good, never before."""
    if place := instance.file.name:  # type: ignore[attr-defined]  # each kind says how its file is called there
        transaction.on_commit(lambda: default_storage.delete(place))
