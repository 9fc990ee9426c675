"""The page of mail in a window, over a mailbox in memory, on 24 November 2026 at 10:25."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.core.clock import FrozenClock
from desktop.core.pages import Page, Row
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs
from desktop.views.mail.mail_page import MailPage
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.all_actions import ALL_ACTIONS
from desktop.views.shell.recents import Recents
from desktop.views.shell.running import RunningWork
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.undo import UndoStack
from tests.views.mail.memory_mailbox import NOW, MemoryMailbox

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class _Cards:
    """Answers what the page asks of the records: the tags, and whom an address belongs to."""

    def first_page(self, query) -> Page:
        values = [("Báo giá", "quote", "blue"), ("Gấp", "urgent", "red")]
        return Page(0, tuple(Row(None, one, one) for one in values), 2)

    def search(self, text, limit=40, entities=()):
        return []


@pytest.fixture
def mailbox() -> MemoryMailbox:
    """Five messages: three in the inbox, one read long ago, one that was sent."""
    made = MemoryMailbox()
    account = made.add_account("Công ty", "an@cty.vn")
    inbox = made.folder("Inbox")
    made.add_folder(account, "Khách hàng")
    made.add(inbox, "Trần Minh", "Báo giá tháng 11", HOUR, thread=70)
    made.add(inbox, "Lê Hà", "Hợp đồng bảo trì", 2 * HOUR, files=1)
    made.add(inbox, "Phạm Tú", "Lịch họp", DAY + HOUR)
    made.add(inbox, "Đặng Lan", "Chuyện cũ", 9 * DAY, is_read=True, thread=70)
    made.add(made.folder("Sent"), "Nguyễn An", "Gửi báo giá", 3 * HOUR, is_read=True)
    return made


@pytest.fixture
def jobs(qtbot, qt_loop, mailbox) -> Iterator[Jobs]:
    made = Jobs(ChangeSignal())
    made.cards.start(_Cards)
    made.mail.start(lambda: mailbox)
    made.mail_acts.start(lambda: mailbox)
    yield made
    # What was begun ends: the loop is closed before a cancelled task would have its last turn.
    qtbot.waitUntil(lambda: not made.busy(), timeout=20_000)
    made.cancel_all()
    for lane in (made.cards, made.mail, made.mail_acts):
        lane.close()
    made.deleteLater()


@pytest.fixture
def begun() -> list[tuple[str, dict[str, object]]]:
    return []


@pytest.fixture
def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    return made


@pytest.fixture
def actions(window) -> ActionSet:
    return ActionSet(window, ALL_ACTIONS)


@pytest.fixture
def undo(jobs, window) -> UndoStack:
    return UndoStack(jobs, window)


@pytest.fixture
def page(qtbot, jobs, window, actions, begun, undo) -> MailPage:
    """Returns the page with the inbox read."""
    context = ScreenContext(
        jobs,
        actions,
        Recents(window),
        RunningWork(window),
        lambda _target: None,
        lambda entity, values: begun.append((entity, dict(values))),
    )
    made = MailPage(context, FrozenClock(NOW))
    actions.bind("edit.undo", undo.undo, enabled=undo.can_undo, owner=window)
    actions.bind("edit.redo", undo.redo, enabled=undo.can_redo, owner=window)
    window.setCentralWidget(made)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    actions.show_screens([made])
    actions.install_keys()
    made.reader._read.setInterval(3_600_000)  # `reads_at_once` lets it count
    made.focus_first()
    return made


@pytest.fixture
def until(qtbot):
    """Waits until something is so; a busy machine gets its time."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


@pytest.fixture
def titles(page) -> Callable[[], list[str]]:
    """Tells the subjects in the list, in their order, as far as they are known."""

    def read() -> list[str]:
        model = page.middle.model
        model.show_rows(0, model.rowCount() - 1)
        rows = [model.row(number) for number in range(model.rowCount())]
        return [row.subject for row in rows if row is not None]

    return read


@pytest.fixture
def inbox(page, titles, until) -> MailPage:
    """Returns the page once the inbox is on the screen, the first message chosen."""
    until(lambda: len(titles()) == 4)
    page.list.step(1)
    until(lambda: page.pane.view is not None)
    return page


@pytest.fixture
def reads_at_once(page) -> None:
    """Lets a message count as read a moment after it was shown."""
    page.reader._read.setInterval(30)


@pytest.fixture
def popup(until):
    """Waits for a pop-up or dialog of a kind and returns it."""

    def find(kind):
        found = []

        def look():
            shown = QApplication.topLevelWidgets()
            found[:] = [w for w in shown if isinstance(w, kind) and w.isVisible()]
            return bool(found)

        until(look)
        return found[0]

    return find
