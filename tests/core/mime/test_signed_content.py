"""Messages wrapped into a signature are read like others; damaged wrappings are files."""

from __future__ import annotations

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.mime import read_message
from desktop.core.mime.signed_content import signed_content

INNER = (
    "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nchào anh\r\n--a\r\n"
    "Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--a--\r\n"
).encode()
HEAD = b"Content-Type: application/pkcs7-mime; name=smime.p7m; smime-type=%s\r\n\r\n"


@pytest.fixture(scope="module")
def wrapped() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An")])
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=9))
    certificate = builder.sign(key, hashes.SHA256())
    signing = pkcs7.PKCS7SignatureBuilder().set_data(INNER)
    signing = signing.add_signer(certificate, key, hashes.SHA256())
    return signing.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_the_message_within_a_signature_is_read(wrapped):
    message = read_message(HEAD % b"signed-data" + wrapped)
    assert message.body.text == "chào anh"
    assert message.body.protection == "smime-signed"
    (file,) = message.body.attachments
    assert (file.number, file.name, file.content()) == ("1#2", "a.pdf", b"%PDF")
    assert message.part("1#2") is file


def test_a_wrapping_without_a_known_length_is_read():
    """As programs write it that send while they sign: ends are marked, octets come in pieces."""
    pieces = b"\x24\x80" + b"".join(b"\x04\x03" + part for part in (b"abc", b"def")) + b"\0\0"
    data = bytes.fromhex("06092a864886f70d010701")
    info = b"\x30\x80" + data + b"\xa0\x80" + pieces + b"\0\0\0\0"
    signed = b"\x30\x80\x02\x01\x01\x31\x00" + info + b"\0\0"
    whole = (
        b"\x30\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" + signed + b"\0\0\0\0"
    )
    assert signed_content(whole) == b"abcdef"


def test_an_encrypted_message_stays_a_file():
    message = read_message(HEAD % b"enveloped-data" + b"\x30\x80")
    assert message.body.protection == "smime-encrypted"
    assert [part.name for part in message.body.attachments] == ["smime.p7m"]


@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), cut=st.floats(0, 1))
def test_a_damaged_wrapping_is_a_file_or_a_message(wrapped, place, byte, cut):
    damaged = bytearray(wrapped[: max(70, int(cut * len(wrapped)))])
    damaged[int(place * len(damaged))] = byte
    message = read_message(HEAD % b"signed-data" + bytes(damaged))
    assert message.body.attachments or message.body.text


def test_wrappings_deep_within_each_other_end():
    head = bytes.fromhex("06092a864886f70d010702")
    assert (
        signed_content(b"\x30\x80" + head + b"\xa0\x80\x30\x80\x02\x01\x01" + b"\x31\x80" * 9_000)
        == b""
    )
