"""Markdown of a summary as HTML that is safe to show to anybody: words, lists and links, nothing else."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from insights.links import SCHEMES, is_linkable

TAGS = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "a"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}


def _headings_under_the_page(tokens: list[Token]) -> None:
    # The page has the first two levels for itself.
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2") else "h4"


_writer = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
_writer.validateLink = is_linkable  # type: ignore[method-assign]


def to_html(text: str) -> SafeString:
    """`text` (CommonMark) as HTML of the few tags above: no images, no raw HTML; links do not vouch."""
    tokens = _writer.parse(text)
    _headings_under_the_page(tokens)
    html = _writer.renderer.render(tokens, _writer.options, {})
    return mark_safe(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=set(SCHEMES),
            url_relative="deny",
            link_rel="nofollow noopener",
        )
    )
