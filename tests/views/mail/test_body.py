"""The text of a message is shown, and nothing is loaded that was not handed over."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, Qt, QUrl
from PySide6.QtGui import QColor, QImage

from desktop.views.mail.body_colours import on_dark, turned
from desktop.views.mail.body_view import BodyView, GuardedDocument, text_as_html
from desktop.views.mail.part_copies import decoded
from desktop.views.tokens import contrast


@pytest.fixture
def body(qtbot) -> BodyView:
    made = BodyView()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


@pytest.fixture
def blue() -> QImage:
    made = QImage(40, 20, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.blue)
    return made


def show(body: BodyView, html: str, pictures=None) -> None:
    body.show_body(html, "", pictures or {})
    body.grab()


def shown_colours(body: BodyView) -> set[str]:
    image = body.viewport().grab().toImage()
    points = [(x, y) for x in range(0, 200, 2) for y in range(0, 100, 2)]
    return {image.pixelColor(x, y).name() for x, y in points}


def test_a_picture_of_the_message_is_shown(body, blue):
    show(body, '<img src="cid:logo">', {"cid:logo": blue})
    assert "#0000ff" in shown_colours(body)


@pytest.mark.parametrize(
    "address", ["file:///{}", "{}", "//evil/share/{}", "remote:x", "http://h/{}"]
)
def test_no_file_and_no_other_computer_is_asked_for_a_picture(body, blue, tmp_path, address):
    path = tmp_path / "secret.png"
    blue.save(str(path))
    address = address.format(str(path).lstrip("/") if "//" in address else path)
    show(body, f'<p>x</p><img src="{address}">')
    assert "#0000ff" not in shown_colours(body)


@pytest.mark.parametrize("address", ["file:///{}", "{}", "//evil/share/x.png", "http://h/x.png"])
def test_a_document_asks_nobody_else_for_a_picture(blue, tmp_path, address):
    path = tmp_path / "secret.png"
    blue.save(str(path))
    document = GuardedDocument()
    document.setHtml(f'<img src="{address.format(path)}">')
    document.size()
    found = document.resource(2, QUrl(address.format(path)))
    assert (found.width(), found.height()) == (1, 1)
    assert document.refused


def test_a_picture_that_is_not_here_leaves_its_words_and_no_hole(body):
    show(body, '<p>a<img src="remote:x" width="300" height="600" alt="Logo của ABC">b</p>')
    assert body.toPlainText() == "a[Logo của ABC]b"
    assert body.document().size().height() < 200


def test_no_decoder_takes_a_picture_for_one_of_its_own(blue):
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    blue.save(buffer, "PNG")
    assert decoded(bytes(content.data())).width() == 40
    assert decoded(b"\x00" * 600) is None
    assert decoded(b"\x89PNG" + b"\x00" * 600) is None


def test_a_document_is_never_left_for_another(body, tmp_path):
    show(body, "<p>mine</p>")
    page = tmp_path / "page.html"
    page.write_text("<p>another</p>", encoding="utf-8")
    body.setSource(QUrl.fromLocalFile(str(page)))
    assert body.toPlainText() == "mine"


def test_a_link_is_told_and_not_followed(body, qtbot):
    show(body, '<a href="https://abc.vn/x">here</a>')
    with qtbot.waitSignal(body.link_clicked) as told:
        body.anchorClicked.emit(QUrl("https://abc.vn/x"))
    assert told.args == ["https://abc.vn/x"]
    assert body.toPlainText() == "here"


def test_words_keep_their_lines_and_addresses_become_links(body):
    body.show_body("", "Chào <anh>\nxem https://abc.vn/a?b=1.\n> cũ", {})
    assert body.toPlainText() == "Chào <anh>\nxem https://abc.vn/a?b=1.\n> cũ"
    assert 'href="https://abc.vn/a?b=1"' in text_as_html("https://abc.vn/a?b=1.", "#888888")


@given(st.text(max_size=300))
def test_no_words_become_markup(text):
    made = text_as_html(text, "#888888")
    rest = made.replace("<br>", "").replace("</a>", "").replace("</span>", "")
    rest = rest.replace('<span style="color:#888888">', "")
    assert "<" not in rest.replace('<a href="', "")


@given(st.integers(0, 0xFFFFFF))
def test_black_on_white_becomes_light_on_dark(number):
    """What was read well on white is read on dark ground."""
    colour = f"#{number:06x}"
    if contrast(colour, "#ffffff") >= 4.5:
        assert contrast(turned(colour), "#1f242c") >= 4.5
    assert QColor(turned(colour)).isValid()


def test_grounds_borders_and_letters_are_turned_alike():
    turned_html = on_dark(
        '<td bgcolor="#ffffff" style="color:#000;border:1px solid #eeeeee">white</td>'
    )
    assert "#ffffff" not in turned_html
    assert "#eeeeee" not in turned_html
    assert turned_html.endswith(">white</td>")


def test_a_long_message_is_turned_in_a_moment():
    cell = '<td style="color:#123456;background-color:rgb(250, 250, 250)">chữ</td>'
    started = time.process_time()
    on_dark(cell * 5_000)
    assert time.process_time() - started < 5
