"""The look is applied to everything at once, and quickly."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.appearance import apply_theme
from desktop.views.fonts import FAMILY, load_fonts
from desktop.views.icons import icon
from desktop.views.message_box import TELLS, message_box
from desktop.views.theme import THEME_NAMES, look
from desktop.views.tokens import DENSITIES, THEMES, TYPE_SCALE
from tests.speed import quickest


@pytest.fixture(autouse=True)
def _leave_the_look_as_it_was(qapp):
    yield
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", THEME_NAMES)
def test_a_theme_colours_the_whole_program(qapp: QApplication, name: str):
    apply_theme(qapp, name)
    expected = look().colour("window")
    assert qapp.palette().color(QPalette.ColorRole.Window) == expected


def test_whoever_keeps_pictures_hears_of_a_change(qapp, qtbot):
    apply_theme(qapp, "light")
    with qtbot.waitSignal(look().changed):
        apply_theme(qapp, "dark")
    assert look().colours is THEMES["dark"]


def test_applying_the_same_look_again_changes_nothing(qapp, qtbot):
    apply_theme(qapp, "light", "normal", 100)
    with qtbot.assertNotEmitted(look().changed):
        apply_theme(qapp, "light", "normal", 100)


def test_density_and_size_of_text_give_the_row_height(qapp):
    apply_theme(qapp, "light", "roomy", 150)
    assert look().row_height == 54


def test_a_larger_text_makes_buttons_larger(qapp, qtbot):
    button = QPushButton("Đóng")
    qtbot.addWidget(button)
    before = button.sizeHint().height()
    apply_theme(qapp, "light", "normal", 150)
    qtbot.waitUntil(lambda: button.sizeHint().height() > before)


def test_a_roomier_density_makes_buttons_higher(qapp, qtbot):
    button = QPushButton("Đóng")
    qtbot.addWidget(button)
    before = button.sizeHint().height()
    apply_theme(qapp, "light", "roomy")
    qtbot.waitUntil(lambda: button.sizeHint().height() > before)


def test_the_typeface_is_ours(qapp):
    apply_theme(qapp, "light")
    assert load_fonts() == FAMILY == qapp.font().family()


def test_stacked_accents_fit_into_the_lowest_row(qapp):
    apply_theme(qapp, "light", "compact")
    rect = QFontMetrics(qapp.font()).tightBoundingRect("ỄỘẪỆỠgjpq")
    assert rect.height() <= DENSITIES["compact"].row


def test_a_theme_switch_with_many_widgets_is_quick(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for number in range(600):
        layout.addWidget(QPushButton(str(number)) if number % 2 else QLineEdit(str(number)))
    window.show()
    qtbot.waitExposed(window)

    def there_and_back() -> None:
        apply_theme(qapp, "light")
        apply_theme(qapp, "dark")

    assert quickest(there_and_back) < 0.2


@pytest.mark.parametrize("step", TYPE_SCALE)
def test_no_accent_is_cut_off_in_a_label(qapp, step):
    apply_theme(qapp, "light")
    metrics = QFontMetrics(look().font(step, 600))
    ink = metrics.tightBoundingRect("ỖỄẪẴ")
    assert -ink.top() <= metrics.ascent() + 1  # the edge of anti-aliasing may


def test_buttons_of_dialogs_bear_no_pictures_of_the_desktop(qapp):
    apply_theme(qapp, "light")
    for which in (
        QStyle.StandardPixmap.SP_DialogCancelButton,
        QStyle.StandardPixmap.SP_DialogOkButton,
    ):
        assert qapp.style().standardIcon(which).isNull()


@pytest.mark.parametrize("words", [3, 9, 40])
def test_a_message_shows_its_whole_sentence(qapp, qtbot, words):
    box = message_box(TELLS, "Chi tiết " * words)
    qtbot.addWidget(box)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.show()
    label = next(one for one in box.findChildren(QLabel) if one.text() == box.text())
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    assert label.wordWrap() or label.width() >= label.sizeHint().width()
    assert label.height() >= needed


@pytest.mark.parametrize("words", ["", "Gọi đi"])
def test_a_button_that_is_on_is_read_in_every_theme(qapp, qtbot, words):
    apply_theme(qapp, "contrast")
    button = QToolButton(text=words, checkable=True, checked=True, autoRaise=True)
    button.setIcon(icon("phone"))
    if words:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    qtbot.addWidget(button)
    button.show()
    drawn = button.grab().toImage()
    points = [(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    inner = [drawn.pixelColor(x, y) for x, y in points if 4 < y < drawn.height() - 4 and x > 4]
    assert look().colour("on_accent_soft") in inner
    assert look().colour("text") not in inner
