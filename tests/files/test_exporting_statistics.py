"""The table of a statistic in a file: typed numbers, harmless texts, nothing half written."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from desktop.core.errors import CancelledError, InputError, NotAllowedError
from desktop.core.permissions import Actor
from tests.files.exchange import Reported

TABLE = {
    "entity": "account",
    "columns": ["Trung bình: Nhân viên", "Quý 1/2026", "Tổng"],
    "rows": [["=1+1", "12", "12.50"], ["(trống)", None, "1234567890123"], ["Tổng", "12", "0"]],
}


def test_labels_are_texts_and_numbers_are_numbers(exchange, tmp_path):
    path = tmp_path / "số.xlsx"
    told = exchange.ask("statistics.export", path=str(path), **TABLE)
    assert told == {"path": str(path), "rows": 3}
    sheet = load_workbook(path).active
    assert list(sheet.values) == [
        tuple(TABLE["columns"]),
        ("=1+1", 12, 12.5),
        ("(trống)", None, 1234567890123),
        ("Tổng", 12, 0),
    ]
    assert sheet["A2"].data_type == "s"


def test_a_csv_is_read_by_vietnamese_spreadsheets(exchange, tmp_path):
    path = tmp_path / "số.csv"
    exchange.ask("statistics.export", path=str(path), **TABLE)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines == [
        "Trung bình: Nhân viên;Quý 1/2026;Tổng",
        "'=1+1;12;12,50",
        "(trống);;1234567890123",
        "Tổng;12;0",
    ]


def test_who_may_not_export_records_may_not_export_their_numbers(exchange, tmp_path, monkeypatch):
    monkeypatch.setattr(Actor, "may", lambda _actor, key: key != "account.export")
    with pytest.raises(NotAllowedError):
        exchange.ask("statistics.export", path=str(tmp_path / "a.xlsx"), **TABLE)
    assert not list(tmp_path.glob("*.xlsx"))


def test_what_cannot_be_written_or_is_cancelled_leaves_nothing(exchange, tmp_path):
    with pytest.raises(InputError):
        exchange.ask("statistics.export", path=str(tmp_path / "no folder" / "a.xlsx"), **TABLE)
    path = tmp_path / "a.xlsx"
    with pytest.raises(CancelledError):
        exchange.ask("statistics.export", report=Reported(0), path=str(path), **TABLE)
    assert not path.exists()
