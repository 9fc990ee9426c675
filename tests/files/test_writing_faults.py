"""A written file is there whole or not at all, whatever goes wrong meanwhile."""

from __future__ import annotations

import errno
import gc
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.core.errors import CancelledError
from desktop.core.tables import ColumnSpec
from desktop.files import atomic
from desktop.files.errors import FileProblem, Problem, reading_problem
from desktop.files.writing import write_csv, write_xlsx

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [ColumnSpec("Tên"), ColumnSpec("ĐT")]
ROWS = [("Hường", "0912345678")]


def test_too_many_columns_for_excel_are_told_before_anything_is_written(tmp_path):
    with pytest.raises(FileProblem, match="16384") as told:
        write_xlsx(tmp_path / "a.xlsx", [ColumnSpec("a")] * 16_385, [])
    assert told.value.problem is Problem.MANY_COLUMNS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_progress_is_told_every_thousand_rows(tmp_path, write):
    steps: list[int] = []
    write(tmp_path / "a", COLUMNS[:1], ((str(n),) for n in range(2500)), progress=steps.append)
    assert steps == [0, 1000, 2000, 2500]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_cancelled_export_leaves_the_earlier_file(tmp_path, write, at):
    path = tmp_path / "a"
    path.write_bytes(b"before")
    asked: list[int] = []

    def cancelled():
        asked.append(1)
        return len(asked) > at

    with pytest.raises(CancelledError):
        write(path, COLUMNS[:1], [("x" * 99,)] * 1500, cancelled=cancelled)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("last", range(1, 40))
def test_a_workbook_cancelled_at_any_write_is_thrown_away_in_silence(tmp_path, monkeypatch, last):
    writes: list[int] = []
    plain = atomic.WatchedFile.write

    def counting(self, data):
        writes.append(len(data))
        return plain(self, data)

    monkeypatch.setattr(atomic.WatchedFile, "write", counting)
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with suppress(CancelledError):
        write_xlsx(tmp_path / "a.xlsx", COLUMNS, ROWS, cancelled=lambda: len(writes) >= last)
    gc.collect()
    assert complaints == []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_rows_that_fail_half_way_leave_the_earlier_file(tmp_path, write):
    path = tmp_path / "a"
    path.write_bytes(b"before")

    def rows():
        yield ("Lan",)
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        write(path, COLUMNS[:1], rows())
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no file sizes")
@pytest.mark.parametrize("write", ["write_csv", "write_xlsx"])
def test_a_full_disk_leaves_the_earlier_file_and_is_told(tmp_path, write):
    path = tmp_path / "a"
    path.write_bytes(b"before")
    code = (
        "import resource, tempfile; from pathlib import Path\n"
        "from desktop.core.tables import ColumnSpec\n"
        f"from desktop.files.writing import {write} as write\n"
        "from desktop.files.errors import FileProblem\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "rows = ((str(n * 7919 % 1000003) * 5,) for n in range(30_000))\n"
        "try:\n"
        f"    write(Path({str(path)!r}), [ColumnSpec('a')], rows)\n"
        "except FileProblem as told:\n"
        "    print(told.problem.value)\n"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("disk_full", "")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileProblem) as told:
        write_csv(tmp_path / "nowhere" / "a.csv", COLUMNS, ROWS)
    assert told.value.problem is Problem.NO_FOLDER


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(FileProblem) as told:
        write_csv(tmp_path / "a.csv", COLUMNS, ROWS)
    assert told.value.problem in (Problem.FOLDER, Problem.WRITE_DENIED)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_replaced_file_keeps_its_permissions_and_its_link(tmp_path):
    target = tmp_path / "real.csv"
    target.touch(mode=0o640)
    link = tmp_path / "a.csv"
    link.symlink_to(target)
    write_csv(link, COLUMNS, ROWS)
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert "Hường" in target.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.EACCES, Problem.WRITE_DENIED),
        (errno.EROFS, Problem.WRITE_DENIED),
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.ENOENT, Problem.NO_FOLDER),
        (errno.EIO, Problem.WRITE_FAILED),
    ],
)
@pytest.mark.parametrize("step", ["tempfile.mkstemp", "os.fsync"])
def test_every_refusal_of_the_system_is_a_sentence(tmp_path, monkeypatch, number, problem, step):
    def refuse(*_arguments, **_options):
        raise OSError(number, "refused")

    module, name = step.split(".")
    monkeypatch.setattr(getattr(atomic, module), name, refuse)
    with pytest.raises(FileProblem, match=r"a\.csv") as told:
        write_csv(tmp_path / "a.csv", COLUMNS, ROWS)
    monkeypatch.undo()
    assert told.value.problem is problem
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.EACCES, Problem.UNREADABLE),
        (errno.ENOENT, Problem.MISSING),
        (errno.EISDIR, Problem.FOLDER),
        (errno.EIO, Problem.READ_FAILED),
    ],
)
def test_every_failure_to_read_is_a_sentence(number, problem):
    told = reading_problem(OSError(number, "refused"), Path("khách.xlsx"))
    assert told.problem is problem
    assert "khách.xlsx" in str(told)
