"""The dialogs over the window: settings, keys, help, about, unsaved changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPushButton

from desktop.core.i18n import language
from desktop.core.settings import load_settings
from desktop.views.records.lists.table_habits import table_habits
from desktop.views.shell.about_dialog import PARTS, AboutDialog
from desktop.views.shell.help_pages import help_pages, search_pages
from desktop.views.shell.help_window import HelpWindow
from desktop.views.shell.keys_editor import KeysEditor
from desktop.views.shell.settings_dialog import SettingsDialog
from desktop.views.shell.shortcut_sheet import ShortcutSheet
from desktop.views.shell.targets import record
from desktop.views.theme import look
from tests.views.shell.stand_ins import id_of


def choose(dialog: SettingsDialog, name: str, value: str) -> None:
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.fixture
def settings_dialog(window, settings, qtbot):
    dialog = SettingsDialog(settings, window.commands, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_setting_is_seen_at_once_and_kept(settings_dialog, settings, profile):
    choose(settings_dialog, "theme", "dark")
    choose(settings_dialog, "font_scale", "125")
    assert (look().theme, look().font_scale) == ("dark", 125)
    settings.close()
    kept = load_settings(profile)
    assert (kept.theme, kept.font_scale) == ("dark", 125)


def test_the_dialog_speaks_the_new_language_at_once(settings_dialog, settings):
    before = settings_dialog.windowTitle()
    choose(settings_dialog, "language", "vi")
    assert language() == "vi"
    QApplication.sendPostedEvents()
    assert settings_dialog.windowTitle() != before
    settings.change(language="en")


def test_another_scheme_gives_other_keys(settings_dialog, window):
    choose(settings_dialog, "key_scheme", "thunderbird")
    assert window.commands.keys("record.next") == ("F",)


@pytest.fixture
def editor(window, settings, qtbot):
    made = KeysEditor(settings, window.commands)
    qtbot.addWidget(made)
    made.select("list.columns")
    return made


def test_an_action_gets_keys_of_ones_own(editor, window, settings):
    editor.keys.setKeySequence(QKeySequence("F12"))
    assert editor.use.isEnabled()
    editor.use.click()
    assert window.commands.keys("list.columns") == ("F12",)
    assert settings.settings.shortcuts == {"list.columns": ("F12",)}


def test_keys_that_are_taken_are_refused_and_named(editor):
    editor.keys.setKeySequence(QKeySequence("Ctrl+S"))
    assert not editor.use.isEnabled()
    assert "Save" in editor.message.text()


def test_keys_for_typing_are_refused(editor):
    editor.select("tools.settings")
    editor.keys.setKeySequence(QKeySequence("A"))
    assert not editor.use.isEnabled()
    assert "typing" in editor.message.text()


def test_keys_can_be_taken_away_and_reset(editor, window):
    editor.select("record.save")
    editor.remove.click()
    assert window.commands.keys("record.save") == ()
    editor.select("record.save")
    editor.reset.click()
    assert window.commands.keys("record.save") == ("Ctrl+S",)


def test_actions_are_found_without_accents(editor, vi_type):
    editor.field.setText("refr")
    assert [line.payload for line in editor.list.results] == ["list.refresh"]


def test_the_cheat_sheet_lists_what_can_be_done_here_with_its_keys(window, qtbot):
    sheet = ShortcutSheet(window.commands, window)
    qtbot.addWidget(sheet)
    lines = {line.text: line.hint for line in sheet.list.results}
    assert lines["Undo"] == "Ctrl+Z"
    assert "Filter" in lines
    assert "Duplicate" not in lines
    sheet.field.setText("ctrl+k")
    assert [line.text for line in sheet.list.results if not line.is_head] == ["Command palette"]


@pytest.fixture
def help_window(window, qtbot):
    made = HelpWindow(window)
    qtbot.addWidget(made)
    made.show_page()
    return made


def test_every_page_has_a_title_and_a_summary(vietnamese):
    pages = help_pages()
    assert len(pages) >= 8
    assert all(page.title and page.summary and page.name for page in pages)


def test_each_page_exists_in_both_languages(vietnamese, window):
    from desktop.views.shell.help_pages import _pages

    assert [p.name for p in _pages("vi")] == [p.name for p in _pages("en")]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_link_leads_to_a_page(code):
    import re

    from desktop.views.shell.help_pages import _pages

    pages = _pages(code)
    names = {page.name for page in pages}
    links = {link for page in pages for link in re.findall(r"\]\(([^)]+)\)", page.text)}
    assert {link for link in links if "//" not in link} <= names


def test_help_is_searched_without_accents(vietnamese):
    assert "undo" in [page.name for page in search_pages("hoan tac thung rac")][:2]


def test_a_link_shows_its_page(help_window):
    help_window.page.anchorClicked.emit(QUrl("undo"))
    assert "Undo" in help_window.page.toPlainText()


def test_typing_into_the_search_shows_the_best_page(help_window):
    help_window.field.setText("favourites")
    assert help_window.page.toPlainText()
    assert len(help_window.contents.results) < len(help_pages())


def test_f1_explains_what_is_in_view(window, qtbot):
    window.navigate(record("account", id_of(1)))
    window.commands.run("help.contents")
    opened = window.companions.dialogs._help
    assert opened.page.accessibleName() == next(
        page.title for page in help_pages() if page.name == "records"
    )
    opened.close()


def test_the_licence_of_every_part_is_named(window, qtbot):
    dialog = AboutDialog(window)
    qtbot.addWidget(dialog)
    text = dialog.parts.toPlainText()
    assert "GNU Lesser General Public License" in text
    assert all(name in text and licence in text for name, _what, licence in PARTS)


def test_every_dependency_is_among_the_parts():
    import re
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    wanted = {
        re.split(r"[><=\[]", line)[0].lower().replace("_", "-")
        for line in project["project"]["dependencies"]
    }
    named = {name.lower().replace("_", "-") for name, _what, _licence in PARTS}
    assert wanted - named <= {"tzdata"}


# --- what is not saved
def answer(window, qtbot, label: str) -> None:
    def box() -> QMessageBox | None:
        found = [w for w in window.findChildren(QMessageBox) if w.isVisible()]
        return found[0] if found else None

    qtbot.waitUntil(lambda: box() is not None)
    button = next(b for b in box().findChildren(QPushButton) if b.text().replace("&", "") == label)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def dirty(window, qt_loop):
    window.navigate(record("account", id_of(1)))
    page = window.workspace.current_page()
    page.name.setText("typed")
    page.name.setModified(True)
    return page


def test_closing_a_changed_record_asks_and_saves(window, dirty, qtbot):
    with qtbot.waitSignal(dirty.saved):
        window.commands.run("tab.close")
        answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: window.workspace.tabs.count() == 1)


def test_what_is_thrown_away_is_not_saved(window, dirty, qtbot):
    saved: list[object] = []
    dirty.saved.connect(saved.append)
    window.commands.run("tab.close")
    answer(window, qtbot, "Throw away")
    qtbot.waitUntil(lambda: window.workspace.tabs.count() == 1)
    assert saved == []


def test_cancelling_keeps_the_record_open(window, dirty, qtbot):
    window.commands.run("tab.close")
    answer(window, qtbot, "Cancel")
    qtbot.waitUntil(lambda: not window.companions.guard._asking)
    assert window.workspace.tabs.count() == 2
    assert dirty.is_dirty()


def test_closing_the_window_asks_too(window, dirty, qtbot):
    window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        answer(window, qtbot, "Save")


@pytest.mark.parametrize(
    ("name", "value"), [("list_typing", "cell"), ("list_double_click", "edit")]
)
def test_the_habits_of_tables_are_settings(settings_dialog, settings, name, value, monkeypatch):
    monkeypatch.setattr(table_habits(), "types_into_cells", False)
    monkeypatch.setattr(table_habits(), "edits_by_double_click", False)
    choose(settings_dialog, name, value)
    assert getattr(settings.settings, name) == value
    habits = table_habits()
    assert (habits.types_into_cells, habits.edits_by_double_click) == (
        name == "list_typing",
        name == "list_double_click",
    )
