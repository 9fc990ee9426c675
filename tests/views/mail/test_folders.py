"""The tree of folders: places, counts, what falls on it, what is done with folders."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QInputDialog, QMessageBox

from desktop.core.mail.places import in_folder, in_role
from desktop.core.mail.values import FolderRole
from desktop.views.mail.folder_delegate import NODE_ROLE
from desktop.views.mail.folder_nodes import Node
from desktop.views.mail.message_mime import messages_as_mime, messages_in

HOUR = timedelta(hours=1)


def outline(page) -> list[str]:
    """Return the lines of the tree with their counts."""

    def lines(nodes: tuple[Node, ...], depth: int) -> list[str]:
        found = []
        for node in nodes:
            count = f" {node.count}" if node.count else ""
            found += [f"{'  ' * depth}{node.title}{count}", *lines(node.children, depth + 1)]
        return found

    return lines(page.tree.nodes, 0)


def drop(page, mime: QMimeData, folder, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    index = page.tree._find(page.tree.rootIndex(), in_folder(folder.id))
    assert isinstance(index.data(NODE_ROLE), Node)
    at = QPointF(page.tree.visualRect(index).center())
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    page.tree.dropEvent(QDropEvent(at, actions, mime, Qt.MouseButton.LeftButton, modifiers))


def test_one_account_stands_with_its_folders_and_searches(inbox, until):
    until(lambda: "  Inbox 3" in outline(inbox) or "  Inbox 2" in outline(inbox))
    lines = outline(inbox)
    assert lines[0] == "Công ty"
    assert "  Khách hàng" in lines
    assert "Search folders" in lines
    assert "All accounts" not in lines


def test_several_accounts_are_also_shown_together(inbox, mailbox, until):
    second = mailbox.add_account("Bán hàng", "ban@cty.vn")
    mailbox.add(mailbox.folder("Inbox", second), "Bùi Nga", "Hỏi hàng", HOUR)
    inbox.refresh()
    until(lambda: "All accounts" in outline(inbox))
    inbox.show_place(in_role(FolderRole.INBOX))
    until(lambda: inbox.middle.model.order.total == 5)


def test_messages_fall_onto_a_folder_and_ctrl_copies_them(inbox, mailbox, until):
    goal = mailbox.folder("Khách hàng")
    first, second = inbox.middle.model.layout_now.messages(0, 9)[:2]
    drop(inbox, messages_as_mime([first]), goal)
    until(lambda: mailbox.messages[first].folder == goal.id)
    drop(inbox, messages_as_mime([second]), goal, Qt.KeyboardModifier.ControlModifier)
    until(lambda: not inbox.jobs.busy())
    assert mailbox.messages[second].folder == mailbox.folder("Inbox").id


def test_message_files_fall_onto_a_folder(inbox, mailbox, tmp_path, until):
    path = tmp_path / "thu.eml"
    path.write_bytes(b"Subject: x\r\n\r\nchao")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(inbox, mime, mailbox.folder("Khách hàng"))
    until(lambda: "appended: 1" in mailbox.acts)


def test_what_is_no_list_of_messages_is_none():
    mime = QMimeData()
    mime.setData("application/x-lienhe-messages", b"{broken")
    assert messages_in(mime) == []
    assert messages_in(messages_as_mime([3, 5])) == [3, 5]


def test_a_folder_is_made_named_and_deleted(inbox, mailbox, until, popup):
    inbox.show_place(in_folder(mailbox.folder("Khách hàng").id))
    inbox.context.actions.run("mail.new_folder")
    dialog = popup(QInputDialog)
    dialog.setTextValue("  Sao   Mai ")
    dialog.accept()
    until(lambda: [one for one in mailbox.folders() if one.name == "Sao Mai"])
    made = mailbox.folder("Sao Mai")
    assert made.parent == mailbox.folder("Khách hàng").id
    until(lambda: "    Sao Mai" in outline(inbox))
    inbox.show_place(in_folder(made.id))
    inbox.context.actions.run("mail.delete_folder")
    popup(QMessageBox).button(QMessageBox.StandardButton.Yes).click()
    until(lambda: made.id not in {one.id for one in mailbox.folders()})
    until(lambda: inbox.place == in_folder(mailbox.folder("Inbox").id))


def test_a_folder_with_a_role_is_not_renamed_or_deleted(inbox, mailbox, until):
    until(lambda: inbox.tree.current_folder() is not None)
    actions = inbox.context.actions
    assert not actions.is_enabled("mail.delete_folder")
    assert not actions.is_enabled("mail.rename_folder")
    assert actions.is_enabled("mail.new_folder")


def test_a_favourite_stands_on_top_and_is_remembered(inbox, mailbox, until):
    inbox.show_place(in_folder(mailbox.folder("Khách hàng").id))
    inbox.context.actions.run("mail.favourite")
    assert outline(inbox)[:2] == ["Favourites", "  Khách hàng"]
    assert inbox.view_state()["favourites"] == [in_folder(mailbox.folder("Khách hàng").id).key]
    assert inbox.context.actions.is_checked("mail.favourite")


def test_everything_in_a_folder_is_marked_as_read(inbox, mailbox, until):
    inbox.context.actions.run("mail.read_all")
    until(lambda: not [one for one in mailbox.messages.values() if not one.is_read])
    until(lambda: "  Inbox" in outline(inbox))
