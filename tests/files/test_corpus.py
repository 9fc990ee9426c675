"""Every spreadsheet that strangers wrote is read or explained, soon, and harms nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.files.errors import FileProblem, Problem
from desktop.files.tables import open_table

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "spreadsheets" / "calamine"
FILES = sorted(FOLDER.glob("*.*")) or [FOLDER / "the corpus is missing"]
LONGEST = 20.0  # seconds; far more than any needs, far less than for ever

REFUSED = {
    "OOM_alloc3.xls": Problem.DAMAGED,
    "capitalized_wbook_stream.xls": Problem.NO_ROWS,
    "empty_sheet.xlsx": Problem.NO_ROWS,
    "issue127.ods": Problem.NO_ROWS,
    "issue127.xls": Problem.NO_ROWS,
    "issue127.xlsb": Problem.NO_ROWS,
    "issue127.xlsx": Problem.NO_ROWS,
    "issue252.xlsx": Problem.DAMAGED,
    "issue281.xlsm": Problem.NO_ROWS,
    "issue_385.xls": Problem.PASSWORD,
    "issue_594_dos.ods": Problem.TOO_BIG,
    "issue_666_lost_sheets.xlsb": Problem.NO_ROWS,
    "issue_666_panic.xlsb": Problem.NO_ROWS,
    "misc_biff5_parsing.xls": Problem.NO_ROWS,
    "pass_protected.ods": Problem.PASSWORD,
    "pass_protected.xlsb": Problem.PASSWORD,
    "pass_protected.xlsx": Problem.PASSWORD,
    "picture.ods": Problem.NO_ROWS,
    "picture.xls": Problem.NO_ROWS,
    "picture.xlsb": Problem.NO_ROWS,
    "picture.xlsx": Problem.NO_ROWS,
    "vba.xlsm": Problem.NO_ROWS,
}


READ = [path for path in FILES if path.name not in REFUSED]


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    """Fail a file that takes too long."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < LONGEST


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_a_real_file_gives_its_rows(path):
    table = open_table(path)
    for sheet in table.sheets:
        rows = list(table.iter_rows(sheet))
        assert len(rows) <= sheet.row_count
        assert tuple(rows[: len(sheet.head)]) == sheet.head


@pytest.mark.parametrize("name", REFUSED)
def test_a_real_file_without_rows_says_what_to_do(name):
    with pytest.raises(FileProblem, match=re.escape(name)) as told:
        open_table(FOLDER / name)
    assert told.value.problem is REFUSED[name]


def test_values_of_all_formats_agree():
    tables = [open_table(FOLDER / f"date.{ending}") for ending in ("xlsx", "xlsb", "xls")]
    rows = [list(table.iter_rows(table.sheets[0])) for table in tables]
    assert rows[0] == rows[1] == rows[2]
    assert rows[0][0][1] == 15
    assert isinstance(rows[0][0][1], int)
