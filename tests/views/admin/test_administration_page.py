"""The page "Administration": a part is made when it is first shown, anew in another language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.core.i18n import N_, set_language
from desktop.views.admin.administration_page import AdministrationPage
from desktop.views.admin.sections import Section


@pytest.fixture
def made():
    return []


@pytest.fixture
def page(made, qtbot):
    def make(key):
        def one(_jobs, parent):
            made.append(key)
            return QLabel(key, parent)

        return one

    sections = [Section(k, N_("Administration"), "users", make(k)) for k in ("first", "second")]
    found = AdministrationPage(None, sections)
    qtbot.addWidget(found)
    found.show()
    return found


def test_a_part_is_made_when_it_is_first_shown_and_kept(page, made, qtbot):
    assert made == ["first"]
    qtbot.keyClick(page.names, Qt.Key.Key_Right)
    qtbot.keyClick(page.names, Qt.Key.Key_Left)
    assert made == ["first", "second"]


def test_a_part_is_shown_by_its_key(page):
    page.show_section("second")
    assert page.names.currentIndex() == 1


def test_in_another_language_the_part_in_view_is_made_anew(page, made):
    set_language("vi")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert made == ["first", "first"]
    assert page.names.tabText(0) == "Quản trị"
