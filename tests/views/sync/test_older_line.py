"""The line that says since when a history is here, and fetches what is older."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import RetryError
from desktop.core.i18n import set_language
from desktop.views.activities.older_line import OlderLine
from desktop.views.sync.history_choice import HistoryChoice
from desktop.views.sync.sync_watch import SyncWatch

RECORD = uuid.uuid4()
DAY = to_micros(dt.datetime(2025, 5, 22, 5, tzinfo=dt.UTC))


class Held:
    """Answers since when histories are here."""

    def __init__(self) -> None:
        self.since: dict[str, int] = {}
        self.asked: list[uuid.UUID | None] = []

    def held_since(self, record_id=None):
        self.asked.append(record_id)
        return dict(self.since)


@pytest.fixture
def held(backstage, monkeypatch):
    made = Held()
    monkeypatch.setattr(type(backstage.reads), "held_since", made.held_since, raising=False)
    return made


@pytest.fixture
def place(qt_loop, backstage, worker, held, qtbot):
    set_language("en")
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.show()

    def line(*keys: str) -> OlderLine:
        one = OlderLine(backstage.jobs, [get_entity(key) for key in keys], made)
        made.layout().addWidget(one)
        return one

    made.line = line
    return made


def seen(line, qtbot) -> str:
    qtbot.waitUntil(line.isVisible, timeout=10_000)
    return line.text.text()


def test_where_everything_is_here_nothing_is_said(place, held, qtbot):
    line = place.line("call")
    line.refresh()
    qtbot.waitUntil(lambda: held.asked == [None], timeout=10_000)
    assert not line.isVisible()


def test_a_list_says_since_when_it_is_here_and_fetches_a_year(place, held, worker, qtbot):
    held.since = {"call": DAY}
    worker.answers["sync.older"] = {}
    line = place.line("call")
    line.refresh()
    assert "Calls" in seen(line, qtbot)
    assert "2025" in line.text.text()
    held.since = {"call": DAY - 365 * 86_400_000_000}
    qtbot.mouseClick(line.fetch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2024" in line.text.text(), timeout=10_000)
    assert worker.asked == [("sync.older", {"entity": "call"})]
    assert line.fetch.isEnabled()


def test_a_card_fetches_all_of_one_record_and_is_quiet_then(place, held, worker, qtbot):
    held.since = {"note": DAY, "call": DAY}
    worker.answers["sync.older"] = {"came": 3}
    line = place.line("call", "note")
    line.show_record(get_entity("account"), RECORD)
    seen(line, qtbot)
    held.since = {}
    qtbot.mouseClick(line.fetch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not line.isVisible(), timeout=10_000)
    assert worker.asked == [("sync.older", {"entity": "account", "record": str(RECORD)})]
    assert set(held.asked) == {RECORD}


def test_without_a_line_the_offer_stays_and_it_is_said(place, held, worker, backstage, qtbot):
    held.since = {"call": DAY}
    worker.answers["sync.older"] = RetryError("not reached")
    line = place.line("call")
    line.refresh()
    before = seen(line, qtbot)
    with qtbot.waitSignal(backstage.jobs.failed, timeout=10_000) as told:
        qtbot.mouseClick(line.fetch, Qt.MouseButton.LeftButton)
    assert told.args == ["not reached"]
    qtbot.waitUntil(line.fetch.isEnabled, timeout=10_000)
    assert line.text.text() == before


def test_what_comes_by_itself_lets_it_look_again(place, held, backstage, qtbot):
    line = place.line("call")
    line.refresh()
    qtbot.waitUntil(lambda: held.asked == [None], timeout=10_000)
    held.since = {"call": DAY}
    backstage.jobs.changes.changed.emit(Changes({"call": frozenset()}))
    seen(line, qtbot)


def test_how_much_is_kept_is_chosen_and_told(qt_loop, backstage, worker, qtbot):
    worker.answers["sync.kept_history"] = {"months": 18}
    worker.answers["sync.keep_history"] = {"joined": True, "state": "ok"}
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = SyncWatch(backstage.jobs, parent)
    choice = HistoryChoice(backstage.jobs, watch, parent)
    qtbot.waitUntil(choice.choice.isEnabled, timeout=10_000)
    assert choice.choice.currentData() == 18
    choice.choice.setCurrentIndex(choice.choice.findData(0))
    with qtbot.waitSignal(watch.changed, timeout=10_000):
        choice.choice.activated.emit(choice.choice.currentIndex())
    assert worker.asked[-1] == ("sync.keep_history", {"months": 0})
