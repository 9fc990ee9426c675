"""Icons are sharp and take the colours of the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from desktop.views import icons
from desktop.views.appearance import apply_theme
from desktop.views.icons import icon, icon_exists, pixmap
from desktop.views.theme import look


@pytest.fixture(autouse=True)
def _light(qapp):
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


def strongest_colour(drawn: QPixmap) -> QColor:
    image = drawn.toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    x, y = max(points, key=lambda point: image.pixelColor(*point).alpha())
    return image.pixelColor(x, y)


def near(first: QColor, second: QColor) -> bool:
    return all(
        abs(a - b) < 30 for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)
    )


def test_an_icon_takes_the_colour_of_the_text():
    assert near(strongest_colour(icon("user").pixmap(32, 32)), look().colour("text"))


def test_an_icon_made_before_a_theme_switch_follows_it(qapp):
    made = icon("user")
    apply_theme(qapp, "dark")
    assert near(strongest_colour(made.pixmap(32, 32)), look().colour("text"))


def test_an_icon_can_have_a_colour_of_its_own():
    assert near(strongest_colour(icon("trash-2", "danger").pixmap(32, 32)), look().colour("danger"))


def test_a_disabled_icon_is_faded():
    drawn = icon("user").pixmap(QSize(32, 32), QIcon.Mode.Disabled)
    assert near(strongest_colour(drawn), look().colour("disabled"))


def test_an_icon_is_as_sharp_as_the_screen():
    drawn = icon("user").pixmap(QSize(16, 16), 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)


def test_a_drawing_is_rendered_once(monkeypatch):
    assert pixmap("phone", 16, "#123456") is pixmap("phone", 16, "#123456")


def test_no_name_gives_no_icon():
    assert icon("").isNull()


def test_a_name_that_does_not_exist_is_known_not_to():
    assert icon_exists("building-2")
    assert icon_exists("a-arrow-down")
    assert not icon_exists("building-2000")
    assert not icon_exists("uilding-2")


def test_an_unknown_name_shows_a_question_mark_and_is_logged(caplog):
    drawn = icon("no-such-icon").pixmap(16, 16)
    assert not drawn.isNull()
    assert "no such icon" in caplog.text


def test_an_icon_painted_on_a_sharp_screen_is_sharp():
    canvas = QPixmap(64, 64)
    canvas.setDevicePixelRatio(2)
    painter = QPainter(canvas)
    seen = []
    original = icons._render

    def note(name, size, percent, colour):
        seen.append((size, percent))
        return original(name, size, percent, colour)

    icons._render, kept = note, original
    try:
        icon("user").paint(painter, QRect(0, 0, 16, 16))
    finally:
        icons._render = kept
        painter.end()
    assert seen == [(16, 200)]
