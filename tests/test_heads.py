"""HEAD asks for the head of an answer: wherever GET is answered, HEAD is answered alike, and without a body."""

import pytest
from django.db import transaction

from tests.test_access import ROUTES, address, world  # noqa: F401 - a fixture


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_head_is_answered_as_a_get_is(world, name):  # noqa: F811
    for visitor in ("owner", "anonymous"):
        answers = {}
        for method in ("get", "head"):
            with transaction.atomic():
                cookies = world.clients[visitor].cookies.copy()
                answers[method] = getattr(world.clients[visitor], method)(address(world, name, visitor))
                world.clients[visitor].cookies = cookies
                transaction.set_rollback(True)
        expected = answers["get"].status_code
        assert answers["head"].status_code == expected, f"{name} as {visitor}: say require_safe, not require_GET"
        assert not (answers["head"].content if not answers["head"].streaming else b"".join(answers["head"]))
