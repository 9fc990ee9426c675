"""Pictures in contact cards: taken from the card alone, and only if they can be shown."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.pictures import LARGEST, from_data_uri, is_welcome, picture_facts, to_data_uri
from desktop.files.tables import open_table
from desktop.store.blobs import Blobs
from tests.files.test_card_export import export
from tests.files.test_card_import import plan_of
from tests.files.test_cards import rows_of


def png(width=3, height=2, filling=b""):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * 3) * 2)
    parts = [
        chunk(b"IHDR", head),
        chunk(b"tEXt", filling),
        chunk(b"IDAT", rows),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


JPEG = bytes.fromhex(
    "ffd8 ffe00010 4a46494600010100000100010000 ffc0000b 08 0010 0020 01011100 ffd9"
)
GIF = b"GIF89a" + struct.pack("<HH", 5, 7) + b"\0\0\0;"
BMP = b"BM" + bytes(16) + struct.pack("<ii", 5, -7) + bytes(20)
WEBP = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + bytes([4, 0, 0, 6, 0, 0])
BOMB = png(60_000, 60_000)


def in_base64(content):
    return base64.b64encode(content).decode()


def folded(text, indent=" "):
    return "\r\n".join(
        [text[:70], *(indent + text[at : at + 70] for at in range(70, len(text), 70))]
    )


def write(path, *lines):
    path.write_bytes("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode())
    return path


@pytest.fixture
def vcf(tmp_path):
    return tmp_path / "a.vcf"


FORMS = {
    "2.1": lambda content: folded(f"PHOTO;JPEG;ENCODING=BASE64:{in_base64(content)}") + "\r\n",
    "2.1 without indents": lambda content: folded(f"PHOTO;PNG;BASE64:{in_base64(content)}", ""),
    "3.0": lambda content: folded(f"PHOTO;ENCODING=b;TYPE=PNG:{in_base64(content)}"),
    "4.0": lambda content: folded(f"PHOTO:data:image/png;base64,{in_base64(content)}"),
    "4.0 with escapes": lambda content: f"PHOTO:data:image/png;base64\\,{in_base64(content)}",
    "a logo": lambda content: f"LOGO;ENCODING=B:{in_base64(content)}",
    "in a group": lambda content: f"item1.PHOTO;ENCODING=b:{in_base64(content)}",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "content", [png(), JPEG, GIF, BMP, WEBP], ids=["png", "jpeg", "gif", "bmp", "webp"]
)
def test_a_picture_of_any_version_is_read_whole(vcf, form, content):
    (card,) = rows_of(write(vcf, "FN:An", FORMS[form](content), "TEL:0912345678"))
    assert from_data_uri(card["picture"]) == content
    assert card["phones"] == "0912345678"


REFUSED = {
    "on the web": ("PHOTO;VALUE=uri:https://example.com/a.jpg", "not loaded"),
    "on the web, plainly": ("PHOTO:http://example.com/a.jpg", "not loaded"),
    "in a file": ("PHOTO:file:///etc/passwd", "not loaded"),
    "by its number in a letter": ("PHOTO;VALUE=CONTENT-ID:<a@b>", "not loaded"),
    "no picture": (f"PHOTO;ENCODING=b:{in_base64(b'MZ' + bytes(99))}", "damaged"),
    "no base64": ("PHOTO;ENCODING=b:%%%%", "damaged"),
    "a drawing with scripts": (f"PHOTO;ENCODING=b:{in_base64(b'<svg onload=x/>')}", "damaged"),
    "cut off": (f"PHOTO;ENCODING=b:{in_base64(JPEG[:9])}", "damaged"),
    "a bomb": (f"PHOTO;ENCODING=b:{in_base64(BOMB)}", "damaged"),
    "too large": (f"PHOTO;ENCODING=b:{in_base64(png(filling=bytes(LARGEST)))}", "5 MB"),
    "too large in many lines": (
        folded(f"PHOTO;ENCODING=b:{in_base64(png(filling=bytes(2 * LARGEST)))}"), "5 MB"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_must_not_come_in_is_left_out_and_told(vcf, case):
    line, word = REFUSED[case]
    (card,) = rows_of(write(vcf, "FN:An", line, "TITLE:x"))
    assert "picture" not in card
    assert card["title"] == "x"
    (note,) = open_table(vcf).info.main_sheet.notes
    assert word in note
    assert "1" in note


def test_many_pictures_in_many_cards_need_no_memory(vcf):
    large = in_base64(png(filling=bytes(LARGEST - 500)))
    lines = [f"FN:An\r\nPHOTO;ENCODING=b:{large}\r\nEND:VCARD\r\nBEGIN:VCARD" for _ in range(20)]
    write(vcf, *lines, "FN:Last")
    assert len(rows_of(vcf)) == 21


def test_a_preview_shows_a_word_for_a_picture(vcf):
    sheet = open_table(write(vcf, "FN:An", FORMS["3.0"](png()))).info.main_sheet
    (column,) = [one for one in sheet.columns if one.header == "Picture"]
    assert column.samples == ("Picture",)


@pytest.mark.parametrize(("entity", "field"), [("contact", "picture"), ("account", "logo")])
def test_a_picture_comes_into_the_record_and_out_again(exchange, vcf, tmp_path, entity, field):
    write(vcf, "FN:Nguyễn Văn An", FORMS["3.0"](png()))
    plan = plan_of(exchange, vcf, entity)
    blobs = Blobs(exchange.work.profile)
    assert exchange.trial(plan).counts.created == 1
    assert not list(exchange.work.profile.glob("blobs/??/*"))  # a trial writes nothing
    exchange.run(plan)
    digest = exchange.record(entity, "Nguyễn Văn An")[field]
    assert blobs.read(digest) == png()

    for version in ("3.0", "4.0"):
        path = tmp_path / f"{version}.vcf"
        export(exchange, path, entity, version)
        assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75
        (card,) = rows_of(path)
        assert from_data_uri(card["picture"]) == png()


def test_a_picture_that_is_not_here_is_left_out_of_the_card(exchange, vcf, tmp_path):
    exchange.run(plan_of(exchange, write(vcf, "FN:An", FORMS["3.0"](png())), "contact"))
    for path in exchange.work.profile.glob("blobs/??/*"):
        path.unlink()
    export(exchange, tmp_path / "b.vcf", "contact", "3.0")
    assert "PHOTO" not in (tmp_path / "b.vcf").read_text(encoding="utf-8")


@given(st.binary(max_size=200) | st.sampled_from([png(), JPEG, GIF, BMP, WEBP]).flatmap(
    lambda whole: st.integers(0, len(whole)).map(lambda end: whole[:end])
))  # fmt: skip
def test_any_bytes_are_a_picture_of_a_size_or_none(content):
    facts = picture_facts(content)
    assert facts is None or (facts.width >= 0 and facts.height >= 0)
    if is_welcome(content):
        assert from_data_uri(to_data_uri(content)) == content


@pytest.mark.parametrize(
    ("content", "size"),
    [(png(), (3, 2)), (JPEG, (32, 16)), (GIF, (5, 7)), (BMP, (5, 7)), (WEBP, (5, 7))],
)
def test_the_size_of_a_picture_is_known_without_decoding_it(content, size):
    facts = picture_facts(content)
    assert (facts.width, facts.height) == size
