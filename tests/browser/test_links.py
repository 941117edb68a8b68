"""Which site a link opens: what we say of it, and what the browser does."""

import random

from insights.links import is_linkable, site

PIECES = [
    *"abzAZ019-_.:/?#@\\%[]éßςΣıİ。ａ٣م\u200c\u0301ǅﬁæ中うㄱא'!$&()*+,;=~^`{|}\"<>\t\n\u00ad\u0640ⅷ²½👍ᏣႠ",
    *("xn--", "0x", "127.0.0.1", "[::1]", "example", ".com", "https://", "%61", ".example", "xn--bcher-kva"),
]
HOSTNAME = "all => all.map(url => { try { return new URL(url).hostname } catch { return null } })"


def test_the_browser_opens_the_site_that_is_told_of_every_link_that_is_taken(chromium):
    made = random.Random(9)
    tried = (
        f"https://{''.join(made.choices(PIECES, k=made.randint(1, 6)))}{made.choice(['', '/p'])}" for _ in range(40_000)
    )
    links = [url for url in dict.fromkeys(tried) if is_linkable(url)]
    assert len(links) > 1_000
    page = chromium.new_page()
    opened = page.evaluate(HOSTNAME, links)
    page.close()
    assert [(url, site(url), by) for url, by in zip(links, opened, strict=True) if site(url) != by] == []
