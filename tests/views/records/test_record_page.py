"""The card of a record, over a real store."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.commands import CommandFacts
from desktop.store.reads import LocalReads
from desktop.views.records.timeline_view import TimelineView


@pytest.fixture
def page(make_page, company, qtbot):
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed):
        made.open(company)
    return made


@pytest.fixture
def card(folder, company):
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    yield lambda: reads.card("account", company)
    reads.close()


def typed(page, **values):
    page._form.apply(values)


def test_a_record_that_was_only_looked_at_has_nothing_to_save(page):
    assert page._form.edits() == {}
    assert not page.is_dirty()


def test_what_is_typed_is_saved_and_shown(page, card, qtbot):
    typed(page, employees=40)
    assert page.is_dirty()
    with qtbot.waitSignal(page.saved):
        page.save()
    assert card().values["employees"] == 40
    assert not page.is_dirty()


def test_another_persons_edit_of_another_field_is_kept(page, card, run, company, qtbot):
    typed(page, employees=40)
    run("account.save", id=str(company), values={"short_name": [None, "Hoa Sen"]})
    with qtbot.waitSignal(page.saved):
        page.save()
    assert card().values["employees"] == 40
    assert card().values["short_name"] == "Hoa Sen"


def test_a_required_field_cannot_be_left_empty(page, card, qtbot):
    typed(page, name=None)
    page.save()
    assert "name" in page._form.problems()
    assert card().values["name"] == "Công ty Hoa Sen"


def test_discarding_brings_the_saved_values_back(page):
    typed(page, employees=40)
    page.discard()
    assert page._form.values()["employees"] == 35


def test_a_person_has_a_birth_date_and_no_tax_code(page):
    assert "tax_code" in page._form.field_names()
    assert "birth_on" not in page._form.field_names()
    typed(page, party_type="person")
    assert "birth_on" in page._form.field_names()
    assert "tax_code" not in page._form.field_names()


def test_what_was_typed_stays_when_the_form_changes_its_kind(page):
    typed(page, employees=40, name="Nguyễn Thị Hoa", party_type="person")
    assert page._form.values()["name"] == "Nguyễn Thị Hoa"
    assert page._form.edits()["name"] == ["Công ty Hoa Sen", "Nguyễn Thị Hoa"]


def test_the_cursor_stays_in_the_field_that_changes_the_kind_of_the_form(make_page, run, qtbot):
    values = {"full_name": "Lê Hoa", "term": "regular", "description": "dài\n" * 30}
    made = run("business_card.create", values=values).value
    page = make_page("business_card")
    with qtbot.waitSignal(page.title_changed):
        page.open(uuid.UUID(made))
    page.resize(420, 380)
    page.activateWindow()
    page._form.focus_field("term")
    box = page._form._boxes["term"]
    qtbot.waitUntil(lambda: box.isAncestorOf(page.focusWidget() or page))
    box.editor.combo.choose("short_term")
    box.editor.combo.activated.emit(box.editor.combo.currentIndex())
    assert "ends_on" in page._form.field_names()
    box = page._form._boxes["term"]
    assert box.isAncestorOf(page.focusWidget())
    qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty(), timeout=10_000)


def test_a_new_record_is_made_once_under_its_own_id(make_page, folder, qtbot):
    page = make_page("account")
    page.begin({"party_type": "company"})
    typed(page, name="Cửa hàng Bình Minh")
    with qtbot.waitSignal(page.saved) as saved:
        page.save()
    assert page.record_id == saved.args[0]
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    assert reads.card("account", page.record_id).title == "Cửa hàng Bình Minh"
    reads.close()


def test_an_unsaved_draft_is_offered_again_and_brought_back(page, make_page, company, qtbot):
    typed(page, employees=41)
    page._drafts.flush()
    again = make_page("account")
    again.open(company)
    qtbot.waitUntil(again._drafts.isVisible)
    again._drafts._accept.click()
    assert again._form.values()["employees"] == 41


def test_a_saved_form_leaves_no_draft(page, make_page, company, qtbot, jobs):
    typed(page, employees=41)
    with qtbot.waitSignal(page.saved):
        page.save()
    drafts = []
    jobs.drafts.submit(lambda journal: journal.waiting(), drafts.append)
    qtbot.waitUntil(lambda: bool(drafts))
    assert drafts == [[]]


def test_a_change_made_elsewhere_is_shown_at_once(page, run, company, jobs, qtbot):
    outcome = run("account.save", id=str(company), values={"employees": [35, 99]})
    jobs.announce(outcome)
    qtbot.waitUntil(lambda: page._form.values()["employees"] == 99)


def test_a_quick_note_stands_on_the_timeline(page, qtbot):
    page._timeline.log.begin("note")
    page._timeline.log.text.setText("Khách hẹn gọi lại thứ Hai")
    page._timeline.log.text.returnPressed.emit()
    qtbot.waitUntil(lambda: page._timeline._model.rowCount() == 1)
    assert page._timeline._model.entry(0).ref.title == "Khách hẹn gọi lại thứ Hai"


def test_the_history_gives_an_old_value_back(page, run, company, jobs, qtbot):
    jobs.announce(run("account.save", id=str(company), values={"employees": [35, 99]}))
    page.show_history()
    tree = page._tabs._history._tree
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 2)
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    page._tabs._history._restore.click()
    assert page._form.values()["employees"] == 35
    assert page.is_dirty()


@pytest.mark.parametrize("width", [720, 1400])
def test_the_history_shows_before_and_after_without_scrolling(page, qtbot, width):
    page.resize(width, 700)
    page.show_history()
    tree = page._tabs._history._tree
    qtbot.waitUntil(lambda: tree.topLevelItemCount() > 0)
    assert tree.header().length() <= tree.viewport().width()


@pytest.mark.parametrize("width", [500, 1600])
def test_every_kind_of_event_over_the_timeline_is_shown_whole(page, qtbot, width):
    timeline = page._timeline
    timeline.setParent(None)
    qtbot.addWidget(timeline)
    timeline.resize(width, 400)
    timeline.show()
    qtbot.waitExposed(timeline)
    chips = list(timeline._chips.values())
    qtbot.waitUntil(lambda: all(chip.width() >= chip.sizeHint().width() for chip in chips))
    assert all(chip.geometry().right() < timeline.width() for chip in chips)


def test_a_record_in_the_bin_is_read_only_and_offers_the_way_back(page, company, run, jobs, qtbot):
    jobs.changes.changed.emit(run("account.delete", ids=[str(company)]).changes)
    header = page._header
    qtbot.waitUntil(header._banners.isVisible)
    assert not page._main.isEnabled()
    assert not any(button.isVisible() for button in header._keys)
    bar = next(iter(header._banners._bars.values()))
    assert "In the recycle bin since" in bar._text.text()
    with qtbot.waitSignal(page.command_requested) as asked:
        bar._accept.click()
    assert asked.args == ["account.restore", [str(company)]]
    jobs.changes.changed.emit(run("account.restore", ids=[str(company)]).changes)
    qtbot.waitUntil(page._main.isEnabled)
    assert not header._banners.isVisible()


def test_a_low_timeline_leaves_its_room_to_line_and_entries(make_page, run, company, qtbot):
    run("note.log", text="Gọi lại sau Tết", account_id=str(company))
    page = make_page("account")
    page.open(company)
    timeline = page.findChild(TimelineView)
    qtbot.waitUntil(lambda: timeline._count > 0)
    timeline.resize(400, 300)
    assert not timeline._chip_row.isHidden()
    timeline.resize(400, 120)
    assert timeline._chip_row.isHidden()


def names_on_tabs(page):
    tabs = page._tabs
    return [tabs.tabText(n) for n in range(tabs.count()) if tabs.is_offered(n)]


@pytest.mark.parametrize(
    ("size", "is_beside"),
    [((1100, 700), True), ((740, 520), False), ((740, 280), True), ((600, 900), True)],
)
def test_the_timeline_goes_to_a_tab_of_its_own_where_the_form_needs_the_room(page, size, is_beside):
    page.resize(*size)
    assert page._main.isAncestorOf(page._timeline) is is_beside
    assert ("Timeline" in names_on_tabs(page)) is not is_beside


def test_a_timeline_on_its_own_tab_goes_on_where_it_was(page, qtbot):
    page.resize(740, 520)
    page.log_call("")
    assert page._tabs.currentWidget().isAncestorOf(page._timeline)
    qtbot.waitUntil(page._timeline.log.text.hasFocus)
    page._timeline.log.text.setText("Hẹn thứ Hai")
    page.resize(1200, 700)
    assert page._tabs.currentWidget() is page._main
    assert page._timeline.isVisible()
    assert page._timeline.log.text.text() == "Hẹn thứ Hai"


def test_a_record_that_does_not_exist_yet_has_no_timeline_tab(make_page):
    page = make_page("account")
    page.resize(740, 520)
    page.begin({})
    assert names_on_tabs(page) == ["Details"]
    page.resize(1200, 700)
    assert page._timeline.isHidden()


def test_a_low_card_keeps_its_head_low_and_all_commands_in_reach(make_page, company, qtbot):
    page = make_page("account")
    header = page._header
    header._fill_actions((CommandFacts("account.hand_over", "Hand over to somebody"),), ())
    header._fill_actions((CommandFacts("account.stop_care", "Stop caring for this one"),), ())
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    page.resize(740, 640)
    qtbot.waitUntil(lambda: header._actions.y() > header._facts.geometry().bottom())
    high = header.height()
    page.resize(740, 300)
    qtbot.waitUntil(lambda: header.height() < high)
    assert header._actions.geometry().right() < header.width()
    assert len(header._actions.offered()) >= 2
    header._title.setText("Công ty Cổ phần Thương mại Dịch vụ Bao bì Duy Phước")
    line = header._title.fontMetrics().height()
    qtbot.waitUntil(lambda: header._title.height() < 2 * line)
