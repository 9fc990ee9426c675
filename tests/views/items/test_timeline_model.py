"""Timelines of one window do not take each other's answers away."""

from __future__ import annotations

import threading
import uuid

import pytest

from desktop.core.pages import Ref, TimelineEntry
from desktop.views.change_signal import ChangeSignal
from desktop.views.items.timeline_model import TimelineModel
from desktop.views.jobs import Jobs


class SlowReads:
    """Answers with one entry, once it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def timeline(self, entity, record_id, kinds, before, limit):
        self.go.wait(10)
        return [TimelineEntry(Ref("call", record_id, "Gọi"), 0, "", "", "phone", "")]

    def interrupt(self) -> None:
        """Go on."""


@pytest.fixture
def reads():
    return SlowReads()


@pytest.fixture
def jobs(qapp, reads):
    made = Jobs(ChangeSignal())
    made.cards.start(lambda: reads)
    yield made
    reads.go.set()
    made.cards.close()


def test_a_card_in_a_tab_and_one_beside_the_list_both_show_what_is_new(jobs, reads, qtbot):
    models = [TimelineModel(jobs) for _card in range(3)]
    for model in models:
        model.show("account", uuid.uuid4(), ())
    reads.go.set()
    qtbot.waitUntil(lambda: [m.rowCount() for m in models] == [1, 1, 1], timeout=10_000)
