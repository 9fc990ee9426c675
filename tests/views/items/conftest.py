"""Fixtures of lists: customers in memory, and the lanes that read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from desktop.core.ports import Reads
from desktop.views.change_signal import ChangeSignal
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.jobs import Jobs
from tests.views.items.customers import customers
from tests.views.items.fake_reads import FakeReads


@pytest.fixture
def reads() -> FakeReads:
    """Twelve hundred customers."""
    return customers(1200)


@pytest.fixture
def jobs(qapp, reads) -> Iterator[Jobs]:
    """Lanes that answer from the customers in memory."""
    made = started_jobs(reads)
    yield made
    for lane in (made.lists, made.cards, made.store):
        lane.close()
    made.deleteLater()


@pytest.fixture
def model(jobs) -> Iterator[RecordTableModel]:
    """A model that shows nothing yet."""
    made = RecordTableModel(jobs)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def until_still(qtbot, jobs) -> Callable[[RecordTableModel], None]:
    """Wait until a model knows its order and nothing more is read for it."""

    def wait(model: RecordTableModel) -> None:
        qtbot.waitUntil(lambda: model.total is not None and not model.is_busy)
        settle(qtbot, jobs)

    return wait


def started_jobs(reads: Reads) -> Jobs:
    """Return jobs whose readers answer from `reads`."""
    made = Jobs(ChangeSignal())
    for lane in (made.lists, made.cards):
        lane.start(lambda: reads, interrupt=lambda asked: asked.interrupt())
    return made


def settle(qtbot, jobs: Jobs) -> None:
    """Wait until every question asked so far was answered."""
    answers: list[object] = []
    jobs.lists.submit(lambda _reads: True, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
