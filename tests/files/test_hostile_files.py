"""Broken, dangerous and wrong files end in a sentence that says what to do, and in nothing else."""

from __future__ import annotations

import os
import random
import socket
import time
import zipfile
from contextlib import suppress

import pytest

from desktop.core.errors import CancelledError, InputError
from desktop.files.errors import FileProblem, Problem
from desktop.files.sandbox import Limits
from desktop.files.tables import open_table
from tests.files.makers import declare_size, make_ods, make_raw_xlsx, make_xlsx, sheet_xml

SHEET = "xl/worksheets/sheet1.xml"
PROMPTLY = (
    10.0  # seconds; most need a tenth, and what is unpacked or taken apart whole needs minutes
)


def read_all(path, limits=None):
    table = open_table(path, limits=limits)
    return [list(table.iter_rows(sheet)) for sheet in table.sheets]


def refusal(path, **limits) -> Problem:
    with pytest.raises(FileProblem) as told:
        read_all(path, Limits(**limits) if limits else None)
    assert isinstance(told.value, InputError)
    assert path.name in str(told.value)
    assert "{" not in str(told.value)
    return told.value.problem


def test_a_file_that_is_not_there_any_more(tmp_path):
    assert refusal(tmp_path / "a.xlsx") is Problem.MISSING


def test_a_folder(tmp_path):
    assert refusal(tmp_path) is Problem.FOLDER


def test_an_empty_file(tmp_path):
    (tmp_path / "a.xlsx").touch()
    assert refusal(tmp_path / "a.xlsx") is Problem.EMPTY


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Windows has no such files")
def test_something_that_is_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("a.csv")
        assert refusal(tmp_path / "a.csv") is Problem.NO_FILE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"]])
    path.chmod(0)
    assert refusal(path) is Problem.UNREADABLE


def test_a_file_that_vanishes_after_it_was_opened(tmp_path):
    table = open_table(make_xlsx(tmp_path / "a.xlsx", [["Tên"]]))
    table.info.path.unlink()
    with pytest.raises(FileProblem) as told:
        table.rows(table.sheets[0])
    assert told.value.problem is Problem.MISSING


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("ending", ["xlsx", "xlsb", "ods", "xls"])
def test_a_truncated_file(tmp_path, corpus, ending, part):
    whole = (corpus / "spreadsheets" / "calamine" / f"issues.{ending}").read_bytes()
    path = tmp_path / f"a.{ending}"
    path.write_bytes(whole[: int(len(whole) * part)])
    if (ending, part) == ("xls", 0.99):  # only padding is lost
        assert read_all(path)[0][0] == (1,)
    else:
        assert refusal(path) in (Problem.DAMAGED, Problem.NO_ROWS)


@pytest.mark.parametrize("ending", ["xlsx", "xlsb", "ods", "xls"])
def test_a_file_with_flipped_bytes_is_read_or_explained(tmp_path, corpus, ending, rounds):
    whole = (corpus / "spreadsheets" / "calamine" / f"issues.{ending}").read_bytes()
    path = tmp_path / f"a.{ending}"
    chance = random.Random(ending)
    for _ in range(rounds(8, 500)):
        broken = bytearray(whole)
        for _ in range(20):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        with suppress(FileProblem):
            assert read_all(path)


@pytest.mark.parametrize("name", ["pass_protected.xlsx", "pass_protected.ods", "issue_385.xls"])
def test_a_file_with_a_password_under_any_name(tmp_path, corpus, name):
    path = tmp_path / "a.csv"
    path.write_bytes((corpus / "spreadsheets" / "calamine" / name).read_bytes())
    assert refusal(path) is Problem.PASSWORD


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w") as part:
            for _ in range(64):
                part.write(b" " * 1024 * 1024)
    started = time.monotonic()
    assert refusal(path) is Problem.BOMB
    assert time.monotonic() - started < PROMPTLY


def test_a_bomb_that_declares_a_small_size_is_not_unpacked(tmp_path):
    path = make_raw_xlsx(tmp_path / "a.xlsx", b" " * 64 * 1024 * 1024)
    assert refusal(declare_size(path, SHEET, 100_000)) is Problem.DAMAGED


def test_a_bomb_of_many_parts_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    noise = os.urandom(1024 * 1024)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(10):
            archive.writestr(f"xl/worksheets/{number}.xml", noise)
    for number in range(10):
        declare_size(path, f"xl/worksheets/{number}.xml", 250 * 1024 * 1024)
    assert refusal(path) is Problem.BOMB


