"""Files that the wizard is given: dropped, of any kind, broken, in any encoding."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.views.records.import_wizard import file_page
from desktop.views.widgets.drop_zone import DropZone
from tests.files.makers import declare_size, make_raw_xlsx, make_xlsx, sheet_xml
from tests.views.records.import_wizard.steps import FILE, TABLE

# The worker is a thread here and holds the interpreter now and then; a process would not.
pytestmark = pytest.mark.stall(800)


def test_a_file_that_is_no_table_is_explained(make_wizard, tmp_path, qtbot):
    path = tmp_path / "thư mời.xlsx"
    path.write_bytes(b"%PDF-1.7 " + bytes(100))
    wizard = make_wizard(path)
    qtbot.waitUntil(wizard.pages[FILE]._problem.isVisible, timeout=5000)
    assert "PDF" in wizard.pages[FILE]._problem.text()
    assert not wizard._next.isEnabled()


@pytest.mark.parametrize("fault", ["gone", "empty", "password", "bomb", "folder", "damaged"])
def test_a_file_that_cannot_be_used_is_explained(make_wizard, tmp_path, corpus, qtbot, fault):
    path = bad_file(fault, tmp_path, corpus)
    wizard = make_wizard(path)
    qtbot.waitUntil(wizard.pages[FILE]._problem.isVisible, timeout=10_000)
    assert path.name in wizard.pages[FILE]._problem.text()
    assert wizard.step == FILE
    assert not wizard._next.isEnabled()


def bad_file(fault, folder, corpus):
    """Return the path of a file with a fault."""
    path = folder / "bảng giá.xlsx"
    if fault == "password":
        return corpus / "spreadsheets" / "calamine" / "pass_protected.xlsx"
    if fault == "folder":
        path.mkdir()
    elif fault == "bomb":
        make_raw_xlsx(path, sheet_xml(""))
        declare_size(path, "xl/worksheets/sheet1.xml", 2**31)
    elif fault == "damaged":
        path.write_bytes(make_xlsx(folder / "a.xlsx", [["Tên"], ["A"]]).read_bytes()[:900])
    elif fault == "empty":
        path.touch()
    return path


def test_a_file_is_dropped_onto_the_first_page(make_wizard, customers, qtbot):
    wizard = make_wizard()
    zone = wizard.findChild(DropZone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(customers))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(event)
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)


def test_another_header_row_changes_the_columns(wizard, go_to):
    page = wizard.pages[TABLE]
    page._row.setValue(1)
    assert [column.header for column in wizard.draft.sheet.columns][:1] == ["DANH SÁCH"]
    page._has_header.click()
    assert wizard.draft.sheet.header_row is None
    assert wizard._next.isEnabled()


def test_a_text_file_is_read_again_with_another_encoding(make_wizard, tmp_path, qtbot):
    path = tmp_path / "khach.csv"
    path.write_bytes("Tên;Ghi chú\nLê Lợi;Đường\n".encode("cp1258", "replace"))
    wizard = make_wizard(path)
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
    page = wizard.pages[TABLE]
    page._encoding.setCurrentIndex(page._encoding.findData("cp1252"))
    page._encoding.activated.emit(0)
    qtbot.waitUntil(lambda: wizard.draft.table.encoding == "cp1252", timeout=5000)


def test_text_of_an_old_font_is_converted_only_when_somebody_says_so(make_wizard, tmp_path, qtbot):
    rows = [
        ["T\xaan kh\xb8ch h\xb5ng", "Phone"],
        ["C\xabng ty Hoa Ph\xadîng H\xb5 N\xe9i", "0912345678"],
    ]
    wizard = make_wizard(make_xlsx(tmp_path / "a.xlsx", rows))
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
    bar = wizard.pages[TABLE]._old_text
    assert bar.isVisible()
    assert wizard.draft.table.proposed[0] == "tcvn3"
    assert "Hà Nội" in bar._after.text() or "hàng" in bar._after.text()
    assert wizard.draft.sheet.head[1][0] == rows[1][0]
    bar._button.click()
    qtbot.waitUntil(lambda: wizard.draft.table.repair == "tcvn3", timeout=5000)
    assert wizard.draft.sheet.head[1][0] == "Công ty Hoa Phượng Hà Nội"
    bar._button.click()
    qtbot.waitUntil(lambda: wizard.draft.table.repair == "", timeout=5000)
    assert wizard.draft.sheet.head[1][0] == rows[1][0]


def test_a_template_is_saved_filled_in_and_read_again(make_wizard, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "mẫu"

    async def choose(*_what):
        return str(path)

    monkeypatch.setattr(file_page, "choose_file_to_save", choose)
    wizard = make_wizard(entity="contact")
    page = wizard.pages[FILE]
    page._template.click()
    qtbot.waitUntil(page._told.isVisible, timeout=5000)
    assert "mẫu.xlsx" in page._told.text()
    wizard.look_at(str(path.with_suffix(".xlsx")))
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
    assert wizard.draft.sheet.columns[1].header == "Full name *"


def test_contact_cards_are_previewed_and_mapped_without_a_question(make_wizard, tmp_path, qtbot):
    path = tmp_path / "danh bạ.vcf"
    path.write_text(
        "BEGIN:VCARD\nFN:Nguyễn Văn An\nORG:An Bình\nTEL:0912345678\nEND:VCARD\n", "utf-8"
    )
    wizard = make_wizard(path, "contact")
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
    assert not wizard.pages[TABLE]._has_header.isVisible()
    wizard._next.click()
    qtbot.waitUntil(lambda: bool(wizard.draft.uses), timeout=5000)
    assert set(wizard.draft.uses.values()) == {"full_name", "account_id", "phones"}
    qtbot.waitUntil(wizard._next.isEnabled)
