"""Chips stand beside each other, however they come and go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow_layout import FlowLayout


def test_what_is_put_behind_a_new_chip_makes_room_for_it(qtbot):
    bar = QWidget()
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    layout = FlowLayout(bar)
    last = Chip("Clear filter", parent=bar)
    layout.addWidget(last)
    bar.show()
    before = last.x()
    layout.removeWidget(last)
    chip = Chip("Care stopped on is filled", parent=bar)
    layout.addWidget(chip)
    chip.show()
    layout.activate()  # as showing the chip may do
    layout.addWidget(last)
    qtbot.waitUntil(lambda: last.x() > before, timeout=10_000)
    assert not chip.geometry().intersects(last.geometry())
