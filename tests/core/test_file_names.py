"""Names of files by strangers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.file_names import may_open, numbered_name, safe_file_name, size_text, type_text

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)} | {"\u202e", "\u200b", "\ufeff"}


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Hợp đồng số 12.pdf", "Hợp đồng số 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\a.txt", "a.txt"),
        ("/", "File"),
        ("", "File"),
        ("...", "File"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("báo giá?.xlsx. ", "báo giá.xlsx"),
        ("=cmd|'/c calc'!A1.csv", "c calc'!A1.csv"),
    ],
)
def test_a_name_is_made_harmless(given_name, safe):
    assert safe_file_name(given_name) == safe


@given(st.text(max_size=400) | st.text("aă. /\\:*\u202e\x00đ", max_size=400))
def test_whatever_the_name_it_can_be_a_file(tmp_path_factory, name):
    safe = safe_file_name(name)
    assert safe
    assert not set(safe) & FORBIDDEN
    assert len(safe.encode()) <= 255
    assert safe == safe.strip(" ")
    assert not safe.endswith(".")
    assert safe_file_name(safe) == safe


@pytest.mark.parametrize(
    "name", ["a.exe", "a.pdf.scr", "A.BAT", "a.lnk", "x.html", "x.svg", "a", "."]
)
def test_what_would_be_run_is_not_opened(name):
    assert not may_open(name)


@pytest.mark.parametrize("name", ["a.pdf", "a.exe.docx", "Ảnh.JPG", "a.xlsx"])
def test_what_is_looked_at_is_opened(name):
    assert may_open(name)


def test_type_and_size_are_told_as_people_say_them():
    assert type_text("a.PDF") == "PDF document"
    assert type_text("a.dwg") == "DWG"
    assert type_text("a") == "File"
    sizes = (0, 900, 2048, 3_500_000, 50_000_000, 3 * 1024**3, None)
    assert [size_text(size) for size in sizes] == [
        "0 bytes", "900 bytes", "2 kB", "3.3 MB", "48 MB", "3 GB", "",
    ]  # fmt: skip


def test_a_second_file_of_a_name_has_a_number():
    assert numbered_name("a.tar.pdf", 2) == "a.tar (2).pdf"
    assert numbered_name("a", 3) == "a (3)"
