"""Counting portion by portion: cards are read in between, and what nobody wants is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from desktop.core.errors import CancelledError, StorageError
from desktop.core.pages import ListQuery
from desktop.core.statistics import Axis, Counting, Figure, Statistics, StatisticsQuery
from desktop.views.jobs import Jobs
from desktop.views.records.statistics.reading import StatisticsReading
from tests.views.items.conftest import started_jobs

FIRST = StatisticsQuery(ListQuery("account", ()), Axis("rating"))
SECOND = StatisticsQuery(ListQuery("account", ()), Axis("gender"))


class SlowReads:
    """Counts three portions; waits in each while `go` is clear, until it is interrupted."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()
        self.go.set()
        self.failure: Exception | None = None
        self._interrupted = threading.Event()

    def statistics(self, query: StatisticsQuery, counting: Counting | None) -> Counting:
        self.asked.append(query.down.field)
        self._interrupted.clear()
        while not self.go.wait(0.01):
            if self._interrupted.is_set():
                raise CancelledError("interrupted")
        if self.failure is not None:
            raise self.failure
        counting = counting or Counting(query, last=3)
        counting.done += 1
        if counting.done == counting.last:
            counting.answer = Statistics(query, (), (), ((Figure(),),))
        return counting

    def interrupt(self) -> None:
        self._interrupted.set()


@pytest.fixture
def reads() -> SlowReads:
    return SlowReads()


@pytest.fixture
def jobs(qapp, reads) -> Iterator[Jobs]:
    made = started_jobs(reads)
    yield made
    for lane in (made.lists, made.cards):
        lane.close()
    made.deleteLater()


@pytest.fixture
def reading(jobs) -> StatisticsReading:
    return StatisticsReading(jobs, jobs)


def test_every_portion_is_a_question_and_tells_how_far_it_is(reading, reads, qtbot):
    told = []
    reading.advanced.connect(lambda done, of: told.append((done, of)))
    with qtbot.waitSignal(reading.answered) as answered:
        reading.ask(FIRST)
    assert answered.args[0].query == FIRST
    assert told == [(1, 3), (2, 3)]
    assert reads.asked == ["rating"] * 3
    assert not reading.is_busy


def test_a_newer_question_stops_the_older(reading, reads, qtbot):
    reads.go.clear()
    reading.ask(FIRST)
    qtbot.waitUntil(lambda: reads.asked == ["rating"])
    answers = []
    reading.answered.connect(answers.append)
    reading.ask(SECOND)
    qtbot.waitUntil(lambda: reads.asked[-1] == "gender")
    reads.go.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert [answer.query for answer in answers] == [SECOND]


def test_who_asks_for_a_card_waits_for_one_portion_at_most(reading, reads, jobs, qtbot):
    order = []
    reading.answered.connect(order.append)
    reads.go.clear()
    reading.ask(FIRST)
    qtbot.waitUntil(lambda: reads.asked == ["rating"])
    jobs.cards.submit(lambda _reads: "card", order.append)
    reads.go.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order[0] == "card"


def test_what_was_cancelled_answers_no_more(reading, reads, jobs, qtbot):
    answers = []
    reading.answered.connect(answers.append)
    reads.go.clear()
    reading.ask(FIRST)
    qtbot.waitUntil(lambda: reads.asked == ["rating"])
    reading.cancel()
    reads.go.set()
    done = []
    jobs.cards.submit(lambda _reads: True, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert answers == []
    assert not reading.is_busy


def test_a_failure_is_told_as_a_sentence(reading, reads, jobs, qtbot):
    reads.failure = StorageError("The disk is gone.")
    told = []
    reading.failed.connect(told.append)
    jobs.failed.connect(told.append)
    reading.ask(FIRST)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["The disk is gone."] * 2
    assert not reading.is_busy
