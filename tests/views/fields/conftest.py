"""Editors on a window, with surroundings in memory."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.views.fields import field_editor
from tests.core.kinds.strategies import FIELDS
from tests.views.fields.doubles import Surroundings, record


@pytest.fixture
def around():
    return Surroundings(
        record(1, "Công ty Ánh Dương"),
        record(2, "Công ty Bình Minh"),
        record(3, "Đại lý Hoa Sen"),
        record(11, "Khách VIP", "tag"),
        record(12, "Nợ quá hạn", "tag"),
    )


@pytest.fixture
def form(qtbot):
    """A window with one more field, so that an editor can be left."""
    window = QWidget()
    window.resize(480, 320)
    window.other = QLineEdit(window)
    QVBoxLayout(window).addWidget(window.other)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def make(form, around, qtbot):
    """Return a function that makes the editor of a field (or of a kind) and puts the cursor in."""

    def make_editor(what, value=None, context=None):
        field = FIELDS.get(what, what)
        editor = field_editor(field, context or around.context, form)
        form.layout().insertWidget(0, editor)
        editor.show()
        editor.set_value(value)
        editor.edits = []
        editor.edited.connect(lambda: editor.edits.append(editor.value()))
        editor.focus_first()
        return editor

    return make_editor


@pytest.fixture
def leave(form):
    """Return a function that moves the cursor to the other field."""
    return form.other.setFocus
