"""Which addresses may become links, and which are fit to be kept."""

import pytest

from insights.limits import URL_LENGTH
from insights.links import checked, is_linkable, site
from insights.problems import Unfit

SITES = {
    "https://a.example": "a.example",
    "http://a.example/?b=ü#c": "a.example",
    "HTTPS://A.EXAMPLE/": "a.example",
    "https://a_b.example:8080/x@y\\z": "a_b.example",
    "https://a.example?to=https://b.example@c": "a.example",
    "https://a.example#@b.example": "a.example",
    "http://localhost:8000/": "localhost",
    "https://127.0.0.1/": "127.0.0.1",
    "https://[::1]:8000/": "[::1]",
    "https://bücher.example/ä": "xn--bcher-kva.example",
    "https://BÜCHER.example": "xn--bcher-kva.example",
    "https://xn--bcher-kva.example": "xn--bcher-kva.example",
    "https://straße.example": "xn--strae-oqa.example",
    "https://аррӏе.example": "xn--80ak6aa92e.example",
    "https://קום.example": "xn--9dbq2a.example",
    "mailto:ana@example.org": "",
}
"""Links, and the site that a browser opens for each."""
KEPT = list(SITES)
TWO = [
    *(r"https://evil.example\@good.example", r"https://evil.example\good.example", r"https:\\evil.example/"),
    *("https://good.example@evil.example", "https://ana:secret@good.example/", "https://good.example:80@evil.example"),
    *("https://ex%61mple.org/", "https://ｅxample.org", "https://example。org", "https://exa\u034fmple.org"),
    *(
        "https://1.1/",
        "https://0x7f.1",
        "https://017700000001",
        "https://127.1",
        "https://01.2.3.4",
        "https://256.1.1.1",
    ),
    *("https://[::ffff:1.2.3.4]", "https://[fe80::1%25eth0]", "https://xn--a.example", "https://a.example:99999"),
    *("https://e\u0301.example", "https://a..example", "https://1א.example", "https://a!b.example"),
    "https://" + "a" * 64 + ".example",
]
"""Links that browsers and people, or two programs, could read in two ways."""
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


@pytest.mark.parametrize("url", KEPT)
def test_the_site_is_the_one_that_a_browser_opens(url):
    assert site(url) == SITES[url]


@pytest.mark.parametrize("url", TWO)
def test_what_may_lead_to_another_site_than_it_shows_is_refused(url):
    assert not site(url)
    assert not is_linkable(url)
    with pytest.raises(Unfit) as error:
        checked(url)
    assert "site it leads to" in str(error.value) or "is not a link" in str(error.value)


@pytest.mark.parametrize("url", REFUSED)
def test_what_does_not_is_refused_with_the_reason(url):
    with pytest.raises(Unfit) as error:
        checked(url)
    assert str(error.value).endswith(REFUSED[url])


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", " https://a.example", "\x01https://a", "https://", "mailto: x", "https:a.example"),
        *("https://a.ex\tample", "https://a.example/\nx", "java\tscript:alert(1)", "https:///a.example", "//a.example"),
        *("https://a.example/\u202egpj.exe", "https://a\u200b.example", "HTTPS://", "mailto:", "mailto://a.example"),
    ],
)
def test_nothing_else_becomes_a_link_on_a_page(url):
    assert not is_linkable(url)
