"""Labelled texts, and how well a text model reads them."""

from insights.text_models.training.data import HERE, Text, read
from insights.text_models.training.measure import measured


def texts(name: str) -> list[Text]:
    """The texts of one file of the training."""
    return read(HERE / name)


__all__ = ["Text", "measured", "texts"]
