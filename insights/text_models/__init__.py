"""What tells which skills a text speaks for: a sentence model and a light one of words, or the light one alone."""

import hashlib
import logging
from functools import cache

from insights.text_models.reading import TextModel
from insights.text_models.weights import CHECKSUMS
from insights.text_models.word_model import light_model

log = logging.getLogger(__name__)


@cache
def text_model() -> TextModel:
    """Both models if this machine can run them, else the light one. Loaded once, which takes half a second."""
    try:
        from insights.text_models.together import both_models

        return both_models()
    except Exception as error:  # noqa: BLE001 - a package that is missing, a full disk: no page may fail for a suggestion
        log.warning("Skills are suggested by words alone: %s", error)
        return light_model()


@cache
def version() -> str:
    """A short name for what reads the texts: other weights, or the other model, give another."""
    return hashlib.sha256(CHECKSUMS.read_bytes() + text_model().name.encode()).hexdigest()[:12]
