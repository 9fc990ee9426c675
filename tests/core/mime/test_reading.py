"""What one message says: headers in any form, the text that is read, the files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.core import old_encodings
from desktop.core.mime import Mailbox, read_message


def message(headers: str, body: str = "") -> bytes:
    """Return a message as it goes over a line."""
    return f"{headers}\n\n{body}".replace("\n", "\r\n").encode()


def test_an_empty_message_is_a_message():
    found = read_message(b"")
    assert (found.subject, found.body.text, found.body.attachments) == ("", "", ())


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        (b"=?utf-8?q?B=C3=A1o_gi=C3=A1?=", "Báo giá"),
        (b"=?utf-8?b?QsOhbyBnacOh?= =?utf-8?b?IHRow6FuZw==?=", "Báo giá tháng"),
        (b"=?utf-8?b?QuE=?=\r\n =?utf-8?b?uqFu?=", "Bạn"),  # a letter cut between two words
        (b"B\xc3\xa1o gi\xc3\xa1", "Báo giá"),
        (b"=?windows-1258?q?Vi=EA=F2t_Nam?=", "Việt Nam"),
        (b"=?x-unknown?q?Vi=E1=BB=87t?= Nam", "Việt Nam"),
        (b"=?utf-8?q?a?=\r\n =?utf-8?q?_b?= c", "a b c"),
        (b"=?utf-8?q?broken", "=?utf-8?q?broken"),
        (b"gi\xc3\xa1 \xe2\x80\xaetxt.exe", "giá txt.exe"),
    ],
)
def test_a_subject_is_read_in_any_form(field, subject):
    assert read_message(b"Subject: " + field + b"\r\n\r\n").subject == subject


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("An <an@ABC.vn>", [("An", "an@abc.vn")]),
        ('"Nguyễn, An" <an@abc.vn>, b@d.vn', [("Nguyễn, An", "an@abc.vn"), ("", "b@d.vn")]),
        ("=?utf-8?q?Nguy=E1=BB=85n,_An?= <an@abc.vn>", [("Nguyễn, An", "an@abc.vn")]),
        ("an@abc.vn (An (phòng bán hàng))", [("An phòng bán hàng", "an@abc.vn")]),
        ("Nhóm: a@b.vn, c@d.vn;", [("", "a@b.vn"), ("", "c@d.vn")]),
        ("undisclosed-recipients:;", []),
        ("<@route.vn:an@abc.vn>", [("", "an@abc.vn")]),
        ("MAILER-DAEMON", [("", "MAILER-DAEMON")]),
        ("'an@abc.vn' <an@abc.vn>", [("", "an@abc.vn")]),
        ("An <an@abc.vn", [("An", "an@abc.vn")]),
        ("a@b.vn; c@d.vn", [("", "a@b.vn"), ("", "c@d.vn")]),
    ],
)
def test_addresses_are_read_in_any_form(field, people):
    found = read_message(message(f"To: {field}")).to
    assert found == tuple(Mailbox(name, address) for name, address in people)


def test_recipients_beyond_the_limit_are_counted():
    found = read_message(message("To: " + ", ".join(f"a{n}@b.vn" for n in range(250))))
    assert (len(found.to), found.hidden_mailboxes) == (200, 50)


@pytest.mark.parametrize(
    "field",
    [
        "Sat, 21 Nov 2026 10:00:00 +0700",
        "21 Nov 2026 03:00 GMT",
        "Sat Nov 21 03:00:00 2026",
        "Sat, 21 Nov 26 10:00:00 +0700 (ICT)",
        "2026-11-21T10:00:00+07:00",
        "Sat, 21-Nov-2026 10.00.00 GMT+7",
    ],
)
def test_a_time_is_read_in_any_form(field):
    found = read_message(message(f"Date: {field}")).date
    assert found == datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("field", ["", "yesterday", "32 Nov 2026 10:00:00 +0700", "1 Jan 0 0:00"])
def test_what_says_no_time_is_none(field):
    assert read_message(message(f"Date: {field}")).date is None


def test_references_end_with_the_message_that_is_answered():
    found = read_message(
        message("Message-ID: <c@x>\nReferences: <a@x>\n <b@x>\nIn-Reply-To: your mail <b@x>")
    )
    assert (found.message_id, found.references, found.in_reply_to) == ("c@x", ("a@x", "b@x"), "b@x")


@pytest.mark.parametrize(
    "subject",
    ["Re: Báo giá", "TL: Báo giá", "Trả lời: Re[2]: Báo giá", "Fwd: RE: Báo giá", "Báo giá (fwd)",
     "Chuyển tiếp: Báo giá", "[Sales] Re: Báo giá", "RE：Báo giá"],
)  # fmt: skip
def test_the_base_of_a_subject_is_without_the_marks_of_answers(subject):
    assert read_message(message(f"Subject: {subject}")).subject_base == "Báo giá"


ALTERNATIVES = """Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Chào anh
--b
Content-Type: multipart/related; boundary=c

