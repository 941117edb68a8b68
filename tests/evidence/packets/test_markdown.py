"""Markdown of a summary: words, lists and links come through, nothing else does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.packets.markdown import to_html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT&#58;alert(1))",
        "[x](data:text/html,x)",
        "[x](/settings/delete/)",
        "[x](//evil.example)",
        "[x](vbscript:x)",
        r"[x](https://evil.example\\@good.example)",
        "[x](https://good.example@evil.example)",
        "<https://good.example@evil.example>",
        "![x](https://evil.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        '<b hx-get="/">x</b>',
        '<https://evil.example/" onclick=alert(1)>',
    ],
)
def test_hostile_markdown_stays_text(hostile):
    html = to_html(hostile)
    tags = re.findall(r"<[^>]*>", html)
    assert {re.match(r"</?(\w+)", tag)[1] for tag in tags} <= {"p", "a"}
    for tag in tags:
        assert re.fullmatch(r'</?p>|</a>|<a href="https?://[^"]*" rel="nofollow noopener">', tag), tag


def test_markdown_makes_words_lists_and_links():
    html = to_html("# Big\n\n**b** *i* [x](https://x.example) <mailto:a@b.example>\n\n- one\n")
    assert "<h3>Big</h3>" in html
    assert "<strong>b</strong> <em>i</em>" in html
    assert '<a href="https://x.example" rel="nofollow noopener">x</a>' in html
    assert '<a href="mailto:a@b.example" rel="nofollow noopener">' in html
    assert "<li>one</li>" in html


PLAIN = re.compile(
    r'</?(p|em|strong|ul|ol|li|blockquote|code|pre|h3|h4)>|<[bh]r>|</a>|<ol start="\d+">'
    r'|<a( href="(https?:|mailto:)[^"]*")? rel="nofollow noopener">'
)


@given(st.text(max_size=400) | st.text(alphabet="[]()<>!*_`#:/\\&;-+ \n\t'\"ahref=javscipt:onlk", max_size=400))
def test_whatever_is_typed_only_plain_tags_come_out(text):
    for tag in re.findall(r"<[^>]*>", to_html(text)):
        assert PLAIN.fullmatch(tag), tag
