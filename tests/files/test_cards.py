"""Contact cards of any version and program become rows, or a sentence; never a crash."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.imports.card_columns import CARD_COLUMNS, CARD_MARKS
from desktop.core.tables import TableFormat
from desktop.files.errors import FileProblem
from desktop.files.reading import describe_table, read_rows
from desktop.files.tables import open_table

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cards"
FILES = sorted(FOLDER.rglob("*.vcf")) or [FOLDER / "the corpus is missing"]
KEYS = tuple(CARD_COLUMNS)


def cards(path, *lines, encoding="utf-8", end="\r\n"):
    path.write_bytes(end.join(lines).encode(encoding))
    return rows_of(path)


def rows_of(path):
    """Return the cards as dictionaries of what is filled."""
    table = open_table(path)
    _header, *rows = table.iter_rows(table.info.main_sheet)
    return [
        {key: cell for key, cell in zip(KEYS, row[: len(KEYS)], strict=True) if cell is not None}
        for row in rows
    ]


def one(path, *lines, **facts):
    (card,) = cards(path, "BEGIN:VCARD", *lines, "END:VCARD", **facts)
    return card


@pytest.fixture
def vcf(tmp_path):
    return tmp_path / "a.vcf"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_card_that_real_programs_wrote_is_read(path):
    found = rows_of(path)
    wanted = path.read_bytes().upper().count(b"BEGIN:VCARD")
    assert len(found) == wanted
    assert all(card.get("full_name") or card.get("emails") for card in found)


def test_a_card_of_outlook_is_read_whole():
    (card,) = rows_of(FOLDER / "ez-vcard/ezvcard/io/text/outlook-2003.vcf")
    assert card["full_name"] == "John Doe III"
    assert card["company"] == "Company, The"
    assert card["department"] == "TheDepartment"
    assert card["note"] == "This is the note field!!\nSecond line\n\nThird line is empty"
    assert card["birth_on"] == dt.date(1980, 3, 21)
    assert card["address"].startswith("123 Main St, TheOffice, Austin, TX, 12345")


def test_a_vietnamese_card_is_read_as_people_write_it(vcf):
    card = one(
        vcf,
        "VERSION:3.0",
        "N:Nguyễn;An;Văn;Ông;",
        "ORG:Công ty An Bình;Phòng Kinh doanh",
        "TITLE:Giám đốc",
        "TEL;TYPE=CELL:0912 345 678",
        "TEL;TYPE=WORK,pref:(024) 3825 1234",
        "EMAIL:an@anbinh.vn",
        "ADR;TYPE=WORK:;;12 Tràng Tiền;Phường Cửa Nam;Hà Nội;100000;Việt Nam",
        "BDAY:1980-04-15",
        "GENDER:M",
        "CATEGORIES:VIP,Bán lẻ",
        "X-TAX-CODE:0101243150",
    )
    assert card == {
        "full_name": "Nguyễn Văn An",
        "company": "Công ty An Bình",
        "party": "Công ty An Bình",
        "party_type": "Company",
        "salutation": "ong",
        "title": "Giám đốc",
        "department": "Phòng Kinh doanh",
        "phones": "024 3825 1234 (At work); 0912 345 678 (Mobile phone)",
        "emails": "an@anbinh.vn",
        "address": "12 Tràng Tiền, Phường Cửa Nam, Hà Nội, 100000",
        "birth_on": dt.date(1980, 4, 15),
        "gender": "Male",
        "tags": "VIP, Bán lẻ",
        "tax_code": "0101243150",
    }


def test_quoted_printable_goes_on_over_lines_that_are_not_folded(vcf):
    card = one(
        vcf,
        "VERSION:2.1",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E=67=75=79=E1=BB=85=6E=20=",
        "=41=6E",
        "TEL;CELL:0912345678",
    )
    assert card["full_name"] == "Nguyễn An"
    assert card["phones"] == "0912345678 (Mobile phone)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encoding_of_the_file_is_found(vcf, encoding):
    card = one(vcf, "VERSION:3.0", "FN:Trần Thị Bích", encoding=encoding)
    assert card["full_name"] == "Trần Thị Bích"


def test_each_property_may_have_a_character_set_of_its_own(vcf):
    head = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=windows-1252:Caf\xe9 An\r\n"
    rest = "NOTE;CHARSET=UTF-8:Bích".encode() + b"\r\nTITLE;CHARSET=nobody-knows:X\r\nEND:VCARD"
    vcf.write_bytes(head + rest)
    (card,) = rows_of(vcf)
    assert (card["full_name"], card["note"], card["title"]) == ("Café An", "Bích", "X")


def test_folded_lines_are_joined_even_within_a_letter(vcf):
    name = "FN:Nguyễn Văn An".encode()
    place = name.index("ễ".encode()) + 1
    lines = [b"BEGIN:VCARD", b"VERSION:4.0", name[:place] + b"\r\n " + name[place:], b"END:VCARD"]
    vcf.write_bytes(b"\r\n".join(lines))
    assert rows_of(vcf)[0]["full_name"] == "Nguyễn Văn An"


def test_labels_of_a_group_tell_what_number_it_is(vcf):
    card = one(vcf, "FN:An", "item1.TEL:0912345678", "item1.X-ABLabel:_$!<Other>!$_")
    assert card["phones"] == "0912345678 (Other)"


def test_uris_and_preferences_of_version_4_are_understood(vcf):
    card = one(
        vcf,
        "VERSION:4.0",
        "FN:An",
        "TEL;VALUE=uri;PREF=2:tel:+84912345678",
        'TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+84-24-3825-1234;ext=102',
        "BDAY:--0415",
    )
    assert card["phones"] == "+84-24-3825-1234 ext. 102 (At work); +84912345678"
    assert "15/04" in card["other"]


def test_a_card_without_an_end_ends_where_the_next_begins(vcf):
    found = cards(
        vcf, "BEGIN:VCARD", "FN:A", "BEGIN:VCARD", "FN:B", "END:VCARD", "BEGIN:VCARD", "FN:C"
    )
    assert [card["full_name"] for card in found] == ["A", "B", "C"]
    assert "2" in open_table(vcf).info.main_sheet.notes[0]


def test_a_card_within_a_card_is_left_out(vcf):
    card = one(vcf, "VERSION:2.1", "FN:A", "AGENT:", "BEGIN:VCARD", "FN:B", "END:VCARD", "TITLE:X")
    assert (card["full_name"], card["title"]) == ("A", "X")


def test_lists_of_cards_are_no_persons(vcf):
    group = ["BEGIN:VCARD", "KIND:group", "FN:Bạn bè", "MEMBER:urn:uuid:1", "END:VCARD"]
    found = cards(vcf, *group, "BEGIN:VCARD", "FN:A", "END:VCARD")
    assert [card["full_name"] for card in found] == ["A"]


def test_what_has_no_column_is_kept_as_further_details(vcf):
    card = one(vcf, "FN:An", "NICKNAME:Tí", "X-ZALO:0912345678", "URL:a.vn", "URL:b.vn")
    assert card["website"] == "a.vn"
    assert card["other"].split("\n") == ["Nickname: Tí", "b.vn", "ZALO: 0912345678"]


@pytest.mark.parametrize("name", ["a.csv", "a.vcf", "a.txt", "a"])
def test_cards_are_known_by_what_is_in_the_file(tmp_path, name):
    cards(tmp_path / name, "begin:vcard", "fn:An", "end:vcard")
    assert open_table(tmp_path / name).info.format is TableFormat.VCARD


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD",
        b"BEGIN:VCARD\r\nFN:" + b"a" * 3_000_000,
        b"BEGIN:VCARD\r\nFN:a\r\n" + b" b\r\n" * 700_000,
        b"BEGIN:VCARD\r\nNOTE:" + b"a" * 17_000_000,
    ],
    ids=["nothing in it", "cut off", "long line", "long value", "huge line"],
)
def test_cards_that_are_none_are_told(vcf, content):
    vcf.write_bytes(content)
    with pytest.raises(FileProblem, match=r"a\.vcf"):
        open_table(vcf)


PIECES = (
    b"BEGIN:VCARD|END:VCARD|VERSION:2.1|VERSION:4.0|FN:An"
    b"|N:a;b;c|N;;:|TEL;TYPE=|:|;|=|=3D|=\r\n|\r\n|\n "
    b'|\t|ENCODING=QUOTED-PRINTABLE|ENCODING=b|CHARSET=utf-16|CHARSET=zip|CHARSET=idna|"|,|\\|\\n|\\;'
    b'|^n|item1.|X-ABLabel:_$!<|PHOTO:|AGENT:|BDAY:1980-02-30|BDAY:--13|GENDER:|ADR;LABEL="|ORG:;'
    b"|CATEGORIES:,,|KIND:group|PREF=99999999999999999999|tel:;ext=|\xff|\xe1\xbb|\0|\r"
).split(b"|")
files = st.lists(st.sampled_from([*PIECES, b" ", b"1"]), max_size=60)


def test_any_bytes_are_cards_or_a_sentence(tmp_path, rounds):
    path = tmp_path / "a.vcf"

    @settings(
        max_examples=rounds(150, 20_000),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        deadline=None,
    )
    @given(files)
    def check(pieces):
        path.write_bytes(b"BEGIN:VCARD\r\n" + b"".join(pieces))
        known = {"path": str(path), "encoding": "", "delimiter": "", "words": {}, "repair": ""}
        with suppress(FileProblem):
            (facts,) = describe_table({**known, "has_quotes": True})
            for encoding in (facts["encoding"], "cp1258"):
                asked = {**known, "format": "vcard", "sheet": 0, "encoding": encoding}
                *batches, _notes = read_rows({**asked, "has_quotes": True})
                (head, *rows) = [row for batch in batches for row in batch["rows"]]
                assert len(head) == len(KEYS)
                assert all(len(row) == len(KEYS) + len(CARD_MARKS) for row in rows)

    check()
