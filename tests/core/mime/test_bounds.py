"""Messages of death: made to keep a program busy, to fill its memory or to bring it down.

The limits are far beyond what each takes (milliseconds, a few times its size), so that a busy
machine fails no test, and far below what a reader needs whose time grows with a square.
"""

from __future__ import annotations

import time
import tracemalloc

import pytest

from desktop.core.mime import Limits, read_message
from desktop.core.mime.html_text import html_to_text
from desktop.core.mime.quotes import split_quotes
from desktop.core.mime.reports import read_report
from desktop.core.mime.signatures import read_signature

SECONDS = 6.0
HEAD = b"Subject: x\r\n\r\n"


def nested(depth: int) -> bytes:
    parts = (
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return b"".join(parts) + b"\r\nx"


def within(kind: bytes, body: bytes) -> bytes:
    return b"Content-Type: " + kind + b"\r\n\r\n" + body


DEATHS = {
    "multiparts within each other": nested(3_000),
    "messages within each other": b"Content-Type: message/rfc822\r\n\r\n" * 3_000,
    "open brackets": b"From: " + b"(" * 200_000 + b"\r\n\r\n",
    "open quotes": b"From: " + b'"' * 20_001 + b"\r\n\r\n",
    "spaces in an address": b"From: a" + b" " * 200_000 + b"\r\n\r\n",
    "many recipients": b"To: " + b", ".join(b"a%d@b.vn" % n for n in range(20_000)) + b"\r\n\r\n",
    "many parts": within(b"multipart/mixed; boundary=b", b"--b\r\n\r\nx\r\n" * 100_000),
    "lines like boundaries": within(b"multipart/mixed; boundary=b", b"--bc\r\n" * 500_000),
    "many headers": b"X-A: b\r\n" * 100_000 + b"\r\n",
    "a long fold": b"Subject: a" + b"\r\n b" * 200_000 + b"\r\n\r\n",
    "pieces of a parameter": b"Content-Type: a/b"
    + b"".join(b";\r\n name*%d=a" % n for n in range(5_000))
    + b"\r\n\r\n",
    "many encoded words": b"Subject:" + b" =?utf-8?q?=e1?=" * 15_000 + b"\r\n\r\n",
    "words without an end": b"Subject:" + b" =?utf-8?q?" * 20_000 + b"\r\n\r\n",
    "many marks on one letter": HEAD + b"a" + "\u0327\u0301".encode() * 200_000,
    "padding": b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A=" * 2_000_000,
    "soft line ends": b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"= " * 1_000_000,
    "punycode": within(b"text/plain; charset=punycode", b"a\xff-" * 300_000),
    "utf-7": within(b"text/plain; charset=utf-7", b"+AOk-" * 200_000),
    "begin without an end": HEAD + b"begin 644 x\n" * 50_000,
    "empty files": HEAD + b"begin 644 x\nM\nend\n" * 50_000,
    "files in a winmail.dat": within(
        b"application/ms-tnef",
        b"\x78\x9f\x3e\x22\0\0" + b"\2\x02\x90\x06\0\0\0\0\0\0\0" * 200_000,
    ),
    "properties of a winmail.dat": within(
        b"application/ms-tnef",
        b"\x78\x9f\x3e\x22\0\0\2\x05\x90\x06\0"
        + (400_000).to_bytes(4, "little")
        + b"\xff" * 400_000,
    ),
    "attributions": HEAD + b"on x wrote\n" * 50_000,
    "quoted headers": HEAD + b"From: a\nSent: b\n" * 50_000,
    "one long line": HEAD + b"a" * 3_000_000,
    "nothing but zeros": b"\0" * 1_000_000,
    "dates": b"Date: " + b"1 " * 50_000 + b"\r\n\r\n",
    "references": b"References: " + b"<a@b> " * 30_000 + b"\r\n\r\n",
    "prefixes": b"Subject: " + b"Re: " * 20_000 + b"\r\n\r\n",
    "flowed": within(b"text/plain; format=flowed", b"> a \n>> b \n" * 100_000),
} | {
    f"html: {name}": within(b"text/html", body.encode())
    for name, body in {
        "open signs": "<" * 500_000,
        "comments": "<!--" * 150_000,
        "styles": "<style>" * 100_000,
        "divisions": "<div>" * 100_000,
        "attributes": '<a href="' * 100_000,
        "references": "&#" * 300_000,
        "bold": "<b> " * 150_000,
        "content ids": "cid:" * 200_000,
        "metas": "<meta " * 100_000,
    }.items()
}  # fmt: skip


@pytest.mark.parametrize("raw", DEATHS.values(), ids=DEATHS.keys())
def test_a_message_of_death_is_read_in_a_moment(raw):
    started = time.process_time()
    message = read_message(raw)
    read_report(message)
    split_quotes(message.body.text)
    if message.from_:
        read_signature(message.body.text, message.from_[0])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "name", ["many parts", "lines like boundaries", "padding", "html: open signs", "many headers"]
)
def test_a_message_of_death_fills_no_memory(name):
    raw = DEATHS[name]
    tracemalloc.start()
    try:
        read_message(raw)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40_000_000 + 4 * len(raw)


def test_a_big_file_is_not_decoded_before_somebody_wants_it():
    line = b"QUJD" * 19 + b"\r\n"
    head = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    raw = head + line * 200_000
    tracemalloc.start()
    try:
        message = read_message(raw)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (part,) = message.body.attachments
    assert most < 1_000_000
    assert abs(part.size - len(part.content())) < len(raw) / 50


def test_what_is_left_out_is_told():
    assert read_message(nested(100)).flaws
    many = within(b"multipart/mixed; boundary=b", b"--b\r\n\r\nx\r\n" * 2_000)
    assert read_message(many).flaws
    assert read_message(b"X-A: b\r\n" * 40_000 + b"\r\nchao").flaws
    assert not read_message(nested(10)).flaws


def test_limits_can_be_narrower():
    message = read_message(HEAD + b"a" * 1_000, Limits(text_chars=100))
    assert len(message.body.text) == 100


def test_the_text_of_html_keeps_its_lines_and_leaves_out_what_is_no_text():
    source = (
        "<head><title>x</title><style>p{}</style></head><p>Một&nbsp;&amp; hai</p>"
        "<ul><li>ba<li>bốn</ul><!-- năm -->"
        "<table><tr><td>a</td><td>b</td></tr></table><script>x</script>1 < 2"
    )
    assert html_to_text(source) == "Một & hai\n\n- ba\n- bốn\n\na b\n\n1 < 2"
