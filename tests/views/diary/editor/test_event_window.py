"""The window of an event: made, changed in part or as a whole, with people, notes and files."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt

from desktop.core.recurrence.scopes import Scope
from desktop.views.diary.editor.event_reading import Opened, read_event
from tests.core.recurrence.drawn_rules import at
from tests.views.records.test_card_saving import busy_store

__all__ = ["busy_store"]

ZONE = "Asia/Ho_Chi_Minh"
TIMES = {"start": "2026-11-24T09:00", "end": "2026-11-24T10:00", "zone": ZONE}


@pytest.fixture
def enter(run):
    def do(title="Họp", **values):
        return uuid.UUID(run("event.enter", values={"title": title, **values}, **TIMES).value)

    return do


@pytest.fixture
def lan(run):
    return uuid.UUID(run("app_user.create", values={"full_name": "Trần Lan"}).value)


@pytest.fixture
def held(jobs, run_async):
    """Returns the values of an event, or of one time of it, and who takes part."""

    def read(event, original="", scope=Scope.ALL):
        opened = Opened(event, original, scope)
        card, people = run_async(jobs.read(lambda reads: read_event(reads, opened)))
        return card.values, sorted(one.shown for one in people)

    return read


def shown(qtbot, window):
    qtbot.waitUntil(lambda: window._card is not None)
    qtbot.waitUntil(lambda: window.form.values().get("title") is not None)
    return window


def write_title(window, qtbot, title: str) -> None:
    line = window.form._boxes["title"].editor.line
    line.selectAll()
    qtbot.keyClicks(line, title)


def save(window, qtbot) -> uuid.UUID:
    with qtbot.waitSignal(window.saved) as saved:
        window.save()
    return saved.args[0]


def test_a_new_event_is_typed_and_saved_by_key(opener, qtbot, held):
    window = opener.begin({})
    write_title(window, qtbot, "Hop bao gia")
    window.fields.starts.line.selectAll()
    qtbot.keyClicks(window.fields.starts.line, "24/11/2026 14h")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.saved) as saved:
        qtbot.keyClick(window.fields.starts.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    values, _people = held(saved.args[0])
    assert values["title"] == "Hop bao gia"
    assert values["zone"] == ZONE
    assert window.fields.starts.wall() == at("2026-11-24T14:00")
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()


def test_without_a_title_it_is_refused_at_the_field(opener, qtbot):
    window = opener.begin({})
    window.save()
    assert "title" in window.form.problems()
    assert window.opened is None
    window.is_leaving = True
    window.close()


def test_people_are_chosen_and_saved_with_it(opener, qtbot, lan, held):
    window = opener.begin({})
    write_title(window, qtbot, "Hop")
    window.tabs.setCurrentWidget(window.people)
    line = window.people.line
    line.setFocus()
    qtbot.keyClicks(line, "Lan")
    qtbot.waitUntil(lambda: line.ahead.list.current() is not None)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "minh@abc.vn")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.people.people()) == 2)
    _values, people = held(save(window, qtbot))
    assert {"Trần Lan", "minh@abc.vn"} <= set(people)
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()


def test_a_word_that_is_nobody_is_refused_in_words(opener, qtbot):
    window = opener.begin({"title": "Họp"})
    window.people.line.setText("Zzzz")
    window.save()
    assert window.people.problem.isVisibleTo(window.people)
    assert window.opened is None
    window.is_leaving = True
    window.close()


def test_one_time_of_a_series_is_changed_alone(opener, enter, qtbot, held):
    series = enter(rule="FREQ=WEEKLY")
    window = shown(qtbot, opener.open(Opened(series, "20261201T090000", Scope.THIS)))
    assert window.fields.starts.wall() == at("2026-12-01T09:00")
    assert not window.fields.rule.box.isEnabled()
    window.fields.starts.line.selectAll()
    qtbot.keyClicks(window.fields.starts.line, "2/12/2026 15h")
    save(window, qtbot)
    assert (
        held(series, "20261201T090000", Scope.THIS)[0]["starts_at"] != held(series)[0]["starts_at"]
    )
    qtbot.waitUntil(lambda: not window.is_dirty())
    assert window.fields.starts.wall() == at("2026-12-02T15:00")
    window.close()


def test_the_following_times_become_a_series_of_their_own(opener, enter, qtbot, held):
    series = enter(rule="FREQ=WEEKLY")
    window = shown(qtbot, opener.open(Opened(series, "20261201T090000", Scope.FOLLOWING)))
    write_title(window, qtbot, "Hop moi")
    made = save(window, qtbot)
    assert made != series
    assert held(made)[0]["title"] == "Hop moi"
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()


def test_of_a_conflict_the_person_chooses(opener, enter, run, qtbot, held):
    from desktop.views.records.conflict_dialog import ConflictDialog

    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    write_title(window, qtbot, "Cua toi")
    run("event.change", ids=[str(event)], values={"title": "Của người khác"})
    window.save()
    qtbot.waitUntil(lambda: window.findChild(ConflictDialog) is not None)
    with qtbot.waitSignal(window.saved):
        window.findChild(ConflictDialog).accept()
    assert held(event)[0]["title"] == "Cua toi"
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()


def test_who_is_busy_is_told_and_another_time_is_found(opener, enter, run, qtbot, lan, jobs):
    from desktop.views.diary.editor.find_time_dialog import FindTimeDialog

    other = enter("Gặp khách")
    run("event.invite", id=str(other), people=[{"user_id": str(lan)}])
    event = enter("Họp")
    run("event.invite", id=str(event), people=[{"user_id": str(lan)}])
    window = shown(qtbot, opener.open(Opened(event)))
    qtbot.waitUntil(lambda: "Trần Lan" in window.people.warning)
    assert window.clash.isVisible()
    window.people.finder.click()
    qtbot.waitUntil(lambda: window.findChild(FindTimeDialog) is not None)
    dialog = window.findChild(FindTimeDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    dialog.accepting.click()
    qtbot.waitUntil(lambda: not window.clash.isVisible())
    assert window.fields.wall_span() is not None
    window.is_leaving = True
    window.close()


def test_an_own_note_is_written_in_the_window(opener, enter, qtbot):
    window = shown(qtbot, opener.open(Opened(enter())))
    window.tabs.setCurrentWidget(window.notes)
    window.notes.edit.setPlainText("Mang hợp đồng gốc")
    qtbot.keyClick(window.notes.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(window.notes.cards) == 1)
    window.close()


def test_what_was_typed_is_offered_again(opener, enter, qtbot):
    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    write_title(window, qtbot, "Do dang")
    window._drafts.flush()
    window.is_leaving = True
    window.close()
    again = shown(qtbot, opener.open(Opened(event)))
    qtbot.waitUntil(again._drafts.isVisible)
    again._drafts.accepted.emit()
    assert again.form.values()["title"] == "Do dang"
    again.discard()
    again.is_leaving = True
    again.close()


def test_closing_asks_about_what_was_typed(opener, enter, qtbot, held):
    from PySide6.QtWidgets import QMessageBox

    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    write_title(window, qtbot, "Moi")
    window.close()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    with qtbot.waitSignal(window.saved):
        next(button for button in box.buttons() if button.text() == "Save").click()
    assert held(event)[0]["title"] == "Moi"


def test_an_open_event_is_brought_to_the_front(opener, enter, qtbot):
    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    assert opener.open(Opened(event)) is window
    window.close()


def test_it_is_deleted_from_its_window(opener, enter, qtbot, run, jobs, run_async):
    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    with qtbot.waitSignal(window.destroyed):
        window.delete.click()
    card = run_async(jobs.read(lambda reads: reads.card("event", event)))
    assert card.deleted


def test_a_role_is_chosen_from_a_menu_and_somebody_taken_off(opener, enter, run, qtbot, lan, held):
    from PySide6.QtWidgets import QMenu

    event = enter()
    run("event.invite", id=str(event), people=[{"user_id": str(lan)}])
    window = shown(qtbot, opener.open(Opened(event)))
    table = window.people.table
    guest = next(one for one in window.people.people() if one.user == lan)
    table.ask_role(guest)
    menu = table.findChild(QMenu)
    next(one for one in menu.actions() if one.data() == "optional").trigger()
    menu.close()
    assert next(one for one in window.people.people() if one.user == lan).role == "optional"
    save(window, qtbot)
    qtbot.waitUntil(lambda: not window.is_dirty())
    row = [one.user for one in window.people.people()].index(lan)
    table.setCurrentItem(table.topLevelItem(row + 1))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    save(window, qtbot)
    assert "Trần Lan" not in held(event)[1]
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()


def test_what_is_typed_while_it_is_saved_stays_to_be_saved(opener, enter, qtbot, held, busy_store):
    event = enter()
    window = shown(qtbot, opener.open(Opened(event)))
    write_title(window, qtbot, "Mot")
    window.save()
    qtbot.waitUntil(lambda: window.is_saving)  # the store is busy with something else
    write_title(window, qtbot, "Mot hai")
    with qtbot.waitSignal(window.saved):
        busy_store.set()
    assert window.is_dirty()
    save(window, qtbot)
    assert held(event)[0]["title"] == "Mot hai"
    qtbot.waitUntil(lambda: not window.is_dirty())
    window.close()
