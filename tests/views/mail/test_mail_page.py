"""The page of mail: what stands on it, and what keys and the pointer do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop.core.changes import Changes
from desktop.core.mail.places import PlaceKind, QuickFilter, in_folder
from desktop.core.mail.values import MAILBOX
from desktop.views.mail.folder_popup import FolderPopup
from desktop.views.mail.mail_page import MailPage
from desktop.views.mail.mail_state import place_from_key, state_from_json
from tests.views.mail.memory_mailbox import MemoryMailbox

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
    "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HOUR = timedelta(hours=1)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALL = ["Báo giá tháng 11", "Hợp đồng bảo trì", "Lịch họp", "Chuyện cũ"]


def press(page: MailPage, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.list, key, modifiers)


def subjects_of(page: MailPage, mailbox: MemoryMailbox) -> list[str]:
    return [mailbox.messages[one].subject for one in page.list.selected()]


def test_the_inbox_is_shown_first_newest_on_top(page, titles, until):
    until(lambda: titles() == ALL)
    until(lambda: page.status_text() == "4 messages, 3 unread")


def test_an_empty_mailbox_invites_to_set_up_an_account(qtbot, jobs, window, actions, page):
    empty = MailPage(page.context, page.clock, window)
    assert empty.middle.empty_words == "Set up your mail"


def test_the_first_account_gets_its_tree_though_the_page_was_left_empty(
    qtbot, jobs, window, actions, page, until
):
    empty = MailPage(page.context, page.clock, window)
    kept = empty.view_state()
    assert "page" not in kept["sizes"]
    again = MailPage(page.context, page.clock, window)
    again.restore_view_state({**kept, "sizes": {"page": [0, 900]}})
    window.setCentralWidget(again)
    until(lambda: again.tree.isVisible() and again.tree.width() > 100)
    assert again.pane.isVisible()


def test_the_chosen_message_is_read_beside_the_list(inbox):
    assert inbox.pane.view.row.subject == "Báo giá tháng 11"
    assert "Nội dung của Báo giá tháng 11" in inbox.pane.body.toPlainText()


def test_a_message_that_is_looked_at_counts_as_read(reads_at_once, inbox, mailbox, until):
    message = inbox.list.current()
    until(lambda: mailbox.messages[message].is_read)
    until(lambda: inbox.middle.model.known(message).is_read)


def test_marked_as_unread_it_stays_so_while_it_is_looked_at(reads_at_once, inbox, mailbox, until):
    message = inbox.list.current()
    until(lambda: mailbox.messages[message].is_read)
    press(inbox, Qt.Key.Key_U, CTRL)
    until(lambda: not mailbox.messages[message].is_read)
    until(lambda: not inbox.pane.view.row.is_read)
    assert not inbox.reader._read.isActive()


@pytest.mark.parametrize(
    ("key", "modifiers", "folder"),
    [
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "Archive"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "Trash"),
        (Qt.Key.Key_J, CTRL | Qt.KeyboardModifier.AltModifier, "Junk"),
    ],
)
def test_a_key_moves_the_message_away_and_the_next_one_is_read(
    inbox, mailbox, until, key, modifiers, folder
):
    message = inbox.list.current()
    press(inbox, key, modifiers)
    until(lambda: mailbox.messages[message].folder == mailbox.folder(folder).id)
    until(lambda: inbox.pane.view is not None and inbox.pane.view.row.subject == ALL[1])


def test_what_was_moved_away_comes_back_with_one_key(inbox, mailbox, undo, titles, until):
    press(inbox, Qt.Key.Key_Backspace)
    until(lambda: titles() == ALL[1:])
    press(inbox, Qt.Key.Key_Backspace)
    until(lambda: titles() == ALL[2:])
    press(inbox, Qt.Key.Key_Z, CTRL)
    until(lambda: titles() == ALL[1:])
    press(inbox, Qt.Key.Key_Z, CTRL)
    until(lambda: titles() == ALL)
    assert undo.can_redo()


def test_the_snackbar_is_told_what_was_done(inbox, undo, qtbot):
    with qtbot.waitSignal(undo.told, timeout=20_000) as told:
        press(inbox, Qt.Key.Key_Backspace)
    assert told.args[0].text == "archived"
    assert told.args[0].action == "edit.undo"


def test_a_flag_is_put_on_and_taken_off_by_the_same_key(inbox, mailbox, until):
    message = inbox.list.current()
    press(inbox, Qt.Key.Key_Insert)
    until(lambda: mailbox.messages[message].is_flagged)
    until(inbox.message_actions.is_flagged)
    press(inbox, Qt.Key.Key_Insert)
    until(lambda: not mailbox.messages[message].is_flagged)


def test_a_folder_is_found_by_a_few_letters_without_accents(inbox, mailbox, until, popup):
    message = inbox.list.current()
    press(inbox, Qt.Key.Key_V, CTRL | SHIFT)
    found = popup(FolderPopup)
    QTest.keyClicks(found._line, "khach")
    assert found.titles()[0] == "Khách hàng"
    QTest.keyClick(found._line, Qt.Key.Key_Return)
    until(lambda: mailbox.messages[message].folder == mailbox.folder("Khách hàng").id)


def test_deleting_for_good_asks_first(inbox, mailbox, until, popup):
    message = inbox.list.current()
    press(inbox, Qt.Key.Key_Delete, SHIFT)
    box = popup(QMessageBox)
    assert message in mailbox.messages
    box.button(QMessageBox.StandardButton.Yes).click()
    until(lambda: message not in mailbox.messages)


def test_several_messages_are_acted_on_together(inbox, mailbox, until):
    press(inbox, Qt.Key.Key_Down, SHIFT)
    until(lambda: subjects_of(inbox, mailbox) == ALL[:2])
    assert inbox.pane.view is None
    press(inbox, Qt.Key.Key_Q, CTRL)
    until(lambda: "marked: 2" in mailbox.acts)


def test_words_narrow_the_list_and_esc_shows_all_again(inbox, titles, until):
    press(inbox, Qt.Key.Key_K, CTRL | SHIFT)
    line = inbox.middle.search._line
    until(line.hasFocus)
    QTest.keyClicks(line, "hop dong")
    until(lambda: titles() == ["Hợp đồng bảo trì"])
    QTest.keyClick(line, Qt.Key.Key_Escape)
    until(lambda: titles() == ALL)
    assert inbox.list.hasFocus()


def test_a_quick_filter_is_kept_with_its_folder(inbox, titles, mailbox, until):
    chip = inbox.middle.search._chips[QuickFilter.UNREAD]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    until(lambda: "Chuyện cũ" not in titles())
    inbox.show_place(in_folder(mailbox.folder("Sent").id))
    until(lambda: titles() == ["Gửi báo giá"])
    inbox.show_place(in_folder(mailbox.folder("Inbox").id))
    until(lambda: chip.is_on and "Chuyện cũ" not in titles())


def test_a_filter_that_leaves_nothing_says_so_and_is_cleared(inbox, titles, until):
    inbox.middle.search._line.setText("không có gì")
    until(lambda: inbox.middle.empty_words == "No message fits")
    inbox.middle._button.click()
    until(lambda: titles() == ALL)


def test_a_conversation_is_one_row_that_unfolds(inbox, titles, mailbox, until):
    inbox.context.actions.run("mail.conversations")
    until(lambda: titles() == ALL[:3])
    inbox.list.go_to(inbox.middle.model.layout_now.messages(0, 9)[0])
    until(lambda: inbox.middle.model.known(inbox.list.current()).count == 2)
    press(inbox, Qt.Key.Key_Right)
    until(lambda: titles() == [ALL[0], ALL[3], *ALL[1:3]])
    press(inbox, Qt.Key.Key_Left)
    until(lambda: titles() == ALL[:3])


def test_a_folded_conversation_is_archived_whole(inbox, titles, mailbox, until):
    inbox.context.actions.run("mail.conversations")
    until(lambda: titles() == ALL[:3])
    inbox.list.go_to(inbox.middle.model.layout_now.messages(0, 9)[0])
    press(inbox, Qt.Key.Key_Backspace)
    until(lambda: "archived: 2" in mailbox.acts)


def test_a_group_is_folded_by_its_head(inbox, titles, until):
    assert inbox.middle.model.layout_now.group(0).key == "today"
    y = inbox.list.rowViewportPosition(0) + 8
    QTest.mouseClick(inbox.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, y))
    until(lambda: titles() == ALL[2:])


def test_new_mail_does_not_move_the_row_under_the_pointer(inbox, mailbox, jobs, titles, until):
    seconds = [100.0]
    view = inbox.list
    view.seconds = lambda: seconds[0]
    row = inbox.middle.model.layout_now.row(inbox.list.selected()[0]) + 1
    at = QPoint(60, view.rowViewportPosition(row) + 10)
    QTest.mouseMove(view.viewport(), at)
    until(lambda: view._hovered == row)
    view.pointer_moved_at = seconds[0]
    mailbox.add(mailbox.folder("Inbox"), "Bùi Nga", "Thư mới", timedelta(minutes=1))
    jobs.changes.changed.emit(Changes({MAILBOX: frozenset()}))
    until(lambda: inbox.middle._waiting is not None)
    assert titles() == ALL
    seconds[0] += 1
    until(lambda: titles() == ["Thư mới", *ALL])


def test_the_view_of_each_folder_is_remembered(inbox, mailbox, until):
    inbox.context.actions.run("list.cards")
    kept = inbox.view_state()
    inbox.show_place(in_folder(mailbox.folder("Sent").id))
    assert not inbox.middle.model.is_table
    state = state_from_json(kept)
    assert state.of(in_folder(mailbox.folder("Inbox").id)).is_table
    assert place_from_key(state.place) == in_folder(mailbox.folder("Inbox").id)


def test_a_place_is_found_again_by_its_key(mailbox):
    account = mailbox.accounts()[0].id
    from desktop.core.mail.places import MailPlace, in_role
    from desktop.core.mail.values import FolderRole

    places = [
        in_folder(7),
        in_role(FolderRole.INBOX),
        in_role(FolderRole.SENT, account),
        MailPlace(PlaceKind.FOUND, words="from:minh / có:tệp"),
        MailPlace(PlaceKind.TAG, words="urgent"),
    ]
    assert [place_from_key(one.key) for one in places] == places
    assert place_from_key("nonsense") is None


def test_space_reads_on_and_then_goes_to_the_next_unread_message(inbox, mailbox, until):
    press(inbox, Qt.Key.Key_Space)
    until(lambda: subjects_of(inbox, mailbox) == [ALL[1]])


def test_keys_of_mail_come_before_those_of_the_window(inbox, actions, window):
    assert actions.action("mail.read").isEnabled()
    assert "Ctrl+Q" not in [one.toString() for one in actions.action("app.quit").shortcuts()]
    actions.show_screens([])
    window.setFocus()
    actions._set_focus(window)
    assert "Ctrl+Q" in [one.toString() for one in actions.action("app.quit").shortcuts()]


def test_pictures_of_the_web_come_only_when_they_are_asked_for(inbox, mailbox, jobs, until):
    asked = []

    class Web:
        async def ask(self, request, arguments, progress=None):
            asked.append((request, arguments))
            return {"https://abc.vn/a.png": PNG} if request == "mail.pictures" else None

    jobs.worker = Web()
    html = '<p>x</p><img src="remote:https%3A%2F%2Fabc.vn%2Fa.png" width="30" height="30">'
    folder = mailbox.folder("Inbox")
    message = mailbox.add(folder, "Bùi Nga", "Có hình", timedelta(minutes=2), html=html, remote=1)
    inbox.refresh()
    until(lambda: inbox.middle.model.layout_now.row(message) >= 0)
    inbox.list.go_to(message)
    until(inbox.pane.bars.pictures.isVisible)
    assert asked == []
    inbox.pane.bars.pictures._accept.click()
    until(lambda: "remote:https%3A%2F%2Fabc.vn%2Fa.png" in inbox.pane.own_pictures)
    assert asked == [("mail.pictures", {"addresses": ["https://abc.vn/a.png"]})]
    assert inbox.pane.bars.pictures.isHidden()
