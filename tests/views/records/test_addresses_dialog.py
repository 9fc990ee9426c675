"""The preview of old addresses."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.services.commands import get_command
from desktop.services.opening import declare
from desktop.views.customer.addresses_dialog import AddressesDialog
from desktop.views.customer.questions import register_questions
from desktop.views.records.command_runner import CommandRunner
from desktop.views.records.form_editors import FormEditors

WHOLE = {"street": "5 Phúc Xá", "legacy": "Phường Phúc Xá, Quận Ba Đình, Hà Nội", "province": "01"}
DIVIDED = {
    "street": "1 Đội Cấn",
    "legacy": "Phường Cống Vị, Quận Ba Đình, Hà Nội",
    "province": "01",
}


@pytest.fixture
def runner(qtbot, jobs):
    declare()
    register_questions()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    facts = (get_command("account.place_addresses").facts,)
    editors = FormEditors(jobs, facts, lambda *_: None, window)
    return CommandRunner(jobs, facts, editors.make, window)


@pytest.fixture
def accounts(run):
    return [
        run("account.create", values={"name": name, "address": address}).value
        for name, address in (("Một", WHOLE), ("Hai", DIVIDED), ("Ba", {"street": "Lê Lợi"}))
    ]


@pytest.fixture
def dialog(runner, accounts, qtbot):
    return dialog_about(accounts, runner, qtbot)


def dialog_about(accounts, runner, qtbot):
    runner.run("account.place_addresses", accounts)
    found = []

    def look():
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, AddressesDialog)]
        return bool(found and found[0].isVisible())

    qtbot.waitUntil(look, timeout=8000)
    return found[0]


def addresses(jobs, qtbot, accounts):
    found = []

    def ask(reads):
        return [reads.card("account", uuid.UUID(one)).values["address"] for one in accounts]

    jobs.cards.submit(ask, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_only_certain_ones_are_ticked_and_nothing_is_written_unseen(dialog, accounts, jobs, qtbot):
    assert len(dialog.ticks) == 2
    assert dialog.answer() == {"communes": {accounts[0]: "00097"}}
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert addresses(jobs, qtbot, accounts)[:2] == [WHOLE, DIVIDED]


def test_what_is_ticked_is_written(dialog, accounts, jobs, qtbot):
    box = dialog._boxes[1]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert dialog.ticks[1].isChecked()
    chosen = box.currentData()
    dialog.accept()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=8000)
    whole, divided, other = addresses(jobs, qtbot, accounts)
    assert (whole["commune"], divided["commune"]) == ("00097", chosen)
    assert other == {"street": "Lê Lợi"}


def test_with_nothing_ticked_there_is_nothing_to_write(dialog, jobs, qtbot):
    dialog.ticks[0].setChecked(False)
    assert not dialog._accept.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_where_nothing_is_to_be_done_the_dialog_is_only_closed(runner, accounts, jobs, qtbot):
    dialog = dialog_about(accounts[2:], runner, qtbot)
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    assert button.text() == "Close"
    button.click()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
