"""HEAD asks for the head of an answer: wherever GET is answered, HEAD is answered alike, and without a body."""

from django.db import transaction

from tests.test_access import ROUTES, address, world  # noqa: F401 - a fixture


def test_a_head_is_answered_as_a_get_is(world):  # noqa: F811
    wrong = []
    for name in sorted(ROUTES):
        for visitor in ("owner", "anonymous"):
            answers = {}
            for method in ("get", "head"):
                with transaction.atomic():
                    cookies = world.clients[visitor].cookies.copy()
                    answers[method] = getattr(world.clients[visitor], method)(address(world, name, visitor))
                    world.clients[visitor].cookies = cookies
                    transaction.set_rollback(True)
            head = answers["head"]
            body = b"".join(head) if head.streaming else head.content
            if head.status_code != answers["get"].status_code or body:
                wrong.append(f"{name} as {visitor}: {head.status_code}, {len(body)} bytes")
    assert len(ROUTES) > 50
    assert not wrong, f"say require_safe, not require_GET: {wrong}"
