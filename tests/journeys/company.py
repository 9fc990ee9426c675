"""A small company's customers, made up of a few Vietnamese words, and a table of them."""

from __future__ import annotations

import itertools
from pathlib import Path

from xlsxwriter import Workbook

from desktop.core.clock import SystemClock
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile

FORMS = ("Công ty TNHH", "Công ty Cổ phần", "Doanh nghiệp tư nhân", "Hợp tác xã")
TRADES = ("Xây dựng", "Thương mại", "Dược phẩm", "Nội thất", "Cơ khí", "Vận tải", "Thủy sản")
NAMES = ("Đại Phú", "Hoa Sen", "Tân Tiến", "Ễnh Ương", "Mộc Việt", "Quê Hương", "Đức Thịnh")
PEOPLE = ("Nguyễn Thị Hường", "Trần Minh Đức", "Lê Hoàng Long", "Phạm Thu Thảo", "Vũ Đình Khoa")
HEADS = ("Tên khách hàng", "Mã khách hàng", "Điện thoại", "Email", "Website")


def names(count: int) -> list[str]:
    """Return `count` different names of companies."""
    words = itertools.product(FORMS, TRADES, NAMES)
    return [
        f"{' '.join(word)} {number}" for number, word in zip(range(count), itertools.cycle(words))
    ]


def fill(folder: Path, count: int = 300) -> None:
    """Put customers and contact persons into a profile, as an import does."""
    declare()
    store = open_profile(folder, SystemClock(), Role.WORKER)
    kinds = ("customer", "supplier", "partner")
    rows = [
        {"name": name, "code": f"KH{number:05}", "account_type": kinds[number % 3]}
        for number, name in enumerate(names(count))
    ]
    people = [{"full_name": f"{PEOPLE[n % 5]} {n}"} for n in range(40)]
    with store.work(store.owner(), "import") as work:
        work.bulk_insert("account", rows)
        work.bulk_insert("contact", people)
    store.checkpoint()
    store.close()


def write_table(path: Path, count: int = 300) -> None:
    """Write a spreadsheet of customers with Vietnamese heads."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("Khách hàng")
        sheet.write_row(0, 0, HEADS)
        for number, name in enumerate(names(count)):
            phone = f"09{12_000_000 + number * 7:08}"
            row = (name, f"NK{number:05}", phone, f"kh{number}@example.com", "https://example.com")
            sheet.write_row(number + 1, 0, row)