def test_a_workbook_that_is_honestly_too_big(tmp_path):
    path = make_raw_xlsx(tmp_path / "a.xlsx", os.urandom(2 * 1024 * 1024))
    assert refusal(declare_size(path, SHEET, 500 * 1024 * 1024)) is Problem.TOO_BIG


def test_a_bomb_that_is_never_unpacked_harms_nobody(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["Lan"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/media/picture.emf", b"\0" * 32 * 1024 * 1024)
    assert open_table(path).sheets[0].row_count == 2


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path):
    row = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    for column in ("CH", "XFD"):  # 90 million cells, and 17 thousand millions
        xml = sheet_xml(row.format(1, "A") + row.format(1_048_576, column))
        path = make_raw_xlsx(tmp_path / "a.xlsx", xml)
        assert refusal(path) in (Problem.READER_DIED, Problem.TOO_BIG)


def test_an_ods_that_repeats_a_row_for_ever(tmp_path):
    cell = '<table:table-cell office:value-type="string"><text:p>X</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="90000000">{cell * 90}</table:table-row>'
    assert refusal(make_ods(tmp_path / "a.ods", rows)) in (Problem.READER_DIED, Problem.TOO_BIG)


@pytest.mark.parametrize(
    "start", [b"<html><table>", b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"]
)
def test_a_huge_page_is_refused_before_it_is_taken_apart(tmp_path, start):
    path = tmp_path / "a.xls"
    path.write_bytes(start + b"<tr><td>1</td></tr>" * 2_000_000)
    started = time.monotonic()
    assert refusal(path) is Problem.TOO_BIG
    assert time.monotonic() - started < PROMPTLY


def test_a_page_without_end_tags_is_read(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(b"<table><tr><td>a<td>b<tr><td><table><tr><td>c</table>d<!-- <![x[")
    assert read_all(path)[0][0] == ("a", "b")


def test_entities_that_multiply_are_refused(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>',
        "utf-8",
    )
    assert refusal(path) is Problem.DAMAGED


def test_a_reader_without_memory_says_so(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [[f"Khách {n}"] * 12 for n in range(20_000)])
    assert refusal(path, memory=32 * 1024 * 1024) in (Problem.READER_DIED, Problem.TOO_BIG)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.csv", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(200), "program"),
        ("a.csv", b"SQLite format 3\0" + bytes(100), "database"),
        ("a.csv", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
        ("a.csv", b'[{"name": "Lan"}]', "JSON"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "web archive"),
        ("a.xls", b"{\\rtf1\\ansi", "RTF"),
        ("a.xml", b'<?xml version="1.0"?><HDon><DLHDon/></HDon>', "XML"),
        ("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00", "Excel 4"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=words):
        open_table(path)


@pytest.mark.parametrize(
    ("part", "words"),
    [("word/document.xml", "Word"), ("Index/Document.iwa", "Numbers"), ("a.csv", "compressed")],
)
def test_an_archive_of_another_kind_is_called_by_its_name(tmp_path, part, words):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(FileProblem, match=words):
        open_table(path)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "xls", "ods", "html"])
def test_noise_under_any_name(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(random.Random(ending).randbytes(20_000))
    assert refusal(path) is Problem.UNKNOWN_KIND


def test_200_megabytes_of_csv_open_at_once_and_stop_when_told(tmp_path):
    path = tmp_path / "a.csv"
    line = "Công ty TNHH Hoàng Long;0912345678;Số 5 đường Nguyễn Trãi;Hà Nội;a@example.com\r\n"
    block = line.encode() * 11_000
    with path.open("wb") as file:
        for _ in range(200 * 1024 * 1024 // len(block)):
            file.write(block)
    started = time.monotonic()
    table = open_table(path)
    sheet = table.sheets[0]
    assert not sheet.is_exact
    assert sheet.row_count == pytest.approx(path.stat().st_size / len(line.encode()), rel=0.05)
    stop: list[float] = []
    batches = iter(table.rows(sheet, cancelled=lambda: bool(stop)))
    assert next(batches)
    stop.append(time.monotonic())
    with pytest.raises(CancelledError):
        next(batches)
    assert time.monotonic() - stop[0] < PROMPTLY
    assert time.monotonic() - started < 40