--c
Content-Type: text/html; charset=utf-8

<p>Chào <b>anh</b><img src="cid:logo@x"></p>
--c
Content-Type: image/png; name=logo.png
Content-ID: <logo@x>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--c--
--b--
--a
Content-Type: application/pdf; name*=utf-8''b%C3%A1o%20gi%C3%A1.pdf
Content-Disposition: attachment
Content-Transfer-Encoding: base64

JVBERi0x
--a--
"""


def test_the_text_the_html_and_the_files_of_a_message_are_told_apart():
    body = read_message(ALTERNATIVES.encode()).body
    assert body.text == "Chào anh"
    assert body.html.startswith("<p>Chào <b>anh</b>")
    assert [(part.number, part.name, part.content()) for part in body.attachments] == [
        ("2", "báo giá.pdf", b"%PDF-1")
    ]
    assert [(part.number, part.name) for part in body.inline] == [("1.2.2", "logo.png")]


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        ('name="a.pdf"', "a.pdf"),
        ("name=my file.pdf", "my file.pdf"),
        ("name=\"=?utf-8?b?YsOhbyBnacOhLnBkZg==?=\"", "báo giá.pdf"),
        ("name*0*=utf-8''b%C3%A1o; name*1*=%20gi; name*2=a.pdf", "báo gia.pdf"),
        ('name="../../etc/passwd"', "passwd"),
        ('name="C:\\\\Windows\\\\a.exe"', "a.exe"),
        ('name="CON.txt"', "_CON.txt"),
        ('name="a\u202efdp.exe"', "afdp.exe"),
    ],
)  # fmt: skip
def test_a_file_name_is_read_in_any_form_and_made_safe(parameter, name):
    found = read_message(message(f"Content-Type: application/pdf; {parameter}", "x"))
    assert [part.name for part in found.body.attachments] == [name]


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("Việt Nam".encode(), "iso-8859-1", "Việt Nam"),
        (b"Vi\xea\xf2t Nam", "windows-1258", "Việt Nam"),
        ("Viê\u0323t Nam".encode(), "utf-8", "Việt Nam"),
        (b"C\xe9libataire \xe0 Paris, tr\xe8s bient\xf4t", "", "Célibataire à Paris, très bientôt"),
        ("こんにちは".encode("iso-2022-jp"), "iso-2022-jp", "こんにちは"),
        ("你好".encode("gb2312"), "gb2312", "你好"),
        (b"a\x00b", "punycode", "ab"),
        ("Chào anh Bình, giá mới nhấ".encode()[:-1], "utf-8", "Chào anh Bình, giá mới nh\ufffd"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_charset_that_can_be_true(raw, charset, text):
    head = f'Content-Type: text/plain; charset="{charset}"\r\n\r\n'.encode()
    assert read_message(head + raw).body.text == text


def test_flowed_lines_are_one_paragraph():
    found = read_message(
        message(
            "Content-Type: text/plain; format=flowed", "Một dòng \ndài.\n> trích \n> dẫn\n-- \nAn"
        )
    )
    assert found.body.text == "Một dòng dài.\n> trích dẫn\n-- \nAn"


def test_files_within_a_text_are_files():
    found = read_message(message("Subject: x", "chào\nbegin 644 a.txt\n#0V%T\n`\nend\nhết"))
    assert [(part.name, part.content()) for part in found.body.attachments] == [("a.txt", b"Cat")]
    assert found.body.text == "chào\n\nhết"


def test_a_message_within_a_message_is_a_file_that_can_be_read():
    found = read_message(message("Content-Type: message/rfc822", "Subject: Bên trong\n\nchào"))
    (inner,) = found.body.attachments
    assert inner.name == "Bên trong.eml"
    assert read_message(inner.content()).body.text == "chào"


def test_a_multipart_without_parts_shows_its_text():
    found = read_message(message("Content-Type: multipart/mixed; boundary=x", "chào anh"))
    assert found.body.text == "chào anh"


def test_an_invitation_is_found():
    found = read_message(
        message("Content-Type: text/calendar; method=request", "BEGIN:VCALENDAR\nEND:VCALENDAR")
    )
    (invitation,) = found.body.invitations
    assert (invitation.method, invitation.text[:15]) == ("REQUEST", "BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("head", "protection"),
    [
        ("multipart/signed; protocol=application/pgp-signature; boundary=x", "pgp-signed"),
        ("multipart/signed; protocol=application/pkcs7-signature; boundary=x", "smime-signed"),
        ("multipart/encrypted; boundary=x", "pgp-encrypted"),
        ("application/pkcs7-mime; smime-type=enveloped-data", "smime-encrypted"),
    ],
)
def test_protection_is_recognised(head, protection):
    body = "--x\n\nchào\n--x\nContent-Type: application/octet-stream\n\nabc\n--x--"
    assert read_message(message(f"Content-Type: {head}", body)).body.protection == protection


def test_a_list_says_how_to_leave_it():
    found = read_message(
        message(
            "List-Unsubscribe: <mailto:x@y.vn>, <https://y.vn/u/1>\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\nList-Id: Tin <tin.y.vn>"
        )
    )
    assert found.unsubscribe is not None
    assert found.unsubscribe.https == "https://y.vn/u/1"
    assert (found.unsubscribe.is_one_click, found.list_id, found.is_automatic) == (
        True,
        "tin.y.vn",
        True,
    )


VIETNAMESE = "Kính gửi quý khách hàng, công ty chúng tôi xin gửi báo giá tháng mười một."


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
@pytest.mark.parametrize("label", ["", "; charset=iso-8859-1"])
def test_vietnamese_of_before_unicode_is_read_whatever_its_label_says(encoding, label):
    _pattern, letters = old_encodings._table(encoding)
    codes = {letter: code for code, letter in reversed(letters.items())}
    raw = "".join(codes.get(sign, sign) for sign in VIETNAMESE).encode("latin-1")
    head = f"Content-Type: text/plain{label}\r\nSubject: ".encode()
    found = read_message(head + raw + b"\r\n\r\n" + raw)
    assert (found.body.text, found.subject) == (VIETNAMESE, VIETNAMESE)


@pytest.mark.parametrize(
    "text",
    ["Für die Möglichkeit müssen wir größere Mengen prüfen. Grüße, Jürgen Müller",
     "Nous avons été très heureux de vous recevoir à l'hôtel après la fête.",
     "El año pasado compró más artículos según la información de la compañía.",
     "Não há informações disponíveis. A promoção é válida até amanhã."],
)  # fmt: skip
def test_western_languages_are_not_taken_for_vietnamese(text):
    assert read_message(b"\r\n" + text.encode("latin-1")).body.text == text


def test_raw_letters_in_a_header_are_of_the_charset_of_the_text():
    head = "Content-Type: text/plain; charset=windows-1251\r\nFrom: Иван <i@x.ru>\r\nSubject: Счёт"
    found = read_message(f"{head}\r\n\r\nПривет".encode("cp1251"))
    assert (found.subject, found.from_[0].name, found.body.text) == ("Счёт", "Иван", "Привет")


def test_a_file_sent_as_uuencode_is_decoded():
    head = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n"
    body = "begin 644 a.txt\n#0V%T\n`\nend\n"
    found = read_message(message(f"{head}Content-Transfer-Encoding: x-uuencode", body))
    assert [part.content() for part in found.body.attachments] == [b"Cat"]
