"""The diary shows what the store has, and does what hands and keys say."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from desktop.core.diary.periods import View
from desktop.core.pages import Ref
from desktop.views.diary.card_trigger import CardTrigger
from desktop.views.diary.diary_page import DiaryPage
from desktop.views.diary.diary_state import state_from_json
from desktop.views.diary.editor.event_window import EventWindow
from desktop.views.diary.entry_card import EntryCard
from desktop.views.diary.files.import_dialog import CalendarImportDialog
from desktop.views.diary.scope_question import ScopeDialog
from desktop.views.record_mime import records_as_mime
from desktop.views.shell.targets import Target
from tests.views.diary.canvas.hand import drag, spot

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
MEETING = ("Gặp khách", "2026-11-25T09:00", "2026-11-25T10:00")
WEEKLY = ("Giao ban", "2026-11-23T08:00", "2026-11-23T09:00")


def chosen(page: DiaryPage, title: str):
    """Choose the first entry of a title on the surface in view."""
    surface = page.surfaces.surface
    entry = next(one for one in surface.entries if one.title == title)
    surface.choose(entry)
    return entry


def test_it_shows_this_work_week(enter, page, titles, until):
    assert page.header.title.text() == "23 – 27 November 2026"
    enter(*MEETING)
    page.refresh()
    until(lambda: titles() == ["Gặp khách 25 09:00-10:00"])
    assert page.status_text() == "1 appointment"


@pytest.mark.parametrize("view", list(View))
def test_every_way_to_look_at_it_can_be_chosen_and_left(page, until, view):
    page.look_at(view)
    until(page.surfaces.surface.isVisible)
    assert page.header.views[view].isChecked()
    page.context.actions.run("diary.next")
    assert page.day > page.today
    page.context.actions.run("diary.today")
    assert page.day == page.today


def test_digits_say_how_many_days(page):
    page.context.actions.run("diary.days_3")
    assert page.surfaces.surface.days == (
        date(2026, 11, 24),
        date(2026, 11, 25),
        date(2026, 11, 26),
    )


def test_a_title_that_is_typed_makes_an_entry_that_can_be_taken_back(page, titles, until, jobs):
    grid = page.surfaces.surface
    drag(grid, spot(grid, 25, 13), spot(grid, 25, 14.5))
    QTest.keyClicks(grid, "A")
    edit = grid.title_edit
    QTest.keyClicks(edit, " visit")
    told = []
    jobs.committed.connect(lambda outcome: told.append(outcome.changes.group))
    QTest.keyClick(edit, KEY.Key_Return)
    until(lambda: titles() == ["A visit 25 13:00-15:00"])
    jobs.start(_undo(jobs, told), name="undo")
    until(lambda: titles() == [])


async def _undo(jobs, told):
    await jobs.command("undo.group", group=told[0])


def test_dragging_moves_an_entry(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    grid = page.surfaces.surface
    drag(grid, spot(grid, 25, 9.5), spot(grid, 26, 14.5))
    assert titles() == ["Gặp khách 26 14:00-15:00"]  # at once
    until(lambda: page._read[0].start.day == 26)
    assert titles() == ["Gặp khách 26 14:00-15:00"]


def test_with_ctrl_it_is_copied(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    grid = page.surfaces.surface
    drag(grid, spot(grid, 25, 9.5), spot(grid, 26, 9.5), CTRL)
    until(lambda: titles() == ["Gặp khách 25 09:00-10:00", "Gặp khách 26 09:00-10:00"])


@pytest.fixture
def weekly(enter, page, titles, until):
    enter(*WEEKLY, rule="FREQ=DAILY;COUNT=5")
    page.refresh()
    until(lambda: len(titles()) == 5)
    return page


def days_of(titles) -> list[str]:
    return [one.removeprefix("Giao ban ").partition("-")[0] for one in titles()]


def test_only_this_time_of_a_series_is_moved(weekly, titles, until, dialog):
    grid = weekly.surfaces.surface
    drag(grid, spot(grid, 25, 8.5), spot(grid, 25, 15.5))
    asked = dialog(ScopeDialog)
    QTest.keyClick(asked, KEY.Key_Return)
    until(lambda: weekly._read and any(one.start.hour == 15 for one in weekly._read))
    assert days_of(titles) == ["23 08:00", "24 08:00", "25 15:00", "26 08:00", "27 08:00"]


def test_this_and_the_following_times_are_moved(weekly, titles, until, dialog):
    grid = weekly.surfaces.surface
    drag(grid, spot(grid, 25, 8.5), spot(grid, 25, 15.5))
    asked = dialog(ScopeDialog)
    QTest.keyClick(asked, KEY.Key_2)
    QTest.keyClick(asked, KEY.Key_Return)
    until(lambda: sum(one.start.hour == 15 for one in weekly._read) == 3)
    assert days_of(titles) == ["23 08:00", "24 08:00", "25 15:00", "26 15:00", "27 15:00"]


def test_esc_leaves_a_series_as_it_was(weekly, titles, until, dialog):
    grid = weekly.surfaces.surface
    before = titles()
    drag(grid, spot(grid, 25, 8.5), spot(grid, 25, 15.5))
    assert titles() != before  # where it would be
    QTest.keyClick(dialog(ScopeDialog), KEY.Key_Escape)
    until(lambda: titles() == before)


def test_the_whole_series_is_deleted_by_key(weekly, titles, until, dialog):
    chosen(weekly, "Giao ban")
    QTest.keyClick(weekly.surfaces.surface, KEY.Key_Delete)
    asked = dialog(ScopeDialog)
    QTest.keyClick(asked, KEY.Key_3)
    QTest.keyClick(asked, KEY.Key_Return)
    until(lambda: titles() == [])


def test_cut_and_paste_move_an_entry(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    chosen(page, "Gặp khách")
    page.context.actions.run("edit.cut")
    grid = page.surfaces.surface
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(grid, 27, 10))
    page.context.actions.run("edit.paste")
    until(lambda: titles() == ["Gặp khách 27 10:00-11:00"])


def test_copies_are_pasted_at_the_cursor(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    chosen(page, "Gặp khách")
    page.context.actions.run("edit.copy")
    assert "Gặp khách" in QApplication.clipboard().text()
    grid = page.surfaces.surface
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(grid, 27, 10))
    page.context.actions.run("edit.paste")
    until(lambda: titles() == ["Gặp khách 25 09:00-10:00", "Gặp khách 27 10:00-11:00"])


def test_a_click_shows_what_an_entry_is(enter, page, titles, until, dialog):
    enter(*MEETING, place="Phòng 2")
    page.refresh()
    until(titles)
    grid = page.surfaces.surface
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(grid, 25, 9.5))
    card = dialog(EntryCard)
    card.buttons["delete"].click()
    until(lambda: titles() == [])


def test_a_customer_that_is_dropped_begins_an_entry_about_it(page, run, dialog):
    customer = run("account.create", values={"name": "Công ty Hoa Sen"}).value
    data = records_as_mime([Ref("account", _id(customer), "Công ty Hoa Sen")])
    grid = page.surfaces.surface
    grid.dropped.emit(data, page.actions_here._next_hour())
    values = dialog(EventWindow).form.values()
    assert values["account_id"] == customer
    assert values["title"] == "Công ty Hoa Sen"


def test_what_is_no_record_begins_nothing(page, window):
    page.surfaces.dropped.emit(QMimeData(), page.actions_here._next_hour())
    assert window.findChildren(EventWindow) == []


def test_a_calendar_that_is_not_ticked_is_not_seen(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    (row,) = page.side.calendars._rows()
    row.setCheckState(0, Qt.CheckState.Unchecked)
    until(lambda: titles() == [])
    (row,) = page.side.calendars._rows()
    row.setCheckState(0, Qt.CheckState.Checked)
    until(titles)


def test_what_is_chosen_is_kept(page):
    page.look_at(View.MONTH)
    kept = page.view_state()
    page.look_at(View.DAYS)
    page.restore_view_state(kept)
    assert page.state.view is View.MONTH


@pytest.mark.parametrize("rubbish", [{}, {"view": 3, "count": "x", "on": [1], "groups": []}])
def test_a_state_that_makes_no_sense_is_the_usual_one(rubbish):
    assert state_from_json(rubbish) == state_from_json({})


def test_a_target_names_the_day(page):
    page.show_target(Target("calendar", search="2027-02-06"))
    assert page.header.title.text() == "01 – 05 February 2027"
    page.show_target(Target("calendar", search="nowhere"))
    assert page.day == date(2027, 2, 6)


def test_buttons_and_keys_say_the_same(page):
    button = page.header.views[View.MONTH]
    assert isinstance(button, QToolButton)
    button.click()
    assert page.state.view is View.MONTH
    assert page.context.actions.is_checked("diary.view_month")


def test_the_menu_of_an_entry_offers_what_fits(enter, page, titles, until):
    enter(*MEETING)
    page.refresh()
    until(titles)
    entry = chosen(page, "Gặp khách")
    page.surfaces.context_asked.emit(entry, QPoint(300, 300))
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:2] == ["Open", "Whole record"]
    assert "Log as held…" in words
    assert "To the customer" not in " ".join(words)
    menu.close()


def _id(text):
    import uuid

    return uuid.UUID(str(text))


def test_a_calendar_file_that_is_dropped_is_offered_for_import(page, tmp_path, window):
    path = tmp_path / "team.ics"
    path.write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page.surfaces.dropped.emit(data, page.actions_here._next_hour())
    (dialog,) = page.findChildren(CalendarImportDialog)
    assert dialog.isVisible()
    dialog.close()


def test_who_goes_on_by_keys_after_a_click_gets_no_card(weekly, dialog):
    grid = weekly.surfaces.surface
    cards = []
    weekly.surfaces.card_asked.connect(lambda *_told: cards.append(1))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(grid, 25, 8.5))
    QTest.keyClick(grid, KEY.Key_Delete)
    asked = dialog(ScopeDialog)
    triggers = grid.findChildren(CardTrigger)
    assert not any(one._wait.isActive() for one in triggers)
    assert cards == []
    asked.reject()
