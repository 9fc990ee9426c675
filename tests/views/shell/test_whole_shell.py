"""What holds for the shell as a whole: names for screen readers, language, leaks, speed."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.views.shell.about_dialog import AboutDialog
from desktop.views.shell.first_run import FirstRunDialog
from desktop.views.shell.help_window import HelpWindow
from desktop.views.shell.settings_dialog import SettingsDialog
from desktop.views.shell.shortcut_sheet import ShortcutSheet
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.translator import use_language
from tests.speed import quickest
from tests.views.shell.stand_ins import id_of

ACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


def nameless(top: QWidget) -> list[str]:
    """Return what a screen reader could not name."""
    found = []
    for widget in top.findChildren(QWidget):
        own = type(widget).__module__.startswith(("desktop.", "PySide6"))
        inner = widget.objectName().startswith("qt_") or is_list_of_a_box(widget)
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (own and takes and isinstance(widget, ACTIVE)) or inner:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


def is_list_of_a_box(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QComboBox)


def test_everything_in_the_window_has_a_name(window):
    window.navigate(record("account", id_of(1)))
    window.toggle_palette()
    assert nameless(window) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda w: SettingsDialog(w.settings, w.commands, w),
        lambda w: ShortcutSheet(w.commands, w),
        HelpWindow,
        AboutDialog,
        lambda w: FirstRunDialog(w.settings, w),
    ],
    ids=["settings", "sheet", "help", "about", "first run"],
)
def test_everything_in_a_dialog_has_a_name(window, qtbot, make):
    dialog = make(window)
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


def words(top: QWidget) -> set[str]:
    labels = {w.text() for w in top.findChildren(QLabel)}
    buttons = {w.text() for w in top.findChildren(QAbstractButton)}
    menus = {action.text() for action in top.header.menus.actions()}
    return {word for word in labels | buttons | menus if word}


def test_all_words_follow_the_language_at_once(window, settings):
    english = words(window)
    settings.change(language="vi")
    QApplication.sendPostedEvents()
    vietnamese = words(window)
    settings.change(language="en")
    QApplication.sendPostedEvents()
    assert words(window) == english
    same = {word for word in english & vietnamese if word.isascii() and word.isalpha()}
    assert same == set()


def test_the_language_is_switched_quickly(window, settings):
    for number in range(6):
        window.navigate(record("account", id_of(number)))

    def there_and_back() -> None:
        for language in ("vi", "en"):
            settings.change(language=language)
            QApplication.sendPostedEvents()

    assert quickest(there_and_back) < 0.3


def test_the_theme_is_switched_quickly(window, settings):
    def there_and_back() -> None:
        for theme in ("dark", "light"):
            settings.change(theme=theme)
            QApplication.sendPostedEvents()

    assert quickest(there_and_back) < 0.3


def settled_wrappers() -> int:
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return len(shiboken6.getAllValidWrappers())


def open_and_close(window, make) -> None:
    dialog = make(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda w: SettingsDialog(w.settings, w.commands, w),
        lambda w: ShortcutSheet(w.commands, w),
        AboutDialog,
    ],
    ids=["settings", "sheet", "about"],
)
@pytest.mark.stall(2000)
def test_a_dialog_leaves_nothing_behind(window, make):
    open_and_close(window, make)
    before = settled_wrappers()
    for _time in range(15):
        open_and_close(window, make)
    assert settled_wrappers() - before <= 2


@pytest.mark.stall(2000)
def test_a_record_tab_leaves_nothing_behind(window):
    def open_and_close_tab() -> None:
        window.navigate(record("account", id_of(1)))
        window.commands.run("tab.close")

    open_and_close_tab()
    before = settled_wrappers()
    for _time in range(15):
        open_and_close_tab()
    assert settled_wrappers() - before <= 2


@pytest.mark.stall(2000)
def test_pages_that_are_long_unused_are_closed(window):
    for entity in ("account", "contact", "lead", "target", "call", "note", "source", "industry"):
        for in_bin in (False, True):
            window.navigate(Target(LIST, entity, bin=in_bin))
    assert window.workspace._stack.count() <= 13


def test_english_is_spoken_again_after_the_test(qapp):
    use_language(qapp, "en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
