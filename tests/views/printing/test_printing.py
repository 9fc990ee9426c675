"""What a list or a card shows comes out on paper: in a PDF with its own letters."""

from __future__ import annotations

import re
import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.i18n import set_language
from desktop.core.pages import ListQuery, Sort
from desktop.views.printing import list_lines
from desktop.views.printing.card_lines import CardLines, printed_events
from desktop.views.printing.output import write_file
from desktop.views.printing.painting import PagePainter
from desktop.views.printing.print_dialog import PrintDialog
from desktop.views.printing.printable import CardPrint, ListPrint
from desktop.views.printing.printer import print_pages
from desktop.views.records.lists.table_selection import NOTHING, Selection

COLUMNS = ("name", "phones", "employees")


@pytest.fixture
def many(run):
    """Three hundred customers in two provinces."""
    for number in range(300):
        address = {"province": "01" if number % 2 else "79"}
        values = {"party_type": "company", "name": f"Cửa hàng {number:03d}", "address": address}
        run("account.create", values=values)


def query(**facts):
    return ListQuery("account", COLUMNS, sort=Sort("name"), **facts)


@pytest.fixture
def show(jobs, qtbot):
    def made(printable):
        dialog = PrintDialog(jobs, printable)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.is_busy and dialog.words.text() == "", timeout=20_000)
        return dialog

    return made


@pytest.fixture
def saved(show, qtbot, tmp_path):
    """Print into a file; returns its bytes."""

    def save(printable, **choices):
        dialog = show(printable)
        if choices:
            dialog.options.choose(**choices)
            qtbot.waitUntil(dialog.save_pdf.isEnabled)
        path = tmp_path / "in.pdf"
        dialog.save_to(path)
        qtbot.waitUntil(dialog.open_file.isVisible, timeout=20_000)
        return path.read_bytes()

    return save


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_list_is_printed_whole_and_in_order(show, jobs, many):
    dialog = show(ListPrint(jobs, query(), NOTHING))
    names = [line.cells[0] for line in dialog._pages.sheet.lines]
    assert names == [f"Cửa hàng {number:03d}" for number in range(300)]
    assert len(dialog._pages.pages) > 5


def test_a_file_holds_every_page_and_our_letters(saved, jobs, many):
    pdf = saved(ListPrint(jobs, query(), NOTHING))
    assert pdf.startswith(b"%PDF")
    assert page_count(pdf) > 5
    assert b"BeVietnamPro" in pdf
    assert b"/FontFile2" in pdf
    assert b"/ToUnicode" in pdf


def test_groups_have_their_heads_on_paper(show, jobs, many):
    dialog = show(ListPrint(jobs, query(group="address_province"), NOTHING))
    heads = [line.cells[0] for line in dialog._pages.sheet.lines if line.is_heading]
    assert len(heads) == 2
    assert all("(150)" in head for head in heads)


def test_only_what_is_selected_is_printed(show, jobs, many):
    answered = []
    jobs.lists.submit(lambda reads: reads.first_page(query()), answered.append)
    dialog = show(ListPrint(jobs, query(), NOTHING))
    rows = answered[0].rows
    chosen = Selection(query(), 0, ((0, 1),), (rows[0].id, rows[1].id))
    dialog = show(ListPrint(jobs, query(), chosen))
    assert [line.cells[0] for line in dialog._pages.sheet.lines] == ["Cửa hàng 000", "Cửa hàng 001"]


def test_more_than_paper_is_for_is_refused_with_a_sentence(jobs, many, qtbot, monkeypatch):
    monkeypatch.setattr(list_lines, "MOST_LINES", 100)
    dialog = PrintDialog(jobs, ListPrint(jobs, query(), NOTHING))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "100" in dialog.words.text())
    assert not dialog.print.isEnabled()
    assert not dialog.save_pdf.isEnabled()


def test_lying_paper_has_fewer_lines_on_a_page(show, jobs, many, qtbot):
    dialog = show(ListPrint(jobs, query(), NOTHING))
    upright = len(dialog._pages.pages)
    dialog.options.choose(landscape=True)
    qtbot.waitUntil(lambda: dialog._pages is not None and dialog._pages.paper.is_landscape)
    assert len(dialog._pages.pages) > upright


def test_a_card_shows_its_labels_and_values(saved, show, jobs, company):
    dialog = show(CardPrint(jobs, get_entity("account"), company))
    texts = ["\n".join(line.cells) for line in dialog._pages.sheet.lines]
    assert any("Hoa Sen" in text for text in texts)
    assert any("12 Lê Lợi" in text for text in texts)


def test_what_colleagues_say_among_themselves_is_never_printed(show, jobs, run, company):
    secret, open_word = "khách này khó tính", "đã gửi báo giá"
    run("comment.post", record_type="account", record_id=str(company), text=secret)
    run("note.create", values={"subject": open_word, "account_id": str(company)})
    printable = CardPrint(jobs, get_entity("account"), company)
    printable.is_chosen = True
    dialog = show(printable)
    texts = " ".join(text for line in dialog._pages.sheet.lines for text in line.cells)
    assert open_word in texts
    assert secret not in texts
    assert "comment" not in printed_events()


