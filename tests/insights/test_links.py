"""Which addresses may become links, and which are fit to be kept."""

import pytest

from insights.limits import URL_LENGTH
from insights.links import checked, is_linkable
from insights.problems import Unfit

KEPT = ["https://a.example", "http://a.example/?b=ü#c", "HTTPS://A.EXAMPLE/", "mailto:ana@example.org"]
REFUSED = {
    "javascript:alert(1)": "must begin with https://, http:// or mailto:",
    "data:text/html,x": "must begin with https://, http:// or mailto:",
    "a.example": "must begin with https://, http:// or mailto:",
    "": "must begin with https://, http:// or mailto:",
    "https://": "is not a link",
    "https:///path": "is not a link",
    "mailto:": "is not a link",
    "http://[::1": "is not a link",
    "https://a.example/<b>": "is not a link",
    'https://a.example/"': "is not a link",
    "https://a.example/a b": "is not a link",
    "https://a.example/\ud800": "is not a link",
    "https://a.example/" + "x" * URL_LENGTH: f"is 2018 characters long, {URL_LENGTH} at most",
}


@pytest.mark.parametrize("url", KEPT)
def test_what_leads_somewhere_is_kept_as_it_is(url):
    assert checked(url) == url
    assert is_linkable(url)


@pytest.mark.parametrize("url", REFUSED)
def test_what_does_not_is_refused_with_the_reason(url):
    with pytest.raises(Unfit) as error:
        checked(url)
    assert str(error.value).endswith(REFUSED[url])


@pytest.mark.parametrize("url", ["javascript:alert(1)", " https://a.example", "\x01https://a", "https://", "mailto: x"])
def test_nothing_else_becomes_a_link_on_a_page(url):
    assert not is_linkable(url)
