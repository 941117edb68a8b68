"""Trained weights, as data: read only if they are, to the byte, what the training wrote."""

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CHECKSUMS = HERE / "SHA256SUMS"


class WrongWeights(Exception):
    """A file of weights is not the one that was committed."""


def checked(path: Path) -> bytes:
    """The bytes of a file of weights. Raises `WrongWeights` if its checksum is not the one that was noted."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != noted().get(path.name):
        raise WrongWeights(f"{path.name} is not what the training wrote: run make train, or take the committed file.")
    return content


@cache
def noted() -> dict[str, str]:
    """The checksum of each file, as `sha256sum` writes them."""
    return {name: digest for digest, name in map(str.split, CHECKSUMS.read_text().splitlines())}