def test_an_internal_record_itself_is_refused(jobs, run_async):
    source = CardLines(jobs, get_entity("comment"), uuid.uuid4())
    with pytest.raises(NotAllowedError):
        run_async(source.read(with_events=False))


def test_the_company_stands_on_top_unless_it_is_not_wanted(show, jobs, run, many, qtbot):
    run("org_unit.create", values={"name": "Công ty Đại Phát"})
    dialog = show(ListPrint(jobs, query(), NOTHING))
    assert dialog._shown_letterhead().company == "Công ty Đại Phát"
    dialog.options.choose(letterhead=False)
    assert dialog._shown_letterhead().company == ""


def test_none_of_several_departments_at_the_top_is_taken_for_the_company(show, jobs, run, many):
    for name in ("Kinh doanh Miền Bắc", "Kinh doanh Miền Nam"):
        run("org_unit.create", values={"name": name})
    assert show(ListPrint(jobs, query(), NOTHING))._shown_letterhead().company == ""


def test_a_card_that_may_not_be_seen_any_more_is_not_printed(show, jobs, run, qtbot):
    """A colleague ended sharing it while its pages were looked at."""
    made = run("account.create", values={"party_type": "company", "name": "Hoa Sen"}).value
    dialog = show(CardPrint(jobs, get_entity("account"), uuid.UUID(made)))
    assert "Hoa Sen" in dialog.windowTitle()
    run("account.delete", ids=[made])
    run("account.purge", ids=[made])
    jobs.changes.changed.emit(Changes({"account": frozenset()}))
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.words.text() != "", timeout=20_000)
    assert "Hoa Sen" not in dialog.windowTitle()
    assert dialog._pages is None
    assert dialog.preview.page.count == 0
    assert not dialog.save_pdf.isEnabled()
    assert not dialog.print.isEnabled()


def test_a_card_that_somebody_changes_is_printed_as_it_is_then(show, jobs, run, qtbot):
    made = run("account.create", values={"party_type": "company", "name": "Hoa Sen"}).value
    dialog = show(CardPrint(jobs, get_entity("account"), uuid.UUID(made)))
    run("account.save", id=made, values={"name": ["Hoa Sen", "Sen Vàng"]})
    jobs.changes.changed.emit(Changes({"account": frozenset({uuid.UUID(made)})}))
    qtbot.waitUntil(lambda: "Sen Vàng" in dialog.windowTitle(), timeout=20_000)
    qtbot.waitUntil(dialog.save_pdf.isEnabled, timeout=20_000)


def test_a_file_that_cannot_be_written_is_told(show, jobs, many, qtbot, tmp_path):
    dialog = show(ListPrint(jobs, query(), NOTHING))
    dialog.save_to(tmp_path / "no such folder" / "in.pdf")
    qtbot.waitUntil(lambda: "in.pdf" in dialog.words.text() and not dialog.is_busy)
    assert not dialog.open_file.isVisible()
    assert dialog.save_pdf.isEnabled()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "in.pdf"
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("has_begun", [False, True])
def test_closing_stops_what_goes_on(jobs, many, qtbot, has_begun):
    dialog = PrintDialog(jobs, ListPrint(jobs, query(), NOTHING))  # it destroys itself
    dialog.show()
    if has_begun:
        with qtbot.waitSignal(dialog.preview.page.turned):  # it says that pages are being made
            pass
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_pages_are_turned_by_keys_and_the_count_is_told(show, jobs, many, qtbot):
    set_language("vi")
    dialog = show(ListPrint(jobs, query(), NOTHING))
    qtbot.keyClick(dialog.preview.page, Qt.Key.Key_PageDown)
    assert dialog.preview.page.number == 1
    qtbot.keyClick(dialog.preview.page, Qt.Key.Key_End)
    count = len(dialog._pages.pages)
    assert dialog.preview.label.text() == f"Trang {count}/{count}"


def print_dialogs(qapp):
    return [one for one in qapp.topLevelWidgets() if isinstance(one, QPrintDialog)]


@pytest.mark.stall(3_000)  # the desktop lists its printers
def test_the_printers_of_the_desktop_are_asked(show, jobs, many, qtbot, qapp):
    dialog = show(ListPrint(jobs, query(), NOTHING))
    dialog.print.click()
    qtbot.waitUntil(lambda: bool(print_dialogs(qapp)))
    print_dialogs(qapp)[0].reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert dialog.print.isEnabled()
    assert dialog.words.text() == ""


def test_chosen_pages_come_out_of_the_printer(show, jobs, many, run_async, tmp_path):
    set_language("vi")
    dialog = show(ListPrint(jobs, query(), NOTHING))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(dialog._pages.paper.page_layout)
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "giay.pdf"))
    printer.setFromTo(2, 3)
    pages = PagePainter(dialog._pages, dialog._shown_letterhead())
    count = run_async(print_pages(printer, pages, len(dialog._pages.pages), lambda *_: None))
    assert count == 2
    assert page_count((tmp_path / "giay.pdf").read_bytes()) == 2
