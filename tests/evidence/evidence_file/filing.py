"""What the tests of the evidence file share: files to bring in, and a look at every row."""

import json

from django.apps import apps

from evidence.evidence_file.from_rows import evidence_of
from evidence.evidence_file.importing import Import, take_in
from evidence.evidence_file.parcels import Parcel
from evidence.models import User
from insights.evidence_format import EvidenceFile, dumps, read
from tests.evidence.evidence_file.made_up import TODAY
from tests.insights.example import example


def newcomer(email: str = "nobody@example.org") -> User:
    """Somebody whose account and profile are empty."""
    return User.objects.create_user(email)


def file(*changes, **areas) -> EvidenceFile:
    """The example of the format, changed; `areas` take the place of its own."""
    return read(json.dumps({**example(*changes), **areas}), TODAY)


def bring(user: User, evidence: EvidenceFile, **how) -> Import:
    return take_in(user, Parcel(evidence, sha256=""), **how)


def out(user: User) -> str:
    return dumps(evidence_of(user))


def rows() -> dict[str, list]:
    """Every row of every table of the app."""
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("evidence").get_models()
    }
