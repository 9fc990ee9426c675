"""Rich text: only what the program itself writes, whatever came in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.kinds.rich import (
    Block,
    Run,
    Style,
    clean_rich,
    looks_rich,
    plain_text,
    read_rich,
    write_rich,
)
from desktop.core.merge import merge_lines

PIECES = [
    "<p>", "</p>", "<P CLASS=x>", "<div>", "</div>", "<b>", "</b>", "<i>", "</em>", "<u>", "<s>",
    "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<h1>", "</h1>", "<h5>", "<br/>", "<script>alert(1)",
    "</script>", "<style>p{}", "</style>", "<img src=x onerror=alert(1)>", "<svg onload=x>",
    "<iframe src='https://x.vn'>", '<a href="javascript:alert(1)">', "<a href=' jAvA\tscript:x'>",
    "<a href='data:text/html,x'>", '<a href="https://abc.vn/?a=1&amp;b=2">', "</a>",
    "<a href='https://x.vn/\"onclick=x'>", '<span style="color:red;background:url(http://x)">',
    "<span style='color:#d92d20'>", "</span>", "<font color='#00f'>", "</font>", "<!--", "-->",
    "<![CDATA[", "<?php", "&lt;script&gt;", "&amp;", "&#60;b&#62;", "&#x338;", "&#0;", "\x00", "<",
    ">", '"', "'", "dòng một", "  ", "\n", "\u0301", "\u0338", "\u00a0", "a", "<table><tr><td>",
]  # fmt: skip
HTML = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14).map("".join)
ALLOWED = re.compile(
    r'<(?:/?(?:p|h[1-3]|ul|ol|li|strong|em|u|s|span|a)|br|span style="color:#[0-9a-f]{6}"'
    r'|a href="(?:https?://|mailto:|tel:)[^"<>\s]*")>'
)
from tests.speed import quickest


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_nothing_but_our_own_marks_is_ever_written(text):
    written = clean_rich(text) or ""
    assert "<" not in ALLOWED.sub("", written)
    assert ">" not in ALLOWED.sub("", written)
    assert "\x00" not in written


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_rich(text)
    assert clean_rich(once) == once
    if once is not None:
        assert looks_rich(once)
        assert write_rich(read_rich(once)) == once


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("aă<>&\"' \u00a0;#/p", max_size=8), max_size=4).map("\n".join))
def test_plain_text_keeps_its_words(text):
    if looks_rich(text):
        return
    assert plain_text(clean_rich(text)).split() == text.replace("\u00a0", " ").split()


@pytest.mark.parametrize(
    ("given_html", "written"),
    [
        ("một\nhai", "<p>một</p>\n<p>hai</p>"),
        ("a\n\nb", "<p>a</p>\n<p></p>\n<p>b</p>"),
        ("3 < 5 & 7 > 2", "<p>3 &lt; 5 &amp; 7 &gt; 2</p>"),
        ("<b>đậm</b> và <i>nghiêng</i>", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
        ("<ul><li>a<li><p>b</p></ul>c", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>"),
        ("<ol><li>1</li></ol>", "<ol>\n<li>1</li>\n</ol>"),
        ("<h1>To</h1><h4>Nhỏ</h4>", "<h1>To</h1>\n<h3>Nhỏ</h3>"),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ('<a href="javascript:x()">bấm</a>', "<p>bấm</p>"),
        ('<a href="https://a.vn">a</a>', '<p><a href="https://a.vn">a</a></p>'),
        ("<p>a</p><script>x</script><p>b", "<p>a</p>\n<p>b</p>"),
        ('<span style="color:#000000">đen</span>', "<p>đen</p>"),
        ("<p> <img src='http://x/y.png'> </p>", None),
        ("", None),
    ],
)
def test_html_of_anybody_becomes_ours(given_html, written):
    assert clean_rich(given_html) == written


def test_its_text_is_read_in_lines():
    rich = clean_rich("<h1>Họp</h1><ul><li>giá</li></ul><ol><li>gọi</li><li>gửi</li></ol>")
    assert plain_text(rich) == "Họp\n• giá\n1. gọi\n2. gửi"


def test_styles_of_one_run_are_written_in_one_order():
    style = Style(bold=True, italic=True, strike=True, colour="#d92d20")
    written = write_rich([Block(runs=(Run("x", style),))])
    assert read_rich(written or "") == (Block(runs=(Run("x", style),)),)


def test_two_people_may_change_different_paragraphs():
    base = "<p>một</p>\n<p>hai</p>\n<p>ba</p>"
    mine, theirs = base.replace("một", "1"), base.replace("ba", "3")
    assert clean_rich(merge_lines(base, mine, theirs)) == "<p>1</p>\n<p>hai</p>\n<p>3</p>"


@pytest.mark.parametrize(
    "text",
    ["<b>" * 50_000, "<p><" * 40_000, "<a href='" * 50_000, "<!--" * 50_000, " \n" * 90_000,
     "<script>" * 50_000, "<i>" * 30_000 + "</b>" * 30_000, "</" * 90_000, "&" * 200_000,
     ("<a " + "x" * 3000 + ">") * 80],
    ids=range(10),
)  # fmt: skip
def test_a_hostile_text_takes_no_long_time(text):
    assert quickest(lambda: clean_rich("<p>" + text), times=1) < 6
