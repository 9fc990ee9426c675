"""Conflicts and refusals in the window: merged, kept twice, answered alike, edited again."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from desktop.views.sync.merge_dialog import MergeDialog
from desktop.views.sync.sync_button import SyncButton
from desktop.views.sync.sync_window import SyncWindow
from tests.views.shell.stand_ins import NAMES, id_of
from tests.views.sync.conftest import press, shown
from tests.views.sync.test_sync_window import (  # noqa: F401 - a fixture
    CONFLICT,
    REFUSED,
    screen,
)

MERGED = {
    **CONFLICT,
    "n": 7,
    "field": "description",
    "base": "gọi",
    "theirs": "gọi\nđã gửi",
    "mine": "gọi T5",
    "merged": "gọi\nđã gửi\ngọi T5",
    "clashes": 1,
}
KEPT = {
    **REFUSED,
    "n": 8,
    "edits": [
        {"entity": "account", "id": str(id_of(0)), "op": "U", "values": {"short_name": "HSV"}}
    ],
}


def answer(worker, request):
    return next(told for name, told in reversed(worker.asked) if name == request)


def test_two_edits_of_a_text_are_merged_by_hand(make, worker, first, qtbot):
    worker.tell(problems=1)
    worker.answers["sync.problems"] = [MERGED]
    make()
    press(qtbot, first.findChild(SyncButton))
    window = shown(SyncWindow)
    qtbot.waitUntil(lambda: len(window.problems.cards) == 1)
    press(qtbot, window.problems.cards[0].answers["merge"])
    qtbot.waitUntil(lambda: shown(MergeDialog) is not None)
    dialog = shown(MergeDialog)
    assert dialog.kept.toPlainText() == "gọi\nđã gửi\ngọi T5"
    assert "1 place" in dialog.told.text()
    dialog.kept.setPlainText("gọi T5, đã gửi")
    worker.answers["sync.problems"] = []
    dialog.accept()
    qtbot.waitUntil(lambda: "sync.solve" in worker.requests())
    told = {"problem": 7, "choice": "merged", "value": "gọi T5, đã gửi"}
    assert answer(worker, "sync.solve") == told
    window.close()


def test_a_conflict_names_who_changed_the_record(screen, worker, qtbot):  # noqa: F811 - a fixture
    told = {"by": str(id_of(0)), "written_at": 1_795_000_000_000_000}
    worker.answers["sync.problems"] = [{**CONFLICT, **told}]
    worker.tell(problems=1)
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: len(screen.problems.cards) == 1)
    texts = [label.text() for label in screen.problems.cards[0].findChildren(type(screen.state))]
    assert any(text.startswith(f"Record last changed by {NAMES[0]}, ") for text in texts)


def test_both_sides_become_two_records(screen, worker, qtbot):  # noqa: F811 - a fixture
    press(qtbot, screen.problems.cards[0].answers["both"])
    qtbot.waitUntil(lambda: "sync.solve" in worker.requests())
    assert answer(worker, "sync.solve") == {"problem": 5, "choice": "both"}


def test_all_conflicts_are_answered_alike_after_a_question(screen, worker, qtbot):  # noqa: F811 - a fixture
    assert not screen.desk.all_mine.isVisible()
    worker.answers["sync.problems"] = [CONFLICT, {**CONFLICT, "n": 9}]
    worker.tell(problems=2)
    press(qtbot, screen.now)
    qtbot.waitUntil(screen.desk.all_mine.isVisible)
    press(qtbot, screen.desk.all_mine)
    qtbot.waitUntil(lambda: shown(QMessageBox) is not None)
    worker.answers["sync.problems"] = []
    shown(QMessageBox).button(QMessageBox.StandardButton.Yes).click()
    qtbot.waitUntil(lambda: worker.requests().count("sync.solve") == 2)
    told = [arguments for name, arguments in worker.asked if name == "sync.solve"]
    assert told == [{"problem": n, "choice": "mine"} for n in (5, 9)]


def test_what_was_refused_is_shown_and_becomes_a_draft(screen, worker, first, qtbot):  # noqa: F811 - a fixture
    worker.answers["sync.problems"] = [KEPT]
    worker.tell(problems=1)
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: "edit" in screen.problems.cards[0].answers)
    texts = [label.text() for label in screen.problems.cards[0].findChildren(type(screen.state))]
    assert "Short name: HSV" in texts
    press(qtbot, screen.problems.cards[0].answers["edit"])
    qtbot.waitUntil(lambda: first.workspace.current_target().entity == "account")
    qtbot.waitUntil(lambda: "sync.solve" in worker.requests())
    assert answer(worker, "sync.solve") == {"problem": 8, "choice": "seen"}
