"""What a message says goes into the records that are made from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop.core.mail.mailto import people_of_link
from desktop.views.mail.invitations import invitation_words
from desktop.views.mail.mail_print import MailPrint
from desktop.views.printing.paper import Paper

SIGNED = """Chào anh, em gửi thông tin.

--
Trần Minh
Trưởng phòng Kinh doanh
Công ty TNHH Sao Mai
ĐT: 0912 345 678"""
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:1@x
DTSTAMP:20261120T010000Z
DTSTART;TZID=Asia/Ho_Chi_Minh:20261126T150000
DTEND;TZID=Asia/Ho_Chi_Minh:20261126T160000
SUMMARY:Họp tiến độ
LOCATION:Phòng 2
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def signed(inbox, mailbox, until):
    folder = mailbox.folder("Inbox")
    message = mailbox.add(folder, "Trần Minh", "Hỏi giá", timedelta(minutes=1), text=SIGNED)
    inbox.refresh()
    until(lambda: inbox.middle.model.layout_now.row(message) >= 0)
    inbox.list.go_to(message)
    until(lambda: inbox.pane.view.row.id == message)
    return inbox


def test_a_stranger_becomes_a_contact_with_what_was_signed(signed, begun, until):
    until(signed.pane.head.chips)
    [chip] = signed.pane.head.chips()
    chip.click()
    [(entity, values)] = begun
    assert entity == "contact"
    assert values["full_name"] == "Trần Minh"
    assert values["emails"] == ["tran.minh@abc.vn"]
    assert values["phones"] == ["+84912345678"]


def test_a_task_and_an_appointment_take_the_subject(signed, begun):
    signed.context.actions.run("mail.to_task")
    signed.context.actions.run("mail.to_event")
    assert [(entity, values["title"]) for entity, values in begun] == [
        ("task", "Hỏi giá"),
        ("event", "Hỏi giá"),
    ]
    assert "<p>Chào anh" in begun[0][1]["description"]


def test_a_lead_takes_the_company(signed, begun):
    signed.context.actions.run("mail.to_lead")
    assert begun[0][0] == "lead"
    assert "Sao Mai" in begun[0][1]["company"]


def test_an_invitation_says_what_when_and_where():
    words = invitation_words(ICAL)
    assert words == "Invitation: Họp tiến độ · 26/11/2026 15:00 · Phòng 2"
    assert invitation_words(ICAL.replace("REQUEST", "CANCEL")).startswith("Cancelled: ")


@pytest.mark.parametrize("text", ["no calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR", "x" * 90_000])
def test_an_invitation_that_cannot_be_read_is_one_all_the_same(text):
    assert invitation_words(text) == "This message brings an appointment."
    assert invitation_words(" ") == ""


def test_a_link_to_an_address_brings_people_and_subject_alone():
    people, subject = people_of_link(
        "mailto:a@x.vn,b@x.vn?subject=Ch%C3%A0o&body=x&attach=/etc/passwd&cc=c@x.vn"
    )
    assert [one.address for one in people] == ["a@x.vn", "b@x.vn"]
    assert subject == "Chào"


def test_a_long_message_is_printed_on_several_pages_without_cutting_lines(inbox, qtbot):
    view = inbox.pane.view
    from dataclasses import replace

    long = replace(view, text="\n".join(f"Dòng {number}" for number in range(200)), html="")
    prints = MailPrint(long, {})
    sheet = _run(prints.read(lambda *_: None, chosen=False))
    pages = prints.pages(sheet, Paper())
    assert len(pages.pages) > 2
    assert sum(pages.heights) >= pages.document.size().height()


def _run(work):
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def test_a_picture_that_is_attached_is_looked_at_here(inbox, mailbox, popup):
    from desktop.core.mail.values import MailFile
    from desktop.views.mail.file_preview import FilePreview

    message = inbox.pane.view.row.id
    mailbox.parts[message, "2"] = "Chào anh".encode()
    inbox.file_deeds.look_at(MailFile("2", "thu.txt", "text/plain", 8))
    shown = popup(QDialog)
    assert isinstance(shown, FilePreview)
    QTest.keyClick(shown, "\x1b")
    shown.close()
