"""Looking writes nothing: a GET of packets, of shared pages, of the account and its data leaves every row as it was."""

import pytest

from tests import test_access

pytestmark = pytest.mark.django_db
world = test_access.world
"""The fixture with one of everything that the routes are about."""

NAMES = sorted(
    name
    for name in test_access.ROUTES
    if name.startswith(("packet", "shared-", "settings", "evidence-")) or name in ("welcome", "privacy", "sample")
)
VISITS = {"shared-page"}
"""A visit is noted on its link, on purpose: see `Door.note_visit`."""


@pytest.mark.parametrize("name", NAMES)
def test_looking_writes_nothing(world, name):
    before = test_access.rows()
    for visitor in ("owner", "holder", "anonymous"):
        assert world.clients[visitor].get(test_access.address(world, name, visitor)).status_code < 500
    after = test_access.rows()
    changed = {model for model in after if after[model] != before[model]}
    assert changed == ({"ShareLink"} if name in VISITS else set()), f"a GET of {name} writes: {changed}"
