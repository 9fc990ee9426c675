"""The first start leads to a profile in four steps or fewer, whatever is skipped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.views.shell.first_run import FirstRun, FirstRunDialog
from desktop.views.shell.first_run_pages import Mode
from desktop.views.theme import look


@pytest.fixture
def dialog(settings, qtbot):
    made = FirstRunDialog(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def walk(dialog, qtbot) -> FirstRun:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        for _step in range(4):
            if dialog.isVisible():
                dialog.go_on.click()
    return chosen.args[0]


def test_a_person_who_only_presses_next_works_alone(dialog, settings, qtbot):
    assert walk(dialog, qtbot) == FirstRun()
    assert settings.settings.first_run_done


def test_names_are_handed_on(dialog, qtbot, vi_type):
    dialog.go_on.click()
    vi_type(dialog.person_page.person, "Nguyễn Văn An ")
    vi_type(dialog.person_page.company, "Công ty Hoa Sen")
    found = walk(dialog, qtbot)
    assert (found.person_name, found.company_name) == ("Nguyễn Văn An", "Công ty Hoa Sen")


def test_the_look_is_seen_while_one_chooses(dialog, settings):
    settings.change(theme="dark")
    assert settings.settings.theme == "dark"
    assert look() is not None


def test_the_demo_company_needs_no_import(dialog, qtbot):
    dialog.mode_page.buttons[Mode.DEMO].setChecked(True)
    dialog.import_page._on_dialog_file_selected("khách.xlsx")
    found = walk(dialog, qtbot)
    assert (found.mode, found.import_file) == (Mode.DEMO, None)


def test_who_joins_a_server_imports_nothing_first(dialog, qtbot):
    dialog.mode_page.buttons[Mode.SERVER].setChecked(True)
    dialog.import_page._on_dialog_file_selected("khách.xlsx")
    found = walk(dialog, qtbot)
    assert (found.joins, found.import_file) == (True, None)


def test_a_file_to_begin_with_is_named(dialog, qtbot):
    dialog.import_page._on_dialog_file_selected("thư mục/khách.xlsx")
    assert "khách.xlsx" in dialog.import_page._chosen.text()
    assert walk(dialog, qtbot).import_file.name == "khách.xlsx"


def test_a_picture_becomes_the_logo(dialog, qtbot, tmp_path):
    path = tmp_path / "logo.png"
    image = QImage(3000, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(path))
    page = dialog.person_page
    page._on_dialog_file_selected(str(path))
    qtbot.waitUntil(lambda: page.logo == path)
    assert page._picture.pixmap().width() <= 72


def test_what_is_no_picture_is_no_logo(dialog, qtbot, tmp_path):
    path = tmp_path / "logo.png"
    path.write_text("not a picture")
    page = dialog.person_page
    with qtbot.waitSignal(page._reader.was_read):
        page._on_dialog_file_selected(str(path))
    assert page.logo is None


def test_escape_begins_with_what_was_chosen(dialog, qtbot):
    with qtbot.waitSignal(dialog.chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_one_can_go_back(dialog):
    dialog.go_on.click()
    dialog.back.click()
    assert dialog._stack.currentIndex() == 0
    assert not dialog.back.isVisible()


def test_windows_bear_the_mark_of_the_program(qapp, dialog):
    assert not qapp.windowIcon().pixmap(32, 32).isNull()
    assert not dialog.windowIcon().isNull()
