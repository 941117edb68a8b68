"""Files: stored beside their row, both or neither, within the person's room."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from evidence.files import store_bytes
from tests.factories import make_win


def test_a_file_is_stored_under_a_name_that_says_nothing(alice):
    artifact = store_bytes(make_win(alice), "Notes.txt", b"What we found")
    assert artifact.name == "Notes.txt"
    assert artifact.file.name.startswith(f"artifacts/{alice.pk}/")
    assert "otes" not in artifact.file.name
    with default_storage.open(artifact.file.name) as content:
        assert content.read() == b"What we found"


def test_a_file_of_another_kind_is_not_taken(alice):
    with pytest.raises(ValidationError, match="of a kind that is not taken"):
        store_bytes(make_win(alice), "setup.exe", b"MZ")
    assert not default_storage.exists("artifacts")
