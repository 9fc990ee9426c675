"""Exporting lists to files: what stands in their cells, and that an import reads it back."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.core.entities import get_entity
from desktop.core.errors import CancelledError, InputError, NotAllowedError
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import set_language
from desktop.core.imports.importable import suggest_columns
from desktop.core.pages import ListQuery, Sort
from desktop.core.permissions import Actor
from desktop.core.queries import query_to_json
from desktop.core.tables import ColumnSpec
from desktop.files import atomic
from desktop.files.tables import open_table
from desktop.files.writing import write_xlsx
from tests.files.exchange import Reported
from tests.files.makers import make_xlsx

CUSTOMERS = {
    "Tên": "name",
    "MST": "tax_code",
    "Điện thoại": "phones",
    "Email": "emails",
    "Địa chỉ": "address",
    "Nguồn": "source_id",
    "Nhãn": "tags",
    "Nhân viên": "employees",
    "Doanh thu": "annual_revenue",
    "Từ ngày": "customer_since",
    "Ghi chú": "description",
}
AN_BINH = (
    "Công ty An Bình",
    "0101243150",
    "0912 345 678; 024 3825 1234",
    "a@an.example.vn; b@an.example.vn",
    "12 Hàng Bài, phường Cửa Nam, Hà Nội",
    "Hội chợ",
    "VIP, Bán lẻ",
    120,
    1_250_000_000.5,
    date(2020, 2, 29),
    "Dòng một\nDòng hai",
)
INJECTION = ("=2+3", None, None, None, None, "+84", None, None, -5, None, "@SUM(A1)")


@pytest.fixture
def customers(exchange, tmp_path):
    """Fill the profile with two customers, one of them hostile; return how to ask for them."""
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [ColumnSpec(header) for header in CUSTOMERS], [AN_BINH, INJECTION])
    exchange.run(exchange.plan(path, CUSTOMERS))
    return ListQuery("account", tuple(CUSTOMERS.values()), sort=Sort("name"))


def export(exchange, query, path, **facts):
    return exchange.ask("export.run", query=query_to_json(query), path=str(path), **facts)


def rows_of(path):
    info = open_table(path).info
    return info.main_sheet.head


def test_cells_have_the_types_of_their_values(exchange, customers, tmp_path):
    path = tmp_path / "b.xlsx"
    assert export(exchange, customers, path)["rows"] == 2
    header, hostile, row = rows_of(path)
    assert header[:3] == ("Name", "Tax code", "Phone")
    assert row[7:10] == (120, 1250000000.5, date(2020, 2, 29))
    assert row[1:3] == ("0101243150", "0912 345 678, 024 3825 1234")
    assert row[5:7] == ("Hội chợ", "Bán lẻ, VIP")
    assert hostile[0] == "=2+3"


def test_a_csv_does_not_run_as_formulas(exchange, customers, tmp_path):
    path = tmp_path / "b.csv"
    export(exchange, customers, path)
    text = path.read_text("utf-8-sig")
    assert "'=2+3" in text
    assert "'@SUM(A1)" in text
    assert ";-5;" in text


def test_headers_are_in_the_person_s_language_and_known_to_the_import(
    exchange, customers, tmp_path
):
    set_language("vi")
    try:
        export(exchange, customers, tmp_path / "b.xlsx")
    finally:
        set_language("en")
    sheet = open_table(tmp_path / "b.xlsx").info.main_sheet
    assert sheet.columns[0].header == "Tên"
    matches = suggest_columns(get_entity("account"), sheet.columns)
    assert [match.key for match in matches] == list(CUSTOMERS.values())


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_was_exported_is_imported_as_the_same_values(exchange, customers, tmp_path, ending):
    path = tmp_path / f"b{ending}"
    before = exchange.texts("account", *CUSTOMERS.values())
    export(exchange, customers, path)
    headers = [column.header for column in open_table(path).info.main_sheet.columns]
    columns = dict(zip(headers, CUSTOMERS.values(), strict=True))
    result = exchange.run(exchange.plan(path, columns))
    assert result.counts.created == 2
    assert exchange.texts("account", *CUSTOMERS.values()) == sorted(before * 2)


def test_filter_search_and_order_decide_what_is_written(exchange, customers, tmp_path):
    large = Group((Condition("employees", Op.MORE, 100),))
    query = ListQuery("account", ("name",), large)
    export(exchange, query, tmp_path / "b.csv")
    assert [row[0] for row in rows_of(tmp_path / "b.csv")[1:]] == ["Công ty An Bình"]
    export(exchange, ListQuery("account", ("name",), search="an binh"), tmp_path / "b.csv")
    assert len(rows_of(tmp_path / "b.csv")) == 2


def test_a_list_that_is_grouped_by_tags_is_written_with_each_record_once(
    exchange, customers, tmp_path
):
    export(exchange, replace(customers, group="tags"), tmp_path / "b.xlsx")
    names = [row[0] for row in rows_of(tmp_path / "b.xlsx")[1:]]
    assert names.count("Công ty An Bình") == 1  # it has two tags
    assert len(names) == 2


def test_only_the_chosen_records_are_written_in_their_order(exchange, customers, tmp_path):
    reads = exchange.work.reads()
    ids = [str(row.id) for row in reads.first_page(customers).rows]
    reads.close()
    export(exchange, customers, tmp_path / "b.xlsx", ids=[ids[1]])
    assert [row[0] for row in rows_of(tmp_path / "b.xlsx")[1:]] == ["Công ty An Bình"]


def test_more_rows_than_a_page_come_in_order(exchange, tmp_path):
    rows = [["Tên"], *([f"Khách {n:04}"] for n in range(1000, 0, -1))]
    exchange.run(exchange.plan(make_xlsx(tmp_path / "a.xlsx", rows), {"Tên": "name"}))
    query = ListQuery("account", ("name",), sort=Sort("name"))
    reported = Reported()
    assert export(exchange, query, tmp_path / "b.csv", report=reported)["rows"] == 1000
    lines = (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert reported.told[0][1] == 1000


def test_a_column_through_a_link_is_written(exchange, customers, tmp_path):
    path = make_xlsx(tmp_path / "p.xlsx", [["Họ tên", "Công ty"], ["Lan", "Công ty An Bình"]])
    exchange.run(exchange.plan(path, {"Họ tên": "full_name", "Công ty": "account_id"}, "contact"))
    query = ListQuery("contact", ("full_name", "account_id.tax_code"))
    export(exchange, query, tmp_path / "b.csv")
    assert rows_of(tmp_path / "b.csv") == (
        ("Full name", "Customer › Tax code"),
        ("Lan", "0101243150"),
    )


def test_a_cancelled_export_leaves_no_file(exchange, customers, tmp_path):
    with pytest.raises(CancelledError):
        export(exchange, customers, tmp_path / "b.xlsx", report=Reported(after=0))
    assert not (tmp_path / "b.xlsx").exists()


def test_a_full_disk_is_told_and_leaves_the_earlier_file(
    exchange, customers, tmp_path, monkeypatch
):
    path = tmp_path / "b.csv"
    path.write_text("trước", "utf-8")

    def is_full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.WatchedFile, "write", is_full)
    with pytest.raises(InputError, match="not enough room"):
        export(exchange, customers, path)
    assert path.read_text("utf-8") == "trước"


def test_who_lacks_the_right_cannot_export(exchange, customers, tmp_path):
    work = exchange.work
    clerk = Actor(work.actor.user_id, frozenset({"account.view"}))
    exchange._surround = lambda report: type(work)(
        work.store, clerk, work.reads, work.profile, report
    )
    with pytest.raises(NotAllowedError):
        export(exchange, customers, tmp_path / "b.csv")


def test_amounts_keep_every_digit(exchange, tmp_path):
    amount = Decimal("123456789012.3456")
    rows = [["Tên", "Doanh thu"], ["A", str(amount).replace(".", ",")]]
    plan = exchange.plan(
        make_xlsx(tmp_path / "a.xlsx", rows), {"Tên": "name", "Doanh thu": "annual_revenue"}
    )
    exchange.run(plan)
    query = ListQuery("account", ("name", "annual_revenue"))
    export(exchange, query, tmp_path / "b.csv")
    assert "123456789012,3456" in (tmp_path / "b.csv").read_text("utf-8-sig")
