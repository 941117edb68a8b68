"""The kinds of rows that have something in common, found by what they derive from and not by a list."""

from collections.abc import Callable
from typing import cast

from django.apps import apps
from django.db import models


def kinds_of[Base: models.Model](base: Callable[..., Base]) -> list[type[Base]]:
    """Every kind of row of this app that derives from the class `base`, by name."""
    is_one = cast(type[Base], base)
    found = (model for model in apps.get_app_config("evidence").get_models() if issubclass(model, is_one))
    return sorted(found, key=lambda model: model.__name__)
