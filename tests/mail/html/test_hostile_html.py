"""HTML made to harm: no script, no handler, nothing fetched, nothing that keeps anybody busy."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from desktop.core.mime import read_message
from desktop.core.mime.safe_html import REMOTE
from desktop.mail.html import safe_html
from tests.mime_corpus import MAIL, name_of

HOSTILE = (Path(__file__).parent / "hostile.txt").read_text("utf-8").splitlines()

_TAG = re.compile(r'<(/?)([a-zA-Z][^\s/>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'\s([^\s=]+)="([^"]*)"')
TAGS = frozenset(
    "a b big blockquote br caption cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i"
    " img ins kbd li ol p pre s samp small span strike strong sub sup table tbody td tfoot th"
    " thead tr tt u ul var".split()
)
ATTRIBUTES = frozenset(
    "style dir align href title name src width height alt border cellpadding cellspacing bgcolor"
    " bordercolor valign colspan rowspan nowrap color face size start type".split()
)


def assert_harmless(html: str) -> None:
    """Fail unless HTML is of known tags and attributes and names nothing that is fetched."""
    rest = _TAG.sub("", html)
    assert "<" not in rest
    for tag in _TAG.finditer(html):
        assert tag[2] in TAGS
        for name, value in _ATTRIBUTE.findall(tag[3]):
            assert name in ATTRIBUTES
            if name == "src":
                assert value.startswith(("cid:", REMOTE, "data:image/"))
                assert not value.startswith("data:image/svg")
            elif name == "href":
                assert value.startswith(("http://", "https://", "mailto:", "tel:", "#"))
            elif name not in {"title", "alt", "name"}:
                assert not re.search(r"(?i)url\s*\(|://|\\\\|expression|javascript|@import", value)


class Document(QTextDocument):
    """Remembers what the viewer asks for, and gives it nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, kind: int, name: QUrl) -> object:  # noqa: N802 - Qt's name
        self.asked.append(name.toString())
        return None


def resources_of(html: str) -> list[str]:
    document = Document()
    document.setHtml(html)
    document.setTextWidth(600)
    document.size()
    return document.asked


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_is_left(source, qapp):
    shown = safe_html(f"<p>trước</p>{source}<p>sau</p>")
    assert_harmless(shown.html)
    assert "trước" in shown.html
    for asked in resources_of(shown.html):
        assert asked.startswith(("cid:", REMOTE, "data:image/"))
    # Once more, so that nothing awakes in what was made.
    assert_harmless(safe_html(shown.html).html)


@pytest.mark.parametrize("path", MAIL, ids=name_of)
def test_the_html_of_strangers_is_harmless(path):
    assert_harmless(safe_html(read_message(path.read_bytes()).body.html).html)


SECONDS = 6.0
BOMBS = {
    "divisions": "<div>" * 100_000,
    "closed divisions": ("<div>" * 250 + "x" + "</div>" * 250) * 80,
    "hidden from a count": "<textarea><!--</textarea>" + "<div>" * 100_000 + "-->",
    "ends in comments": "<div><!--</div>-->" * 40_000,
    "ends in attributes": '<div a="</div>">' * 40_000,
    "in a style of svg": "<svg><style>" + "<div>" * 100_000 + "</style>",
    "tables": "<table><tr><td>" * 3_000 + "x",
    "wide tables": "<table width=100%><tr><td>a</td><td>" * 60 + "x",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
    "attributes behind a quote": '<p a=">" ' + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
    "formats that begin anew": "<p>" + "".join(f'<font color="#{n:06d}">' for n in range(290))
    + "</p>" + "<p>x</p>" * 40_000,
    "open signs": "<" * 500_000,
    "comments": "<!--" * 100_000,
    "references": "&#" * 300_000,
    "names": "&amp;" * 140_000,
    "sheets": "<style>" + ".a .b .c .d{color:red}" * 1_000 + "</style>"
    + "<div class='a b c d'>" * 250 + "<p class='a b'>x" * 1_600,
    "braces": "<style>" + "@media x{" * 50_000 + "</style><p>x",
    "spans": "<table>" + ("<tr>" + "<td colspan=100 rowspan=500>x" * 20) * 50 + "</table>",
    "an endless word": "a" * 300_000,
    "styles": '<p style="' + "color:red;" * 100_000 + '">x',
    "hidden": '<div style="display:none">' * 250 + "<p>x" * 20_000,
    "pictures": '<img src="http://a/b">' * 20_000,
    "links": '<a href="http://x">x</a>' * 16_000,
}  # fmt: skip


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_made_safe_and_laid_out_in_a_moment(source, qapp):
    started = time.process_time()
    shown = safe_html(source)
    assert_harmless(shown.html)
    resources_of(shown.html[:200_000])
    assert time.process_time() - started < SECONDS
    assert len(shown.html) < 6 * len(source) + 1_000


def test_a_layout_that_is_too_complex_leaves_its_words():
    shown = safe_html("<p>chào" * 60_000)
    assert shown.notice
    assert "chào" in shown.html


def test_a_picture_within_the_text_is_looked_at_before_it_is_shown():
    huge = "iVBORw0KGgoAAAANSUhEUgAA/////////wgGAAAA"  # a PNG with a side of 65,535 points
    assert "<img" not in safe_html(f'<img src="data:image/png;base64,{huge}">').html
    dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    assert "data:image/gif" in safe_html(f'<img src="data:image/gif;base64,{dot}">').html
