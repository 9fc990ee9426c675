"""What speaks against a message being what it says it is."""

from __future__ import annotations

import pytest

from desktop.core.mime import Message, read_message
from desktop.core.mime.authentication import Authentication
from desktop.core.mime.domains import registered_domain
from desktop.core.mime.doubts import Circle, doubts_about, is_grave
from desktop.core.mime.look_alikes import IMITATED, LookAlikes
from desktop.core.mime.safe_html import Link

CIRCLE = Circle(
    own_domains=frozenset(("lienhe.vn",)),
    known_addresses=frozenset(("an@abc.vn",)),
    colleagues={"tran thi lan": frozenset(("lan@lienhe.vn",))},
    look_alikes=LookAlikes((*IMITATED, "lienhe.vn", "thepvietduc.com.vn")),
    is_provider={"gmail.com"}.__contains__,
)


def message(headers: str, text: str = "chào anh", file: str = "") -> Message:
    if not file:
        return read_message(f"{headers}\n\n{text}".encode())
    return read_message(
        f"{headers}\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n{text}\n--x\n"
        f'Content-Type: application/octet-stream; name="{file}"\n'
        "Content-Disposition: attachment\n\nPK\x03\x04\x14\0\x01\0abc\n--x--".encode()
    )


def kinds(found: Message, **more: object) -> list[str]:
    return [doubt.kind for doubt in doubts_about(found, CIRCLE, **more)]


def test_an_ordinary_message_raises_no_doubt():
    ordinary = "From: An <an@abc.vn>\nReply-To: form@webhost.vn\nSubject: Báo giá"
    assert kinds(message(ordinary, "Anh chuyển khoản gấp giúp em", "báo giá.pdf")) == []


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("From: Lan <a@1ienhe.vn>", "imitated"),
        ("From: Lan <a@lienhẹ.vn>", "imitated"),
        ("From: Lan <a@lỉenhe.vn>", "imitated"),
        ("From: Lan <a@thepvietduk.com.vn>", "imitated"),
        ("From: VCB <a@vietcornbank.com.vn>", "imitated"),
        ("From: Lan <a@gmial.com>", "imitated"),
        ("From: =?utf-8?q?Tr=E1=BA=A7n_Th=E1=BB=8B_Lan?= <lan.sep@gmail.com>", "colleague"),
        ('From: "lan@lienhe.vn" <x@evil.vn>', "name"),
        ("From: An <an@abc.vn>\nReply-To: an.abc@gmail.com", "reply"),
        ("From: An <an@thepviet.vn>\nReply-To: an@thepvjet.vn", "reply"),
    ],
)
def test_a_sender_that_is_not_who_it_seems_is_told(headers, kind):
    found = doubts_about(message(headers), CIRCLE)
    assert kind in [doubt.kind for doubt in found]
    assert all(doubt.sentence for doubt in found)


@pytest.mark.parametrize(
    "domain", ["lienhe.vn", "mail.lienhe.vn", "gmail.com", "lienhoa.vn", "abc.vn"]
)
def test_a_domain_that_is_itself_or_another_imitates_nothing(domain):
    assert CIRCLE.look_alikes.imitated_by(domain) == ""


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("hoá đơn.pdf.exe", "disguised"),
        ("hoá đơn.js", "program"),
        ("bảng giá.xlsm", "macros"),
        ("đăng nhập.html", "page"),
        ("bí mật.zip", "locked"),
    ],
)
def test_a_dangerous_file_is_told_by_its_name(file, kind):
    assert kinds(message("From: An <an@abc.vn>", file=file)) == [kind]


def test_a_stranger_who_asks_for_money_is_told():
    text = "Công ty thông báo thay đổi số tài khoản, vui lòng chuyển khoản gấp."
    assert kinds(message("From: Kế toán <kt@xyz.vn>", text)) == ["money"]


def test_what_the_own_server_found_out_weighs_most():
    forged = Authentication("mx", dmarc="fail")
    found = doubts_about(
        message("From: An <an@abc.vn>"),
        CIRCLE,
        (Link("https://x.ru/a", "vcb.vn", "vcb.vn"),),
        forged,
    )
    assert [doubt.kind for doubt in found] == ["forged", "link"]
    assert is_grave(found)
    assert not is_grave(doubts_about(message("From: A <an@abc.vn>", file="giá.xlsm"), CIRCLE))


@pytest.mark.parametrize(
    ("host", "registered"),
    [("mail.abc.com.vn", "abc.com.vn"), ("a.b.abc.vn", "abc.vn"), ("abc.vn", "abc.vn"),
     ("www.bbc.co.uk", "bbc.co.uk"), ("127.0.0.1", "127.0.0.1"), ("localhost", "localhost")],
)  # fmt: skip
def test_a_domain_is_what_somebody_rents(host, registered):
    assert registered_domain(host) == registered
