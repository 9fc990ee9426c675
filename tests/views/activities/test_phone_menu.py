"""A number wherever it is shown: called, copied, opened in Zalo, logged; nothing else leaves."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.entities import get_entity
from desktop.core.pages import Card
from desktop.models import load_all
from desktop.views import outside
from desktop.views.fields.phones import PhonesEditor
from desktop.views.outside import may_leave, open_outside
from desktop.views.records.card_header import facts_of
from desktop.views.widgets.phone_menu import PhoneMenu, offer_number


class Screen(QWidget):
    """A screen that logs calls."""

    logged = ""
    can_log = True

    def can_log_activity(self) -> bool:
        return self.can_log

    def log_call(self, number: str) -> None:
        self.logged = number


@pytest.fixture
def left(monkeypatch):
    """What was handed to other programs."""
    found = []
    monkeypatch.setattr(
        outside.QDesktopServices, "openUrl", lambda url: found.append(url.toString()) or True
    )
    return found


@pytest.fixture
def screen(qtbot):
    made = Screen()
    qtbot.addWidget(made)
    return made


def choose(menu: QMenu, text: str) -> None:
    (action,) = [one for one in menu.actions() if text in one.text()]
    action.trigger()


def test_it_calls_copies_and_opens_zalo(screen, left):
    menu = PhoneMenu("+84912345678", screen)
    choose(menu, "Call 0912 345 678")
    choose(menu, "Zalo")
    assert left == ["tel:+84912345678", "https://zalo.me/0912345678"]
    choose(menu, "Copy")
    assert QGuiApplication.clipboard().text() == "0912 345 678"


def test_it_logs_on_the_nearest_screen_that_can(screen):
    inner = QWidget(screen)
    menu = PhoneMenu("+84912345678", inner)
    choose(menu, "Log a call")
    assert screen.logged == "+84912345678"


def test_a_screen_without_a_record_offers_no_logging(screen):
    screen.can_log = False
    menu = PhoneMenu("+84912345678", screen)
    assert not [one for one in menu.actions() if "Log" in one.text()]


def test_nothing_is_logged_where_nothing_can(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    menu = QMenu(widget)
    offer_number(menu, "+84912345678", widget)
    assert not [one for one in menu.actions() if "Log" in one.text()]


@pytest.mark.parametrize("number", ["gọi chị Lan", "<b>", "file:///etc/passwd", "12;rm -rf"])
def test_what_is_no_number_is_not_dialled(screen, left, number):
    menu = PhoneMenu(number, screen)
    for action in menu.actions():
        if action.isEnabled() and "Copy" not in action.text():
            action.trigger()
    assert all(url.startswith("tel:") for url in left)
    assert not [url for url in left if not may_leave(url)]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "javascript:alert(1)", "tel:", "tel:+84 912", "tel:0912;x=1",
        "mailto:a@b.vn", "smb://host/share", "", "C:\\Windows\\calc.exe", "tel:0912\nfile:///a",
    ],
)  # fmt: skip
def test_only_the_web_and_telephone_numbers_leave(left, url):
    assert not open_outside(url)
    assert left == []


def test_the_head_of_a_card_links_its_numbers(page, left, qtbot):
    facts = page._header._facts
    assert '<a href="+84912345678">' in facts.text()
    facts.linkActivated.emit("+84912345678")
    (menu,) = page._header.findChildren(PhoneMenu)
    choose(menu, "Log a call")
    assert page._timeline.log.text.hasFocus()
    assert page._timeline.log.kind == "call"
    menu.close()


def test_names_in_the_head_are_no_markup():
    load_all()  # it may be the first test of all
    card = Card("account", uuid.uuid4(), "A", {}, {"website": "<img src=x> & Co"})
    assert facts_of(get_entity("account"), card, ("website",)) == [
        "&lt;img\u00a0src=x&gt;\u00a0&amp;\u00a0Co"
    ]


def test_a_number_on_the_form_has_the_menu(page, qtbot):
    row = page._form.findChild(PhonesEditor).rows[0]
    assert row.phone.isVisible()
    row.phone.trigger()
    (menu,) = row.findChildren(PhoneMenu)
    choose(menu, "Log a call")
    assert page._timeline.log.text.hasFocus()
    menu.close()
