"""Own fields that come from the company's server are learned of before they are shown."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import QEvent, QObject

from desktop.core.changes import Changes
from desktop.views.customizing.customizing import Customizing

FIELDS = {"custom_field": frozenset({uuid.uuid4()})}


class Watch(QObject):
    """Counts how often the words of a window are written anew."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched, event) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.LanguageChange
        return False


@pytest.fixture
def customizing(qt_loop, window):
    return Customizing(window)


def test_what_was_pulled_is_taken_over_before_it_is_shown(customizing, backstage, window, qtbot):
    watch = Watch(window)
    told = Changes(FIELDS)
    backstage.jobs.changes.changed.emit(told)
    assert watch.count == 0
    qtbot.waitUntil(lambda: watch.count > 0, timeout=10_000)
    assert backstage.commands.heard == [told]


def test_what_was_made_here_is_shown_at_once(customizing, backstage, window, qtbot):
    watch = Watch(window)
    backstage.jobs.changes.changed.emit(Changes(FIELDS, 5, "custom_field.create"))
    qtbot.waitUntil(lambda: watch.count > 0, timeout=10_000)
    assert backstage.commands.heard == []


def test_other_changes_are_none_of_its_business(customizing, backstage, window, qtbot):
    backstage.jobs.changes.changed.emit(Changes({"account": frozenset()}))
    qtbot.waitUntil(lambda: not backstage.jobs.busy(), timeout=10_000)
    assert backstage.commands.heard == []
