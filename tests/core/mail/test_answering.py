"""Letters begun from messages: to whom they go, what they quote, how they hang together."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from desktop.core.i18n import set_language
from desktop.core.mail.answering import forward, quoted_text, reply_to
from desktop.core.mail.letters import Letter, LetterFile, Sender
from desktop.core.mail.reminding import forgets_files
from desktop.core.mail.values import Address, MailRow, MailView
from desktop.core.mime.subjects import unmarked_subject

ACCOUNT = uuid.UUID(int=7)
ME = Address("Nguyễn An", "an@congty.vn")
SALES = Address("Bán hàng", "ban@congty.vn")
HUONG = Address("Đặng Hường", "huong@khach.vn")
BINH = Address("Trần Bình", "Binh@Khach.vn")
SENDERS = (Sender(ACCOUNT, ME), Sender(ACCOUNT, SALES, identity=uuid.UUID(int=8)))


def view(**values) -> MailView:
    row = MailRow(5, ACCOUNT, 1, 1, "Đặng Hường", "huong@khach.vn", "", "Báo giá", "", NOW, 100)
    given = {"sender": (HUONG,), "to": (ME,), "text": "Chào anh\n> cũ", "message_id": "<1@x>"}
    return MailView(row, "INBOX", **{**given, "references": ("<0@x>",), **values})


NOW = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)


def test_an_answer_goes_to_the_sender_and_hangs_on_the_message():
    letter = reply_to(view(), SENDERS, everybody=False)
    assert (letter.to, letter.cc) == ((HUONG,), ())
    assert (letter.in_reply_to, letter.references) == ("<1@x>", ("<0@x>", "<1@x>"))
    assert (letter.subject, letter.sender, letter.answers) == ("Re: Báo giá", ME, 5)


def test_an_answer_to_all_goes_to_each_once_and_never_to_oneself():
    message = view(to=(ME, BINH), cc=(SALES, HUONG, Address("", "binh@khach.vn")))
    letter = reply_to(message, SENDERS, everybody=True)
    assert (letter.to, letter.cc) == ((HUONG, BINH), ())


def test_an_answer_goes_where_the_sender_wants_it():
    desk = Address("", "hotro@khach.vn")
    assert reply_to(view(reply_to=(desk,)), SENDERS, everybody=False).to == (desk,)


def test_an_answer_to_an_own_letter_goes_to_its_recipients():
    message = view(sender=(ME,), to=(HUONG,), cc=(BINH,))
    assert reply_to(message, SENDERS, everybody=False).to == (HUONG,)
    assert reply_to(message, SENDERS, everybody=True).cc == (BINH,)


def test_one_answers_under_the_address_that_was_written_to():
    assert reply_to(view(to=(SALES,)), SENDERS, everybody=False).sender == SALES


def test_what_is_quoted_says_who_wrote_it_in_the_language_in_use():
    set_language("vi")
    letter = reply_to(view(), SENDERS, everybody=False)
    set_language("en")
    assert "Vào 23/11/2026 lúc 09:05, Đặng Hường <huong@khach.vn> đã viết:" in letter.text
    assert "> Chào anh\n>> cũ" in letter.text
    assert "&lt;huong@khach.vn&gt;" in letter.html


def test_what_is_sent_on_keeps_its_files_and_says_where_it_came_from():
    file = LetterFile("a.pdf", "application/pdf", 3, "0" * 64)
    letter = forward(view(), SENDERS, (file,))
    assert (letter.to, letter.files, letter.subject) == ((), (file,), "Fwd: Báo giá")
    assert "huong@khach.vn" in letter.text


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Re: RE[2]: TL: Báo giá", "Báo giá"),
        ("Fwd: Chuyển tiếp: x", "x"),
        ("[Dự án 3] Báo giá", "[Dự án 3] Báo giá"),
        ("Retail: kế hoạch", "Retail: kế hoạch"),
        ("Re:", ""),
    ],
)
def test_marks_of_answers_do_not_pile_up(subject, base):
    assert unmarked_subject(subject) == base


def test_quotations_of_quotations_keep_their_depth():
    assert quoted_text("a\n\n> b") == "> a\n>\n>> b"


@pytest.mark.parametrize(
    ("text", "files", "asks"),
    [
        ("Em gửi báo giá đính kèm ạ", (), True),
        ("Xem file kèm theo", (), True),
        ("Please see the attached file", (), True),
        ("Em gửi báo giá đính kèm ạ", (LetterFile("a", "b/c", 1, "d"),), False),
        ("Vâng ạ\n> xem tệp đính kèm", (), False),
        ("Cảm ơn anh", (), False),
    ],
)
def test_a_letter_that_speaks_of_files_without_any_is_noticed(text, files, asks):
    assert forgets_files(Letter(uuid.uuid4(), text=text, files=files)) is asks
