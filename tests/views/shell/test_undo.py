"""What was done is said, can be taken back and done again, and is never lost silently."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.errors import BusyError, RuleBrokenError
from desktop.core.ports import Outcome
from desktop.models import load_all
from desktop.views.shell.undo import Notice
from tests.views.shell.stand_ins import NAMES, id_of

CTRL = Qt.KeyboardModifier.ControlModifier


def committed(group: int, command: str, *numbers: int, entity: str = "account") -> Outcome:
    return Outcome(changes=Changes({entity: frozenset(id_of(n) for n in numbers)}, group, command))


@pytest.fixture
def bar(window, qt_loop):
    return window.snackbar


def test_a_save_is_told_with_its_title_and_a_way_back(window, bar, qtbot):
    window.jobs.announce(committed(7, "account.save", 0))
    qtbot.waitUntil(lambda: bar.text == f"Changed {NAMES[0]}")
    assert bar._button.text() == "Undo (Ctrl+Z)"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("account.create", "Added {}"),
        ("account.delete", "Moved {} to the recycle bin"),
        ("account.restore", "Restored {}"),
        ("account.change", "Changed {}"),
    ],
)
def test_each_deed_has_its_sentence(window, bar, qtbot, command, said):
    window.jobs.announce(committed(7, command, 1))
    qtbot.waitUntil(lambda: bar.text == said.format(NAMES[1]))


def test_many_records_are_counted(window, bar):
    window.jobs.announce(committed(7, "account.change", *range(5)))
    assert bar.text == "Changed 5 customers"


def test_an_entry_of_a_ledger_is_told_without_a_way_back(window, bar, qtbot):
    window.jobs.announce(committed(7, "point_entry.create", 1, 2, entity="point_entry"))
    assert bar.text == "Added 2 point entries"
    assert bar._button.isHidden()
    assert not window.undo.can_undo()


def test_all_parts_of_what_the_worker_does_are_counted(window, bar):
    for first in (0, 700):
        window.jobs.announce(committed(7, "account.change", *range(first, first + 700)))
    assert bar.text == "Changed 1,400 customers"
    window.jobs.announce(Outcome(changes=Changes({"account": frozenset()}, 7, "account.change")))
    assert bar.text == "Changed customers"


@pytest.mark.parametrize("label", ["Approve", "Approve…"])
def test_a_command_is_called_by_its_name(window, bar, qtbot, label):
    window.undo.know_commands([CommandFacts("account.approve", label)])
    window.jobs.announce(committed(7, "account.approve", 0))
    qtbot.waitUntil(lambda: bar.text == f"Approve: {NAMES[0]}")


def test_a_command_that_cannot_be_taken_back_offers_no_way_back(window, bar, qtbot):
    """The number of a slip was given: taken back it would leave a gap."""
    window.undo.know_commands([CommandFacts("account.number", "Number", undo=False)])
    window.jobs.announce(committed(5, "account.number", 0))
    qtbot.waitUntil(lambda: bar.text.startswith("Number: "))
    assert bar._button.isHidden()
    assert not window.undo.can_undo()


def test_undo_takes_back_the_last_and_redo_does_it_again(window, bar, backstage, qtbot):
    window.jobs.announce(committed(7, "account.save", 0))
    window.jobs.announce(committed(8, "account.delete", 1))
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Moved"))
    assert backstage.commands.ran == [("undo.group", {"group": 8})]
    window.commands.run("edit.redo")
    qtbot.waitUntil(lambda: bar.text.startswith("Done again: Moved"))
    assert backstage.commands.ran[-1] == ("undo.group", {"group": 1})
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Moved"))
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Changed"))
    assert backstage.commands.ran[-1] == ("undo.group", {"group": 7})
    assert not window.undo.can_undo()


def test_the_keys_undo_outside_of_text(window, bar, qtbot):
    window.jobs.announce(committed(7, "account.save", 0))
    view = window.workspace.current_page().records.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bar.text.startswith("Undone"))


def test_something_new_forgets_what_could_be_redone(window, bar, qtbot):
    window.jobs.announce(committed(7, "account.save", 0))
    window.undo.undo()
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Changed"))
    window.jobs.announce(committed(9, "account.save", 1))
    assert not window.undo.can_redo()


def test_a_partial_undo_says_what_it_left(window, bar, backstage, qtbot):
    backstage.commands.left = 3
    window.jobs.announce(committed(7, "account.change", *range(9)))
    window.undo.undo()
    qtbot.waitUntil(lambda: "3 records were changed again" in bar.text)
    assert window.undo.can_redo()


def test_an_undo_that_fails_can_be_tried_again(window, bar, backstage, qtbot):
    backstage.commands.error = BusyError("The database is busy.")
    window.jobs.announce(committed(7, "account.save", 0))
    window.undo.undo()
    qtbot.waitUntil(lambda: bar.text == "The database is busy.")
    assert window.undo.can_undo()


def test_what_cannot_be_undone_offers_nothing(window, bar):
    window.jobs.announce(committed(0, "account.purge", 0))
    assert not window.undo.can_undo()
    assert bar.text == ""


def test_the_bar_goes_by_itself_but_not_under_the_pointer(window, bar):
    bar.show_notice(Notice("Saved"))
    assert bar._timer.interval() == 10_000
    here = QPointF(1, 1)
    QApplication.sendEvent(bar, QEnterEvent(here, here, here))
    assert not bar._timer.isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar._timer.isActive()
    bar._timer.timeout.emit()
    assert bar.text == ""


def test_a_long_message_is_shown_whole(window, bar):
    bar.show_problem("Không ghi được vì ổ đĩa đã đầy. " * 8)
    assert bar.geometry().bottom() <= window.workspace.height()
    assert bar._label.height() >= bar._label.heightForWidth(bar._label.width())


IMPORTED = "import.run"


def test_an_import_is_taken_back_in_the_worker(window, bar, backstage, qtbot):
    asked = []

    class Worker:
        async def ask(self, request, arguments, progress=None):
            asked.append((request, dict(arguments)))
            return {"changes": 3, "left": 1}

    backstage.jobs.worker = Worker()
    window.jobs.announce(committed(6, "account.save", 0))
    window.jobs.announce(committed(7, IMPORTED, *range(3)))
    window.jobs.announce(committed(8, "import_run.end", 9, entity="import_run"))
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Imported 3 customers"))
    assert "1 record was changed again since" in bar.text
    assert asked == [("import.undo", {"group": 7})]
    assert not window.undo.can_redo()
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Changed"))


def test_what_cannot_be_taken_back_does_not_keep_the_rest_from_it(window, bar, backstage, qtbot):
    window.jobs.announce(committed(6, "account.save", 0))
    window.jobs.announce(committed(7, "account.delete", 1))
    backstage.commands.error = RuleBrokenError("This cannot be taken back.")
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: len(window.undo._deeds.done) == 1)
    backstage.commands.error = None
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: bar.text.startswith("Undone: Changed"))


def test_keys_pressed_while_one_is_under_way_are_fulfilled_after_it(window, bar, backstage, qtbot):
    for group in (7, 8):
        window.jobs.announce(committed(group, "account.delete", group))
    for _time in range(3):  # the third has nothing to take back
        window.commands.run("edit.undo")
    window.commands.run("edit.redo")
    qtbot.waitUntil(lambda: bar.text.startswith("Done again: Moved"))
    groups = [facts["group"] for _command, facts in backstage.commands.ran]
    assert groups[:2] == [8, 7]
    assert len(groups) == 3


@pytest.mark.parametrize(
    ("command", "entity", "told"),
    [
        ("permission_grant.create", "permission_grant", "Added right of a role"),
        ("share.set", "share", "The sharing was changed"),
        ("attention.snooze", "attention", "Remind again later"),
        ("attachment.attach", "account", "Added"),
    ],
)
def test_what_nobody_gave_a_title_is_called_by_what_it_is(
    window, bar, command, entity, told, qtbot
):
    load_all()
    named = {"share.set": "Share…", "attention.snooze": "Remind again later"}
    window.undo.know_commands([CommandFacts(key, label) for key, label in named.items()])
    window.jobs.announce(committed(7, command, 0, entity=entity))
    qtbot.waitUntil(lambda: bar.text.startswith(told))
    assert ":" not in bar.text


def test_a_title_that_is_read_late_does_not_hide_what_was_told_since(window, bar, qtbot):
    told = []
    window.undo.told.connect(lambda notice: told.append(notice.text))
    window.jobs.announce(committed(6, "account.save", 0))
    window.jobs.announce(committed(7, "account.change", *range(5)))
    qtbot.waitUntil(lambda: window.undo._deeds.done[0].what == NAMES[0])
    assert told == ["Changed 5 customers"]
