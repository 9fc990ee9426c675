"""The worker process, as the window meets it: a real one, over its pipes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.worker_process import ROOT, WorkerProcess
from desktop.core.clock import SystemClock
from desktop.core.messages import (
    Advance,
    Answer,
    Cancel,
    Committed,
    Decoder,
    Failure,
    Family,
    Message,
    Request,
)
from desktop.services.opening import open_for_window
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.profile_state import State, state_of
from desktop.worker import LANES

PROMPTLY_SECONDS = 8.0  # a cancelled request ends so soon, also beside other work
WHOLE = [f"số {number}" for number in range(20)]


class Worker(WorkerProcess):
    """A worker that knows the requests of `tests.worker_requests` too."""

    def __init__(self, profile: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.worker_requests", str(profile)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._decoder = Decoder()
        self._number = 0

    def end_of(self, number: int) -> list[Any]:
        """Return what was told of a request up to its end, and what was committed meanwhile."""
        told = self.read_until(lambda m: isinstance(m, Answer | Failure) and m.id == number)
        return [m for m in told if getattr(m, "id", number) == number]

    def ends_of(self, numbers: Sequence[int]) -> dict[int, Any]:
        """Return the last word about each of some requests, when there is one about all."""
        ends: dict[int, Any] = {}

        def are_all(message: Message) -> bool:
            if isinstance(message, Answer | Failure):
                ends[message.id] = message
            return ends.keys() >= set(numbers)

        self.read_until(are_all)
        return ends

    def failure(self, request: str, language: str = "", **arguments: Any) -> Failure:
        """Ask for something that fails and return how."""
        self._number += 1
        self._write(Request(self._number, request, arguments, language))
        last = self.end_of(self._number)[-1]
        assert isinstance(last, Failure)
        return last

    def cancel(self, number: int) -> None:
        self._write(Cancel(number))

    def hang_up(self) -> None:
        """Do what a window does that closes, or dies."""
        self._stdin.close()


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worker") / "profile"
    open_for_window(folder, "Nguyễn Văn An").close()
    return folder


@pytest.fixture
def start(profile: Path) -> Iterator[Callable[[], Worker]]:
    started: list[Worker] = []

    def start_one() -> Worker:
        started.append(Worker(profile))
        return started[-1]

    yield start_one
    for worker in started:
        worker.kill()


@pytest.fixture(scope="module")
def shared(profile: Path) -> Iterator[Worker]:
    """Return one worker for all the tests that leave it as it was."""
    worker = Worker(profile)
    yield worker
    worker.kill()


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def test_progress_comes_in_order_and_the_answer_last(shared):
    told = shared.end_of(shared.send("test.count", to=50))
    steps = [m for m in told if isinstance(m, Advance)]
    assert [(m.done, m.of, m.what) for m in steps] == [(n, 50, "counting") for n in range(1, 51)]
    assert told[-1] == Answer(steps[0].id, 50)


def test_a_rule_is_told_in_its_own_words(shared):
    failure = shared.failure("test.told")
    assert failure.family is Family.TOLD
    assert failure.sentence == "This cannot be done in the record's present state."
    assert not failure.detail


def test_it_is_told_in_the_language_of_the_window(shared):
    sentence = shared.failure("test.told", language="vi").sentence
    assert sentence == "Không thực hiện được ở trạng thái hiện tại của bản ghi."
    assert shared.failure("test.told", language="en").sentence.startswith("This cannot")


def test_what_may_succeed_later_says_so(shared):
    assert shared.failure("test.busy").family is Family.RETRY


def test_our_own_fault_carries_its_stack(shared):
    failure = shared.failure("test.bug")
    assert failure.family is Family.BUG
    assert not failure.sentence
    assert "ZeroDivisionError: what a pity" in failure.detail
    assert "fail_by_our_fault" in failure.detail


def test_a_request_that_nobody_knows_is_our_fault(shared):
    assert shared.failure("test.unheard_of").family is Family.BUG
    assert shared.answer("test.count", to=1) == 1, "and the worker goes on"


def test_a_cancelled_request_ends_promptly(shared, tmp_path):
    number = shared.send("test.wait", folder=str(tmp_path))
    until((tmp_path / "begun").exists)
    start = time.monotonic()
    shared.cancel(number)
    assert shared.end_of(number)[-1] == Failure(number, Family.CANCELLED, "")
    assert time.monotonic() - start < PROMPTLY_SECONDS


def test_a_request_that_was_cancelled_while_it_waited_never_begins(shared, tmp_path):
    folders = [tmp_path / str(name) for name in range(LANES + 1)]
    for folder in folders:
        folder.mkdir()
    numbers = [shared.send("test.wait", folder=str(folder)) for folder in folders]
    until(lambda: all((folder / "begun").exists() for folder in folders[:LANES]))
    shared.cancel(numbers[LANES])
    for folder in folders[:LANES]:
        (folder / "go").touch()
    ends = shared.ends_of(numbers)  # of all: none may look for its file when the folder is gone
    assert ends[numbers[LANES]].family is Family.CANCELLED
    assert not (folders[LANES] / "begun").exists()


def test_two_requests_run_beside_each_other(shared, tmp_path):
    number = shared.send("test.wait", folder=str(tmp_path))
    until((tmp_path / "begun").exists)
    assert shared.answer("test.count", to=3) == 3
    (tmp_path / "go").touch()
    assert shared.end_of(number)[-1] == Answer(number, "gone")


def test_what_it_wrote_is_announced_before_it_answers(shared):
    told = shared.end_of(shared.send("test.write", names=WHOLE[:2]))
    committed = [m for m in told if isinstance(m, Committed)]
    assert {m.command for m in committed} == {"tag.create"}
    assert all(m.group for m in committed)
    assert len({one for m in committed for one in m.ids["tag"]}) == 2


def test_what_a_library_prints_is_no_message(shared):
    assert shared.answer("test.write", names=["in ra"], print_too=True) >= 0


def test_it_ends_with_the_window(start):
    worker = start()
    assert worker.answer("test.count", to=1) == 1
    worker.hang_up()
    assert worker.process.wait(timeout=10) == 0


def test_it_ends_with_the_window_whatever_is_under_way(start, tmp_path):
    worker = start()
    worker.send("test.wait", folder=str(tmp_path))
    until((tmp_path / "begun").exists)
    worker.hang_up()
    assert worker.process.wait(timeout=10) == 0


def test_a_killed_worker_is_started_again_and_nothing_is_half_done(start, profile):
    worker = start()
    number = worker.send("test.write", names=[f"số {n}" for n in range(100_000)])
    worker.read_until(lambda m: isinstance(m, Advance) and m.id == number)
    worker.kill()
    assert state_of(profile) is State.CURRENT
    known = start().answer("test.write", names=WHOLE)
    store = open_profile(profile, SystemClock(), Role.WINDOW)
    (verdict,) = store.driver.execute("PRAGMA integrity_check").fetchone()
    query = "SELECT count(*) FROM tag WHERE name LIKE 'số %'"
    (kept,) = store.driver.execute(query).fetchone()
    store.close()
    assert verdict == "ok"
    assert kept == known, "every tag is found, and there are no others"


def test_the_program_itself_serves(profile):
    with WorkerProcess(profile) as worker:
        done = worker.answer("maintenance.run")
    assert done["purged"] == 0
