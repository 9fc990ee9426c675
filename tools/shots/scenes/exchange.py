"""Scenes of importing and exporting, step by step."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from desktop.views.records.export_dialog import ExportDialog
from desktop.views.records.import_wizard.wizard import ImportWizard
from tools.shots.scenes.lists import records_of, reset, select_rows
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

HEAD = ("Tên khách hàng", "Điện thoại", "Email", "Mã số thuế", "Tỉnh thành", "Ghi chú riêng")
ROWS = (
    (
        "Công ty TNHH Sao Mai",
        "0912 345 678",
        "lienhe@saomai.example",
        "",
        "Hà Nội",
        "gọi buổi sáng",
    ),
    ("Công ty CP Hạ Long Xanh", "0203 3825 000", "kd@halong.example", "", "Quảng Ninh", ""),
    ("Nguyễn Thị Hòa", "0987 654 321", "không có", "", "Nghệ An", ""),
    ("", "0909 000 111", "an@binh.example", "", "Cần Thơ", "thiếu tên"),
    ("Cửa hàng Minh Phát", "12", "phat@minh.example", "123", "Đà Nẵng", ""),
)


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Nguyễn Văn An
ORG:Công ty An Bình;Phòng Kinh doanh
TITLE:Giám đốc
TEL;TYPE=CELL:0912 345 678
EMAIL:an@anbinh.example
ADR:;;12 Tràng Tiền;Phường Cửa Nam;Hà Nội;;
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Trần Thị Bích
TEL:0987 654 321
NOTE:Gặp ở hội chợ
END:VCARD
"""


def write_file(path: Path) -> Path:
    """Write a spreadsheet as customers have them."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Khách hàng")
    for number, row in enumerate((HEAD, *ROWS, *(ROWS[:2] * 12))):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@scene("import")
async def import_wizard(studio: Studio) -> None:
    page = await studio.list("account")
    await reset(studio, page)
    path = write_file(studio.settings.profile.folder / "khach-hang-2026.xlsx")
    wizard = ImportWizard(studio.jobs, "account", "", studio.window.running, studio.window)
    wizard.show()
    await studio.top(ImportWizard)
    await studio.shoot("import-1")
    wizard.look_at(str(path))
    await studio.until(lambda: wizard.step > 0 or wizard.pages[0].is_ready())
    for step in range(1, 5):
        if wizard.step < step:
            wizard.pages[wizard.step].finished.emit()
        await studio.until(wizard.pages[step].is_ready)
        await studio.shoot(f"import-{step + 1}")
    wizard.pages[4].finished.emit()
    await studio.until(lambda: not wizard.job.is_running)
    await studio.shoot("import-6")
    wizard.close()


@scene("export")
async def export_dialog(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 3)
    dialog = ExportDialog(studio.jobs, records.query(), records.selection(), parent=studio.window)
    dialog.show()
    await studio.top(ExportDialog)
    await studio.shoot("export-1")
    dialog.export_to(studio.settings.profile.folder / "khach-hang.xlsx")
    await studio.until(lambda: not dialog.is_running)
    await studio.shoot("export-2")
    dialog.close()
    records_of(page).table.clearSelection()


@scene("import-cards")
async def import_cards(studio: Studio) -> None:
    folder = studio.settings.profile.folder
    cards = folder / "danh-ba.vcf"
    cards.write_text(CARDS, "utf-8")
    old = folder / "khach-hang-cu.csv"
    old.write_bytes(
        "T\xaan kh\xb8ch h\xb5ng;SDT\nC\xabng ty Hoa Ph\xad\xeeng H\xb5 N\xe9i;0912345678\n".encode(
            "latin-1"
        )
    )
    wizard = ImportWizard(studio.jobs, "contact", "", studio.window.running, studio.window)
    wizard.show()
    await studio.top(ImportWizard)
    for name, path in (("cards", cards), ("old", old)):
        wizard.look_at(str(path))
        await studio.until(lambda: wizard.step > 0 and wizard.pages[1].is_ready())
        await studio.shoot(f"import-{name}-2")
        wizard.pages[wizard.step].finished.emit()
        await studio.until(wizard.pages[2].is_ready)
        await studio.shoot(f"import-{name}-3")
    wizard.close()
