"""What somebody wrote, what they quote, and who signs."""

from __future__ import annotations

import pytest

from desktop.core.mime import Mailbox
from desktop.core.mime.quotes import OWN, QUOTE, SIGNATURE, own_text, signature_text, split_quotes
from desktop.core.mime.signatures import FAX, MOBILE, WORK, read_signature

ANNOUNCED = [
    "Vào Th 2, 23 thg 11, 2026 vào lúc 10:00 Nguyễn An <an@abc.vn> đã viết:",
    "Vào Th 2, 23 thg 11, 2026 vào lúc 10:00 Nguyễn An <\nan@abc.vn> đã viết:",
    "Vào 23/11/2026 10:00, Nguyễn An đã viết:",
    "Vào lúc 10:00 ngày 23/11/2026, Nguyễn An <an@abc.vn> đã viết:",
    "Ngày 23/11/2026 10:00, Nguyễn An viết:",
    "On Mon, Nov 23, 2026 at 10:00 AM Nguyễn An <an@abc.vn> wrote:",
    "Le lun. 23 nov. 2026 à 10:00, An <an@abc.vn> a écrit :",
    "Nguyễn An <an@abc.vn> wrote:",
    "-----Original Message-----",
    "---------- Forwarded message ----------",
    "----- Thư gốc -----",
    "Từ: An <an@abc.vn>\nĐã gửi: Thứ Hai, 23 tháng 11, 2026\nĐến: Bình\nChủ đề: Báo giá",
    "From: An\nSent: Monday\nTo: Bình\nSubject: Báo giá",
    "*From:* An\n*Date:* Monday\n*To:* Bình\n*Subject:* Báo giá",
]


@pytest.mark.parametrize("line", ANNOUNCED)
def test_what_is_announced_is_quoted(line):
    pieces = split_quotes(f"Đồng ý.\n\n{line}\n\nnội dung cũ\ncũ nữa")
    assert [piece.kind for piece in pieces] == [OWN, QUOTE]
    assert own_text(f"Đồng ý.\n\n{line}\n\nnội dung cũ") == "Đồng ý."


@pytest.mark.parametrize(
    "text",
    ["Hôm qua anh An viết:\nmai họp", "Từ: kho A\nĐến: kho B", "On time delivery: yes", "viết:"],
)  # fmt: skip
def test_what_only_looks_announced_is_not_quoted(text):
    assert [piece.kind for piece in split_quotes(text)] == [OWN]


def test_answers_between_quotes_are_kept():
    text = "Vào 23/11/2026, An đã viết:\n> giá?\n5 triệu\n> hạn?\nngày mai"
    assert own_text(text) == "5 triệu\nngày mai"


def test_a_signature_ends_where_a_quote_begins():
    text = "chào\n-- \nAn\n0912 345 678\n\nOn Monday, Bình <b@abc.vn> wrote:\n> cũ"
    assert [piece.kind for piece in split_quotes(text)] == [OWN, SIGNATURE, QUOTE]
    assert signature_text(text) == "An\n0912 345 678"


def test_the_line_of_a_telephone_is_no_text():
    assert own_text("Đồng ý\n\nGửi từ iPhone của tôi") == "Đồng ý"


FOOT = """Chào chị, em gửi báo giá.

Trân trọng,
Nguyễn Văn An (Mr.)
Trưởng phòng kinh doanh
CÔNG TY TNHH THƯƠNG MẠI ABC
Đ/c: Tầng 5, 123 Nguyễn Huệ, P. Bến Nghé, Q.1, TP. HCM
ĐT: 028 3822 1234 | Fax: 028 3822 1235 | DĐ: 0912 345 678
Email: an@abc.vn | Web: www.abc.vn
MST: 0100109106
"""


def test_the_foot_of_a_letter_says_who_wrote_it():
    signer = read_signature(FOOT, Mailbox("Nguyen Van An", "an@abc.vn"))
    assert signer.name == "Nguyễn Văn An"
    assert signer.title == "Trưởng phòng kinh doanh"
    assert signer.company == "CÔNG TY TNHH THƯƠNG MẠI ABC"
    assert signer.postal_address.startswith("Tầng 5, 123 Nguyễn Huệ")
    assert (signer.website, signer.tax_code) == ("www.abc.vn", "0100109106")
    assert [(one.phone.number, one.kind) for one in signer.phones] == [
        ("+842838221234", WORK),
        ("+842838221235", FAX),
        ("+84912345678", MOBILE),
    ]


def test_a_foot_in_english_is_read_too():
    text = "ok\n-- \nMs. Lan - Sales Manager\nABC JSC\nM: +84 903 123 456\nhttps://abc.com.vn"
    signer = read_signature(text, Mailbox("lan", "lan@abc.com.vn"))
    assert (signer.name, signer.title, signer.company) == ("Lan", "Sales Manager", "ABC JSC")
    assert signer.website == "abc.com.vn"


def test_a_letter_without_a_foot_says_only_what_its_sender_says():
    signer = read_signature("chào anh, hẹn mai nhé", Mailbox("Bình", "b@abc.vn"))
    assert (signer.name, signer.address, signer.phones) == ("Bình", "b@abc.vn", ())
    assert not signer.company
