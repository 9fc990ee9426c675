"""The comments on a record: read, posted, changed and deleted; colleagues named."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt

from desktop.core.pages import PAGE_ROWS
from desktop.views.activities.comments_pane import CommentsPane
from tests.views.records.test_card_saving import busy_store, one_turn

__all__ = ["busy_store"]


@pytest.fixture
def me(run_async, jobs):
    def ask(reads):
        return reads.choices("app_user", "Nguyễn An")[0].ref.id

    return run_async(jobs.read(ask))


@pytest.fixture
def pane(jobs, me, company, qtbot):
    made = CommentsPane(jobs, me)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    with qtbot.waitSignal(made.counted):
        made.show_record("account", company)
    return made


def post(pane, qtbot, text: str) -> None:
    before = len(pane.cards)
    pane.edit.setPlainText(text)
    qtbot.keyClick(pane.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(pane.cards) == before + 1)


def test_what_is_posted_stands_there_oldest_first(pane, qtbot):
    post(pane, qtbot, "Một\nhai dòng")
    post(pane, qtbot, "Hai")
    assert [card.text.text() for card in pane.cards] == ["Một\nhai dòng", "Hai"]
    assert pane.cards[0].author.text() == "Nguyễn An"
    assert pane.edit.toPlainText() == ""


def test_its_author_changes_and_deletes_it(pane, qtbot):
    post(pane, qtbot, "Sai")
    pane.cards[0].change.click()
    assert pane.edit.toPlainText() == "Sai"
    pane.edit.setPlainText("Đúng")
    pane.post_button.click()
    qtbot.waitUntil(lambda: [card.text.text() for card in pane.cards] == ["Đúng"])
    pane.cards[0].delete.click()
    qtbot.waitUntil(lambda: pane.cards == [])


def test_nobody_else_is_offered_to(jobs, company, run, qtbot):
    run("comment.post", record_type="account", record_id=str(company), text="Của An")
    stranger = CommentsPane(jobs, uuid.uuid4())
    qtbot.addWidget(stranger)
    stranger.show()
    stranger.show_record("account", company)
    qtbot.waitUntil(lambda: len(stranger.cards) == 1)
    assert stranger.cards[0].change.isHidden()
    assert stranger.cards[0].delete.isHidden()


def test_names_are_offered_after_an_at_and_taken_by_enter(pane, run, qtbot, vi_type):
    run("app_user.create", values={"full_name": "Trần Thị Hà"})
    pane.edit.setFocus()
    vi_type(pane.edit, "Nhờ @Trần")
    qtbot.waitUntil(pane.edit.names.isVisible)
    qtbot.keyClick(pane.edit, Qt.Key.Key_Return)
    assert pane.edit.toPlainText() == "Nhờ @Trần Thị Hà "
    assert pane.edit.names.isHidden()


def test_an_address_names_nobody(pane, qtbot, vi_type):
    pane.edit.setFocus()
    vi_type(pane.edit, "gửi a@b")
    assert pane.edit.typed_name() is None


def test_what_was_typed_waits_while_another_record_is_looked_at(pane, company, run, qtbot):
    other = run("account.create", values={"name": "Khác", "party_type": "company"}).value
    pane.edit.setPlainText("Nửa câu")
    pane.show_record("account", uuid.UUID(other))
    assert pane.edit.toPlainText() == ""
    pane.show_record("account", company)
    assert pane.edit.toPlainText() == "Nửa câu"


def test_half_a_comment_waits_while_an_older_one_is_changed(pane, qtbot):
    post(pane, qtbot, "Cũ")
    pane.edit.setPlainText("Nửa câu")
    pane.cards[0].change.click()
    assert pane.edit.toPlainText() == "Cũ"
    pane.give_up.click()
    assert pane.edit.toPlainText() == "Nửa câu"
    pane.cards[0].change.click()
    pane.edit.setPlainText("Mới")
    pane.post()
    qtbot.waitUntil(lambda: [card.text.text() for card in pane.cards] == ["Mới"])
    qtbot.waitUntil(lambda: pane.edit.toPlainText() == "Nửa câu")
    assert pane.give_up.isHidden()


def test_escape_throws_nothing_away(pane, qtbot):
    pane.edit.setPlainText("Nửa câu")
    qtbot.keyClick(pane.edit, Qt.Key.Key_Escape)
    assert pane.edit.toPlainText() == "Nửa câu"
    pane.edit.clear()
    post(pane, qtbot, "Cũ")
    pane.cards[0].change.click()
    pane.edit.setPlainText("Cũ, nhưng khác")
    qtbot.keyClick(pane.edit, Qt.Key.Key_Escape)
    assert (pane.edit.toPlainText(), pane.give_up.isHidden()) == ("", True)
    pane.cards[0].change.click()
    assert pane.edit.toPlainText() == "Cũ, nhưng khác"
    pane.give_up.click()
    pane.cards[0].change.click()
    assert pane.edit.toPlainText() == "Cũ"


def test_two_comments_are_changed_one_after_the_other(pane, qtbot):
    post(pane, qtbot, "Một")
    post(pane, qtbot, "Hai")
    pane.cards[0].change.click()
    pane.edit.setPlainText("Một rưỡi")
    pane.cards[1].change.click()
    assert pane.edit.toPlainText() == "Hai"
    pane.cards[0].change.click()
    assert pane.edit.toPlainText() == "Một rưỡi"


@pytest.fixture
def posting(pane, busy_store, run_async):
    """A pane that posts a comment while the store is busy."""
    pane.edit.setPlainText("Đã gửi")
    pane.post()
    run_async(one_turn())
    return pane


def test_what_is_typed_while_a_comment_is_posted_stays(posting, busy_store, qtbot):
    posting.edit.setPlainText("Đã gửi rồi tiếp")
    busy_store.set()
    qtbot.waitUntil(lambda: len(posting.cards) == 1)
    qtbot.waitUntil(lambda: posting.edit.toPlainText() == " rồi tiếp")


def test_a_posted_comment_takes_nothing_from_the_record_shown_meanwhile(
    posting, busy_store, company, qtbot
):
    other = uuid.uuid4()
    posting.show_record("account", other)
    posting.edit.setPlainText("Của khách khác")
    busy_store.set()
    qtbot.waitUntil(lambda: not posting._jobs.busy())
    assert posting.edit.toPlainText() == "Của khách khác"
    posting.show_record("account", company)
    assert posting.edit.toPlainText() == ""


@pytest.mark.stall(1000)  # a hundred cards are made at once
def test_earlier_comments_are_shown_when_asked_for(pane, jobs, run, company, qtbot):
    for number in range(PAGE_ROWS + 3):
        said = run("comment.post", record_type="account", record_id=str(company), text=f"{number}")
    with qtbot.waitSignal(pane.counted) as counted:
        jobs.announce(said)
    assert counted.args == [PAGE_ROWS + 3]
    assert pane.cards[0].text.text() == "3"
    assert pane.earlier.text() == "Show earlier comments (3)"
    newest = pane.cards[-1]
    qtbot.waitUntil(pane.earlier.isVisible)
    pane.earlier.click()
    qtbot.waitUntil(lambda: len(pane.cards) == PAGE_ROWS + 3)
    assert pane.cards[0].text.text() == "0"
    assert pane.cards[-1] is newest
    qtbot.waitUntil(pane.earlier.isHidden)
    qtbot.waitUntil(lambda: pane.cards[0].y() < pane.cards[1].y() < newest.y())


@pytest.mark.parametrize("entity", ["account", "contact", "lead", "call", "gift", "anniversary"])
def test_every_card_has_the_tab_and_tells_how_many(make_page, run, entity, qtbot):
    values = {
        "account": {"name": "A", "party_type": "company"},
        "contact": {"full_name": "A"},
        "lead": {"full_name": "A"},
        "anniversary": {"title": "A", "day": 1, "month": 1},
    }
    subject = {"title" if entity == "gift" else "subject": "A"}
    made = run(f"{entity}.create", values=values.get(entity, subject)).value
    page = make_page(entity)
    with qtbot.waitSignal(page.title_changed):
        page.open(uuid.UUID(made))
    page._jobs.announce(run("comment.post", record_type=entity, record_id=made, text="A"))
    tabs = page._tabs
    qtbot.waitUntil(lambda: tabs.tabText(tabs._comments_tab) == "Comments (1)")
