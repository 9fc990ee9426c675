"""The spreadsheet that the import is measured with: 50,000 customers in twelve columns."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random

import xlsxwriter

from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.services.demo.names import make_company
from desktop.services.demo.reach import (
    make_address,
    make_company_domain,
    make_company_email,
    make_land_line,
    make_mobile,
    make_tax_code,
)
from desktop.store.engine import connect_reader

ROWS = 50_000
KNOWN_SHARE = 0.05  # of the rows are customers that the profile has already
COLUMNS = {
    "Tên khách hàng": "name",
    "Mã số thuế": "tax_code",
    "Điện thoại": "phones",
    "Email": "emails",
    "Website": "website",
    "Loại khách hàng": "account_type",
    "Địa chỉ": "address",
    "Nguồn": "source_id",
    "Số nhân viên": "employees",
    "Doanh thu": "annual_revenue",
    "Khách từ ngày": "customer_since",
    "Ghi chú": "description",
}
ADDRESS = Field("", "", Kind.ADDRESS)
TYPES = ("Khách hàng", "Khách hàng", "Tiềm năng", "Nhà cung cấp", "Đối tác")
SOURCES = ("Facebook", "Hội chợ Vietnam Expo 2026", "Giới thiệu", "Website", "Zalo")


def make_file(path: Path, database: Path) -> None:
    """Write the file; some of its tax codes are those of customers in `database`."""
    rnd = Random(50_000)
    known = _known_tax_codes(database, round(ROWS * KNOWN_SHARE))
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Khách hàng")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, list(COLUMNS))
    for number in range(1, ROWS + 1):
        row = _row(rnd, number)
        if number % round(1 / KNOWN_SHARE) == 0 and known:
            row[1] = known.pop()
        sheet.write_row(number, 0, row)
        sheet.write_number(number, 10, rnd.randint(43_831, 46_300), day)  # days of 2020 to 2026
    book.close()


def _row(rnd: Random, number: int) -> list[object]:
    company = make_company(rnd)
    domain = make_company_domain(company.brand, rnd)
    address = kind_of(ADDRESS).format(ADDRESS, make_address(rnd))
    return [
        company.name,
        make_tax_code(rnd),
        make_mobile(rnd) if rnd.random() < 0.7 else make_land_line(rnd),
        make_company_email(f"{number}.{domain}", rnd),
        f"www.{domain}",
        rnd.choice(TYPES),
        address,
        rnd.choice(SOURCES),
        rnd.randint(3, 900),
        rnd.randint(1, 90_000) * 1_000_000,
        None,
        rnd.choice(("Gọi lại sau Tết", "Cần báo giá sớm", "Khách quen của chị Hà", "")),
    ]


def _known_tax_codes(database: Path, count: int) -> list[str]:
    with closing(connect_reader(database)) as connection:
        query = "SELECT value FROM lookup WHERE kind = 'tax_code' LIMIT ?"
        found = [text for (text,) in connection.execute(query, (count * 20,))]
    return found[::20]
