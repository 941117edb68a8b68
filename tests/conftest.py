"""What every test can ask for: the cast (alice, her manager maya, stranger bob), and the catalogue."""

import os

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from evidence.models import User
from tests.factories import make_user
from tests.telling import suggest_each

# A slow machine is no mistake. In CI the same inputs come every time; elsewhere new ones are tried.
hypothesis.register_profile(
    "calm", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.load_profile("calm")


ON_A_DATABASE = {"db", "transactional_db", "database", "empty_database"}
"""The fixtures by which a test asks for a database; without one of them Django lets nobody at it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out the tests that ask nothing of a database: they have run already, and would say the same",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a second run, on another database, leaves out what would be the same test again."""
    if not config.getoption("--second-database"):
        return
    again = [asks_for_a_database(item) and not item.get_closest_marker("any_database") for item in items]
    config.hook.pytest_deselected(items=[item for item, is_other in zip(items, again, strict=True) if not is_other])
    items[:] = [item for item, is_other in zip(items, again, strict=True) if is_other]


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test, by itself or by one of its fixtures, asks for a database."""
    return item.get_closest_marker("django_db") is not None or bool(
        ON_A_DATABASE & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(scope="session", autouse=True)
def every_route_is_there() -> None:
    """Some routes are made only where mail is set up, when routes are first asked for: so in every order of tests."""
    with override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory"):
        get_resolver().url_patterns  # noqa: B018 - asking makes them


@pytest.fixture(autouse=True)
def media_of_this_test(settings, tmp_path) -> None:
    """Uploaded files of one test are not seen by another."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _rate_limits_start_anew(request: pytest.FixtureRequest) -> None:
    # A rolled back test takes its counts with it; this is for those that commit.
    if "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def telling_words(monkeypatch) -> None:
    """In place of the text model a few words that everybody can follow: see tests/telling.py."""
    monkeypatch.setattr("evidence.wins.offers.suggest_each", suggest_each)


@pytest.fixture
def alice(db) -> User:
    """The person whose evidence it is: a Senior PM on the manager track, so judged for Director."""
    return make_user("alice@example.org", name="Alice Moreau")


@pytest.fixture
def maya(db) -> User:
    """Alice's manager; she has an account of her own, which gives no right to Alice's things."""
    return make_user("maya@example.org", name="Maya Okafor", level_id="director")


@pytest.fixture
def bob(db) -> User:
    """A stranger with an account."""
    return make_user("bob@example.org", name="Bob Stranger")


def _signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def alices_browser(alice) -> Client:
    """A browser in which Alice is signed in."""
    return _signed_in(alice)


@pytest.fixture
def mayas_browser(maya) -> Client:
    """A browser in which Maya is signed in."""
    return _signed_in(maya)


@pytest.fixture
def bobs_browser(bob) -> Client:
    """A browser in which Bob is signed in."""
    return _signed_in(bob)
