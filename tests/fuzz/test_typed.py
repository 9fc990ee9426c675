"""What people type, paste and choose, however odd: understood, or told; never an accident."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from desktop.core.clipboard_table import from_tsv, tsv_line
from desktop.core.entities import get_entity
from desktop.core.filter_line import complete, links_in, parse_line, wanted_at, write_line
from desktop.core.imports.plan import plan_from_json
from desktop.core.pictures import from_data_uri, is_welcome, picture_facts
from desktop.core.queries import query_from_json
from desktop.models import load_all
from desktop.views.records.lists.list_state import state_from_json, state_to_json
from desktop.views.shell import window_state
from desktop.views.shell.targets import target_from_json
from tests.fuzz.mutations import edits, mutated

load_all()
pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]

PIECES = st.sampled_from(
    ["nguồn:", "tạo:", "name:", "tags:", "-", "(", ")", '"', " or ", " hoặc ", ",", "..", ">=", "<",
     "=", "*", "&", "none", "trống", "2026-02-30", "1e9", "hôm nay", "\t", "\u0301", "\0", "#", "@",
     "đ", "Ễ", "account.name:", ":", "9" * 40, "tháng 13", "30 ngày", "\ud83d\ude00"]
)  # fmt: skip
LONG = "<long>"
lines = st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)
texts = st.lists(
    st.sampled_from(["a", '"', '""', "\t", "\n", "\r", "\r\n", "\0", "đ", "=1+1", LONG]),
    max_size=12,
).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(
        ["columns", "widths", "filter", "sort", "group", "items", "field", "op", "value", "entity",
         "tabs", "main", "screen", "record_id", "sizes", "views", "recents", "box", "name"]
    ), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip
objects = st.dictionaries(
    st.sampled_from(
        ["columns", "widths", "filter", "sort", "group", "search", "folded", "cards", "view",
         "box", "statistics", "tabs", "main", "current", "favourites", "modules", "recents",
         "screen", "entity", "table", "sheet", "keys", "policy", "missing", "fixed", "sizes",
         "panes", "views", "record_id", "others", "format", "navigation"]
    ),
    json_values,
    max_size=8,
)  # fmt: skip


@pytest.mark.parametrize("entity", ["account", "contact", "call"])
def test_any_filter_line_is_a_filter_or_has_problems(fuzz, entity):
    facts = get_entity(entity)

    def check(text, place):
        line = parse_line(text, facts)
        links_in(text, facts)
        at = min(place, len(text))
        wanted_at(text, at, facts)
        complete(text, at, facts, lambda _entity, _typed: ["Nguyễn An"])
        if not line.problems:
            again = write_line(line.filter, line.search, facts)
            assert parse_line(again, facts).problems == ()

    fuzz(check, lines, st.integers(0, 40), ordinary=60, soak=20_000)


def test_any_text_on_the_clipboard_is_a_table(fuzz):
    def check(typed):
        text = typed.replace(LONG, "x" * 140_000)
        rows = from_tsv(text)
        assert all(rows)
        if LONG not in typed:
            assert from_tsv("".join(map(tsv_line, rows))) == rows

    fuzz(check, texts, ordinary=60, soak=10_000)


def test_any_looks_that_were_kept_are_looks(fuzz):
    def check(data):
        for key in ("account", "note"):
            state = state_from_json(get_entity(key), data)
            assert state.columns
            state_to_json(state)
        window_state.state_from_json(data).to_json()
        target_from_json(data)
        for read in (plan_from_json, query_from_json):
            with suppress(KeyError, TypeError, ValueError):
                read(data)

    fuzz(check, objects, ordinary=150, soak=50_000)


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a part of a PNG with its sum."""
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int) -> bytes:
    """Return a picture of any size that it says it has."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\x20\x60\xa0" * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pictures() -> list[bytes]:
    """Return small pictures of several forms."""
    made = [png(8, 1), png(65_000, 65_000), png(0, 1)]
    made.append(b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00"
                b"\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")  # fmt: skip
    sizes = (58, 0, 54, 40, 1, -1, 1, 24, 0, 4, 1, 1, 0, 0)
    made.append(b"BM" + struct.pack("<IIIIiiHHIIiiII", *sizes) + b"\0\0\xff\0")
    frame = b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10" + bytes(10)
    made.append(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(9) + frame + b"\xff\xd9")
    made.append(b"RIFF\x20\x00\x00\x00WEBPVP8L\x14\x00\x00\x00\x2f\x07\xc0\x01" + bytes(16))
    return made


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns of each that it cannot read
def test_any_picture_is_shown_or_refused(fuzz):
    kept = pictures()

    def check(number, changes):
        content = mutated(kept[number], changes)
        facts = picture_facts(content)
        if is_welcome(content):
            assert facts is not None
            image = QImage.fromData(content)
            assert image.width() * image.height() <= 50_000_000
        with suppress(ValueError):
            from_data_uri(content.decode("latin-1"))

    fuzz(check, st.integers(0, len(kept) - 1), edits, ordinary=100, soak=20_000)
