"""The reading process: whatever it does, the program lives on and the person is told."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from desktop.core.errors import CancelledError
from desktop.files import sandbox
from desktop.files.child import CHILD_SWITCH
from desktop.files.errors import FileProblem, Problem
from desktop.files.sandbox import ChildRun, Limits, child_command, run_in_child
from desktop.files.tables import open_table
from tests.files.makers import make_xlsx

ROOT = Path(__file__).resolve().parents[2]
READ_FIRST = "import sys; sys.stdin.buffer.read(9); "


@pytest.fixture
def child_does(monkeypatch):
    """Return a function that makes the reading process run this code instead."""

    def use(code: str) -> None:
        monkeypatch.setattr(sandbox, "child_command", lambda: [sys.executable, "-c", code])

    return use


def outcome(path: Path, **limits) -> Problem:
    with pytest.raises(FileProblem) as told:
        list(run_in_child("describe_table", {"path": str(path)}, Limits(**limits)))
    return told.value.problem


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.exit(3)",
        READ_FIRST + "import os; os.abort()",
        READ_FIRST + "print('hello, I am no frame')",
        READ_FIRST + "sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')",
        READ_FIRST + "sys.stdout.buffer.write(b'\\0\\0\\0\\5{\"a\"')",
        READ_FIRST + "sys.stdout.buffer.write(b'\\0\\0\\0\\2[]')",
        READ_FIRST + 'sys.stdout.buffer.write(b\'\\0\\0\\0\\x15{"problem": "nonsense"}\'[:25])',
        READ_FIRST + "m = b'{\"end\": tru'; sys.stdout.buffer.write(bytes([0, 0, 0, 99]) + m)",
    ],
)
def test_a_process_that_dies_or_talks_nonsense_is_a_sentence(child_does, tmp_path, code):
    child_does(code)
    assert outcome(tmp_path / "a.xlsx") is Problem.READER_DIED


def test_a_process_that_never_answers_is_ended_at_its_deadline(child_does, tmp_path):
    child_does("import time\nwhile True: time.sleep(9)")
    started = time.monotonic()
    assert outcome(tmp_path / "a.xlsx", seconds=1) is Problem.TOO_SLOW
    assert time.monotonic() - started < 20


def test_the_time_that_the_caller_needs_for_the_rows_does_not_count(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Mã\n" + "Lan,1\n" * 30_000, "utf-8")
    table = open_table(path, limits=Limits(seconds=1))
    started, count = time.monotonic(), 0
    with table.rows(table.sheets[0]) as batches:
        for batch in batches:
            count += len(batch)
            while time.monotonic() - started < 1.5 and count > 1000:
                time.sleep(0.05)
    assert count == 30_001


def test_cancelling_kills_the_process_at_once(child_does, tmp_path):
    child_does("import time\nwhile True: time.sleep(9)")
    told = threading.Event()
    run = ChildRun("describe_table", {"path": "a.xlsx"}, cancelled=told.is_set)
    process = psutil.Process(run._process.pid)
    threading.Timer(0.2, told.set).start()
    started = time.monotonic()
    with pytest.raises(CancelledError):
        list(run)
    assert time.monotonic() - started < 8
    assert not process.is_running()


def test_rows_left_half_way_leave_no_process_behind(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Mã\n" + "Lan,1\n" * 50_000, "utf-8")
    table = open_table(path)
    before = {child.pid for child in psutil.Process().children()}
    rows = table.iter_rows(table.sheets[0])
    assert next(rows) == ("Tên", "Mã")
    started = {child.pid for child in psutil.Process().children()} - before
    rows.close()
    assert len(started) == 1
    assert not any(psutil.pid_exists(pid) for pid in started)


def test_closing_from_another_thread_ends_the_reading(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Mã\n" + "Lan,1\n" * 100_000, "utf-8")
    table = open_table(path)
    rows = table.rows(table.sheets[0])
    batches = iter(rows)
    assert next(batches)
    closing = threading.Thread(target=rows.close)
    closing.start()
    closing.join()
    with pytest.raises(CancelledError):
        next(batches)


def test_the_process_ends_when_the_program_is_killed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Mã\n" + "Lan,1\n" * 300_000, "utf-8")
    code = (
        "import sys\nfrom pathlib import Path\nfrom desktop.files.tables import open_table\n"
        f"table = open_table(Path({str(path)!r}))\nrows = table.rows(table.sheets[0])\n"
        "batches = iter(rows)\nnext(batches)\nprint(rows._run._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as program:
        reader = psutil.Process(int(program.stdout.readline()))
        program.kill()
        reader.wait(10)
    assert not reader.is_running()


def test_a_program_that_cannot_start_processes_says_so(monkeypatch, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"]])
    monkeypatch.setattr(sandbox, "child_command", lambda: [str(tmp_path / "nothing")])
    with pytest.raises(FileProblem) as told:
        open_table(path)
    assert told.value.problem is Problem.READER_MISSING


def test_in_a_bundle_the_program_itself_is_the_reader(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, CHILD_SWITCH]


def test_the_program_itself_can_read_a_file_for_another(monkeypatch, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Lan"]])
    command = [sys.executable, "-m", "desktop", CHILD_SWITCH]
    monkeypatch.setattr(sandbox, "child_command", lambda: command)
    table = open_table(path)
    assert list(table.iter_rows(table.sheets[0])) == [("Tên",), ("Lan",)]


def test_only_named_functions_can_be_asked_for(tmp_path):
    with pytest.raises(FileProblem):
        list(run_in_child("os.system", {"path": str(tmp_path)}))


def test_a_name_in_any_bytes_is_found(tmp_path):
    name = os.fsdecode(b"kh\xe1ch.csv") if os.name != "nt" else "khách.csv"
    path = tmp_path / name
    path.write_text("Tên,ĐT\nLan,0912345678\n", "utf-8")
    table = open_table(path)
    assert list(table.iter_rows(table.sheets[0]))[1] == ("Lan", "0912345678")
