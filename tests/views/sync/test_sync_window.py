"""The window of the company's server: figures, problems, what waits, pausing, leaving."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.core.errors import InputError
from desktop.views.sync.sync_button import SyncButton
from desktop.views.sync.sync_window import SyncWindow
from tests.views.shell.stand_ins import NAMES, id_of
from tests.views.shell.test_whole_shell import nameless
from tests.views.sync.conftest import press, shown

CONFLICT = {
    "n": 5,
    "kind": "conflict",
    "entity": "account",
    "id": str(id_of(0)),
    "field": "short_name",
    "base": None,
    "theirs": "Sen",
    "mine": "HSV",
    "code": None,
    "at": 1_795_000_000_000_000,
}
WAITING = [
    {"entity": "account", "id": str(id_of(0)), "op": "U", "fields": ["short_name"], "at": 1},
    {"entity": "address", "id": str(uuid.uuid4()), "op": "I", "at": 2, "file": True},
    {"command": "undo_import", "at": 3},
]
FILES = [
    {"hash": "aa", "name": "a.pdf", "size": 300_000_000, "up": True, "why": "too_large"},
    {"hash": "bb", "entity": "account", "id": str(id_of(0)), "field": "logo", "up": False},
]
REFUSED = {**CONFLICT, "n": 6, "kind": "refused", "id": str(uuid.uuid4()), "code": "denied"}


@pytest.fixture
def screen(make, worker, first, qtbot):
    worker.tell(problems=2, waiting=1)
    worker.answers["sync.problems"] = [CONFLICT, REFUSED]
    company = make()
    press(qtbot, first.findChild(SyncButton))
    found = shown(SyncWindow)
    found.company = company
    qtbot.waitUntil(lambda: len(found.problems.cards) == 2)
    yield found
    if shown(SyncWindow):
        found.close()


def test_everything_that_the_tabulator_reaches_has_a_name(screen):
    assert nameless(screen) == []


def test_a_conflict_shows_all_sides_and_what_is_chosen_is_told(screen, worker, qtbot):
    conflict, _refused = screen.problems.cards
    texts = [label.text() for label in conflict.findChildren(type(screen.state))]
    assert f"{NAMES[0]}: Short name" in texts
    assert {"Sen", "HSV", "(empty)"} <= set(texts)
    worker.tell(problems=1)
    worker.answers["sync.problems"] = [REFUSED]
    press(qtbot, conflict.answers["mine"])
    qtbot.waitUntil(lambda: len(screen.problems.cards) == 1)
    assert dict(worker.asked)["sync.solve"] == {"problem": 5, "choice": "mine"}
    assert not screen.problems.cards[0].opens.isVisible()  # that record is not here


def test_an_answer_that_failed_can_be_given_again(screen, worker, qtbot):
    worker.answers["sync.solve"] = InputError("Not now.")
    before = screen.problems.cards[0]
    press(qtbot, before.answers["theirs"])
    qtbot.waitUntil(lambda: screen.problems.cards[0] is not before)
    assert screen.problems.cards[0].isEnabled()


def test_the_record_of_a_problem_is_opened_in_the_window(screen, first, qtbot):
    press(qtbot, screen.problems.cards[0].opens)
    qtbot.waitUntil(lambda: first.workspace.current_target().record_id == id_of(0))


def test_pausing_and_going_on(screen, worker, qtbot):
    worker.tell(state="paused")
    press(qtbot, screen.pause)
    qtbot.waitUntil(lambda: screen.pause.text() == "Go on syncing")
    assert not screen.now.isEnabled()
    worker.tell()
    press(qtbot, screen.pause)
    qtbot.waitUntil(screen.now.isEnabled)


def test_a_password_that_is_not_known_is_asked_for(screen, worker, first, qtbot):
    assert not screen.password.isVisible()
    worker.tell(state="locked")
    press(qtbot, screen.now)
    qtbot.waitUntil(screen.password.isVisible)
    assert first.findChild(SyncButton).text() == "Server password needed"
    worker.tell()
    screen.password.setText("bí mật")
    press(qtbot, screen.unlock)
    qtbot.waitUntil(lambda: not screen.password.isVisible())
    assert dict(worker.asked)["sync.unlock"] == {"password": "bí mật"}
    assert screen.password.text() == ""


def test_leaving_asks_first_closes_the_window_and_begins_anew(screen, worker, first, qtbot):
    worker.answers["sync.leave"] = {"joined": False}
    told = []
    screen.company.over.connect(told.append)
    press(qtbot, screen.leave)
    qtbot.waitUntil(lambda: shown(QMessageBox) is not None)
    box = shown(QMessageBox)
    assert "not sent" in box.informativeText() + box.text()
    press(qtbot, box.button(QMessageBox.StandardButton.Yes))
    qtbot.waitUntil(lambda: shown(SyncWindow) is None)
    assert not first.findChild(SyncButton).isVisible()
    assert first.commands.is_enabled("sync.join")
    assert told == [True]


def test_files_that_are_at_the_server_alone_are_fetched_before_leaving(screen, worker, qtbot):
    worker.answers |= {"sync.away_files": 3, "sync.bring_all": 3}
    press(qtbot, screen.leave)
    qtbot.waitUntil(lambda: shown(QMessageBox) is not None)
    assert "3 files are at the server alone" in shown(QMessageBox).informativeText()
    (bring,) = [one for one in shown(QMessageBox).buttons() if one.text().startswith("Download")]
    press(qtbot, bring)
    qtbot.waitUntil(lambda: "sync.bring_all" in worker.requests())
    qtbot.waitUntil(lambda: screen.tabs.currentWidget() is screen.files)
    assert "sync.leave" not in worker.requests()


def test_what_waits_is_listed_with_its_record(screen, worker, first, qtbot):
    worker.answers["sync.waiting"] = WAITING
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.waiting.list.topLevelItemCount() == 3)
    rows = [[item.text(column) for column in (0, 1, 3)] for item in items(screen.waiting.list)]
    assert rows == [
        [f"Customer: {NAMES[0]}", "Short name", "Waits"],
        ["Further address", "Added", "Waits for its file"],
        ["Take an import back", "Take an import back", "Waits"],
    ]
    screen.waiting.list.itemActivated.emit(screen.waiting.list.topLevelItem(1), 0)  # has no card
    screen.waiting.list.itemActivated.emit(screen.waiting.list.topLevelItem(0), 0)
    qtbot.waitUntil(lambda: first.workspace.current_target().record_id == id_of(0))


def items(tree):
    return [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]


def test_files_on_their_way_are_listed_and_those_that_failed_tried_again(screen, worker, qtbot):
    worker.answers["sync.moving_files"] = FILES
    worker.answers["sync.retry_files"] = [{**FILES[0], "why": ""}, FILES[1]]
    worker.answers["sync.files"] = {"left": False, "sentence": "Không có mạng"}
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.files.list.topLevelItemCount() == 2)
    texts = [[item.text(column) for column in (0, 3)] for item in items(screen.files.list)]
    assert texts == [
        ["a.pdf", "The file is too large for the server."],
        ["Picture", "Waiting to be downloaded"],
    ]
    assert screen.tabs.tabText(2) == "Files (2)"
    worker.answers["sync.moving_files"] = [FILES[1]]
    screen.tabs.setCurrentWidget(screen.files)
    press(qtbot, screen.files.again)
    qtbot.waitUntil(lambda: screen.files.list.topLevelItemCount() == 1)
    assert dict(worker.asked)["sync.retry_files"] == {"digests": ["aa"]}
    assert "sync.files" in worker.requests()
    qtbot.waitUntil(lambda: "Không có mạng" in screen.files.told.text())


def test_what_a_tab_is_called_is_not_said_once_more_in_it(screen):
    assert screen.tabs.tabText(0) == "Not taken over (2)"
    assert screen.desk.head.text() == "Decide what stays."


@pytest.mark.parametrize(
    ("found", "words"), [(0, "all is as"), (2, "fetched anew"), (None, "could not be compared")]
)
def test_everything_is_compared_on_request(screen, worker, qtbot, found, words):
    worker.answers["sync.verify"] = {**worker.answers["sync.round"], "differences": found}
    press(qtbot, screen.verify)
    qtbot.waitUntil(lambda: words in screen.figures.facts["verified"].text())
