"""Where the cursor of a card is: where it was asked for, and where somebody types."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit


def test_a_field_gets_the_cursor_that_was_asked_for_before_there_were_fields(
    make_page, company, qtbot
):
    page = make_page("account")
    page.focus_first()
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    qtbot.waitUntil(lambda: page._form.isAncestorOf(page.focusWidget() or page))
    line = page.focusWidget()
    assert line.text() == "Công ty Hoa Sen"
    assert not line.hasSelectedText()
    assert line.cursorPosition() == len(line.text())


def test_a_form_that_is_read_late_leaves_the_cursor_where_somebody_types(make_page, company, qtbot):
    page = make_page("account")
    line = QLineEdit(page)
    line.show()
    page.activateWindow()
    page.focus_first()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    QApplication.processEvents()
    assert line.hasFocus()


def test_a_change_made_elsewhere_leaves_the_cursor_where_it_is(
    make_page, run, company, jobs, qtbot
):
    page = make_page("account")
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    page.resize(740, 520)
    page.activateWindow()
    page.focus_first()
    page._tabs.setCurrentIndex(page._tabs._apart_tab)
    line = page._timeline.log.text
    qtbot.waitUntil(line.hasFocus)
    jobs.announce(run("account.save", id=str(company), values={"employees": [35, 99]}))
    qtbot.waitUntil(lambda: page._form.values()["employees"] == 99, timeout=10_000)
    assert line.hasFocus()
