"""Everything that people read has good Vietnamese, and the checks that say so can fail."""

from __future__ import annotations

import gettext
import io

import pytest

from tools import catalogue
from tools.catalogue import Entry, build_catalogue, find_contradictions, find_faults, find_gaps
from tools.messages import BadMessage, Message, find_messages


def entry(english: str, vietnamese: str, plural: str = "", place: str = "a.tsv:1") -> Entry:
    return Entry(place, english, plural, vietnamese)


def test_every_text_of_the_program_has_its_vietnamese():
    problems = list(catalogue.find_problems())
    assert not problems, "\n" + "\n".join(problems)


def test_the_catalogue_is_one_that_python_reads():
    made = build_catalogue([entry("Save", "Lưu"), entry("{n} file", "{n} tệp", "{n} files")])
    read = gettext.GNUTranslations(io.BytesIO(made))
    assert read.gettext("Save") == "Lưu"
    assert [read.ngettext("{n} file", "{n} files", n) for n in (1, 2)] == ["{n} tệp"] * 2
    assert read.info()["language"] == "vi"


def test_the_order_of_the_parts_does_not_change_the_catalogue():
    entries = [entry("Save", "Lưu"), entry("Delete", "Xóa")]
    assert build_catalogue(entries) == build_catalogue(reversed(entries))


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Save", ""),
        ("{count} rows", "{so} dòng"),
        ("{count} rows", "dòng"),
        ("Open…", "Mở"),
        ("Name:", "Tên"),
        ("Delete?", "Xóa"),
        ("Delete", "Xoá"),
        ("Cancel", "Huỷ"),
        ("Save", "Lu\u031bu"),
        ("{", "{}"),
    ],
)
def test_a_bad_translation_is_named(english: str, vietnamese: str):
    assert list(find_faults(entry(english, vietnamese)))


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Delete {name}?", "Xóa {name}?"),
        ("Quarter", "Quý"),
        ("Account", "Tài khoản"),
        ("Total: {total:.2f}", "Tổng: {total}"),
    ],
)
def test_a_good_translation_passes(english: str, vietnamese: str):
    assert not list(find_faults(entry(english, vietnamese)))


def test_two_translations_of_one_text_are_named():
    again = entry("Save", "Cất", place="b.tsv:1")
    assert list(find_contradictions([entry("Save", "Lưu"), again]))
    assert not list(find_contradictions([entry("Save", "Lưu"), entry("Save", "Lưu")]))


def test_a_text_without_translation_and_one_without_use_are_named():
    gaps = list(find_gaps([entry("Old", "Cũ")], [Message("x.py:1", "New")]))
    assert len(gaps) == 2
    assert not list(find_gaps([entry("New", "Mới")], [Message("x.py:1", "New")]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Save\tLưu", ("Save", "", "Lưu")),
        ("{n} row\t{n} rows\t{n} dòng", ("{n} row", "{n} rows", "{n} dòng")),
        ("One\\nTwo\tMột\\nHai", ("One\nTwo", "", "Một\nHai")),
        (r"C:\\new" + "\tx", ("C:\\new", "", "x")),
    ],
)
def test_a_line_of_a_part_is_read(line: str, expected: tuple[str, str, str]):
    read = catalogue.read_line(line, "a.tsv:1")
    assert (read.singular, read.plural, read.vietnamese) == expected


@pytest.mark.parametrize("line", ["Save", "a\tb\tc\td"])
def test_a_line_with_other_columns_is_refused(line: str):
    with pytest.raises(ValueError, match=r"a\.tsv:1"):
        catalogue.read_line(line, "a.tsv:1")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('_("Save")', Message("x.py:1", "Save")),
        ('label = N_("Sa" "ve")', Message("x.py:1", "Save")),
        ('ngettext("{n} row", "{n} rows", n)', Message("x.py:1", "{n} row", "{n} rows")),
        ('i18n._("Save")', Message("x.py:1", "Save")),
    ],
)
def test_a_marked_text_is_found(code: str, expected: Message):
    assert list(find_messages(code, "x.py")) == [expected]


@pytest.mark.parametrize(
    "code", ['_(f"Save {name}")', '_("Save " + name)', "N_(label)", 'ngettext("row", many, n)']
)
def test_a_text_that_no_catalogue_can_hold_is_named(code: str):
    assert isinstance(next(find_messages(code, "x.py")), BadMessage)


def test_a_variable_is_translated_where_it_is_shown():
    assert not list(find_messages("_(field.label)", "x.py"))
