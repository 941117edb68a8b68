"""Reading goes on where nothing can be written: while somebody writes for long, and on a read-only database."""

import time
from itertools import product

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from tests.locks import read_only, somebody_writing
from tests.test_access import ROUTES, address, fits, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("hindrance", [somebody_writing, read_only])
def test_every_page_can_be_read(world, hindrance):
    # An account that was made by the command line gets its address noted when it first looks at it.
    EmailAddress.objects.create(user=world.alice, email=world.alice.email, primary=True)
    wrong = []
    with hindrance():
        # The one is left, not read; the other is to tell that nothing can be written.
        for name, visitor in product(ROUTES.keys() - {"account_logout", "readyz"}, ("owner", "holder")):
            client, expected = world.clients[visitor], ROUTES[name][visitor][0]
            client.raise_request_exception = False
            cookies, begun = client.cookies.copy(), time.monotonic()
            answer = client.get(address(world, name, visitor))
            client.cookies, spent = cookies, time.monotonic() - begun
            # The first page of a run loads the models of the suggestions.
            if not fits(answer, expected) or spent > settings.WRITERS_WAIT / 2:
                wrong.append(f"{visitor} {name}: {answer.status_code} after {spent:.1f} s")
    assert not wrong
