"""CSV in every shape people send it: encodings, delimiters, quotes, NULs, ragged rows."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.files.delimiters import guess_delimiter
from desktop.files.encodings import guess_encoding
from desktop.files.errors import FileProblem, Problem
from desktop.files.tables import open_table

TEXT = "Tên;ĐT;Địa chỉ\r\nNguyễn Thị Hường;0912345678;Số 5 Trần Phú, Huế\r\nĐỗ Mỹ;;\r\n"
LONG = "Công ty TNHH Hoàng Long;" + "ghi chú " * 100 + "\n"  # 0.9 KB
ROWS = [
    ("Tên", "ĐT", "Địa chỉ"),
    ("Nguyễn Thị Hường", "0912345678", "Số 5 Trần Phú, Huế"),
    ("Đỗ Mỹ", None, None),
]


def opened(path, data, **known):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_table(path, **known)


def rows_of(table):
    return list(table.iter_rows(table.sheets[0]))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "khách.csv"


def in_cp1258(text):
    """Write a letter and its tone one after the other, as Windows-1258 does."""
    tones = dict(zip("̣̀́̃̉", "̣̀́̃̉", strict=True))
    split = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        split.append(rest + tone)
    return "".join(split).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (in_cp1258(TEXT), "cp1258"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_encoding_gives_the_same_rows(path, data, encoding):
    table = opened(path, data)
    assert (table.info.encoding, rows_of(table)) == (encoding, ROWS)


def test_a_guessed_encoding_is_said_and_can_be_corrected(path):
    table = opened(path, "Naïve;Café;Señor\nÀ;ß;ñ\n".encode("cp1252"))
    assert table.info.encoding == "cp1258"
    assert "Windows-1258" in table.info.notes[0]
    assert rows_of(open_table(path, encoding="cp1252"))[0] == ("Naïve", "Café", "Señor")


def test_western_text_is_not_taken_for_vietnamese():
    assert guess_encoding("Così è; perché no; Þór; Città; Òscar".encode("cp1252")) == "cp1252"


def test_a_few_broken_bytes_do_not_cost_the_accents(path):
    table = opened(path, TEXT.encode() * 50 + b"\xff;a;b\n")
    assert rows_of(table)[1] == ROWS[1]
    assert rows_of(table)[-1] == ("�", "a", "b")
    assert "utf-8" in table.sheets[0].notes[0]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(path, sign):
    text = "\n".join(sign.join(row) for row in (("Tên", "Giá", "Mã"), ("A", "1.5", "x")) * 5)
    table = opened(path, text)
    assert (table.info.delimiter, rows_of(table)[1]) == (sign, ("A", "1.5", "x"))


def test_decimal_commas_are_no_delimiters():
    assert guess_delimiter("Tên;Giá;Số\nA;1,5;2,5\nB;3,5;4,5\n") == ";"


def test_commas_in_addresses_are_no_delimiters():
    assert guess_delimiter("Tên\tĐịa chỉ\nA\tSố 1, phố B, Hà Nội\nC\tSố 2, phố D, Huế") == "\t"


def test_titles_above_the_header_do_not_hide_the_delimiter():
    assert guess_delimiter("DANH SÁCH\nNgày 1, tháng 2\n\nTên;ĐT;Mã\nA;1;2\nB;3;4\n") == ";"


def test_a_list_of_one_column_stays_one_column(path):
    table = opened(path, "Email\na@example.com\nb@example.com\n")
    assert rows_of(table) == [("Email",), ("a@example.com",), ("b@example.com",)]
    assert table.sheets[0].header_row == 0


def test_the_line_that_names_the_delimiter_is_no_row(path):
    table = opened(path, "sep=|\nTên|ĐT\nLan, Mai|0912\n")
    assert rows_of(table) == [(), ("Tên", "ĐT"), ("Lan, Mai", "0912")]


def test_the_person_may_know_the_delimiter_better(path):
    opened(path, "a;b,c\nd;e,f\n")
    assert rows_of(open_table(path, delimiter=",")) == [("a;b", "c"), ("d;e", "f")]


def test_quotes_hold_delimiters_quotes_and_lines(path):
    table = opened(path, 'Tên;Ghi chú\r\n"A; ""B""";"dòng 1\r\ndòng 2"\r\n')
    assert rows_of(table)[1] == ('A; "B"', "dòng 1\ndòng 2")


def test_a_quote_in_the_middle_of_a_cell_is_a_letter(path):
    table = opened(path, 'Tên;Cỡ\n"A;B";1\nCông ty "Sao Mai";17"\n')
    assert rows_of(table)[1:] == [("A;B", "1"), ('Công ty "Sao Mai"', '17"')]


@pytest.mark.parametrize("lines", [5, 5000])
def test_a_quote_that_is_never_closed_swallows_nothing(path, lines):
    table = opened(path, 'Tên;Mã\n"Lan;1\n' + "Mai;2\n" * lines)
    assert rows_of(table)[1:3] == [('"Lan', "1"), ("Mai", "2")]
    assert len(rows_of(table)) == lines + 2
    assert "quotation mark" in table.sheets[0].notes[0]


def test_an_open_quote_far_down_a_huge_file_is_told(path):
    table = opened(path, LONG * 40_000 + '"' + LONG * 1500)
    assert not table.sheets[0].is_exact
    with pytest.raises(FileProblem, match="40001") as told:
        rows_of(table)
    assert told.value.problem is Problem.LONG_CELL


def test_an_open_quote_at_the_end_of_a_huge_file_is_remarked(path):
    table = opened(path, LONG * 40_000 + '"Lan;1\n')
    with table.rows(table.sheets[0]) as batches:
        assert sum(len(batch) for batch in batches) == 40_001
    assert "40001" in batches.notes[0]


def test_nuls_are_taken_away_and_remarked(path):
    table = opened(path, b"T\0en;Ma\nLan\0;1\n\0;2\n")
    assert rows_of(table) == [("Ten", "Ma"), ("Lan", "1"), (None, "2")]
    assert "line 1" in table.sheets[0].notes[0]


def test_ragged_rows_keep_every_cell_and_are_remarked(path):
    head = "Tên;Mã\n" * 60
    table = opened(path, head + "Lan\nMai;2;thừa;nữa\n;;;;\n\nHoa;3\n")
    assert rows_of(table)[60:] == [("Lan",), ("Mai", "2", "thừa", "nữa"), (), (), ("Hoa", "3")]
    assert "row 62" in table.sheets[0].notes[0]


def test_lines_end_in_any_way_of_any_system(path):
    assert rows_of(opened(path, "a;b\r\nc;d\re;f\ng;h")) == [
        ("a", "b"),
        ("c", "d"),
        ("e", "f"),
        ("g", "h"),
    ]


def test_a_line_without_end_is_refused(path):
    table_data = "a;b\n" + "x" * (9 * 1024 * 1024)
    path.write_text(table_data, "utf-8")
    with pytest.raises(FileProblem, match="Line 2") as told:
        open_table(path)
    assert told.value.problem is Problem.LONG_LINE


def test_a_long_cell_is_read_whole(path):
    assert len(rows_of(opened(path, "Ghi chú;b\n" + "x" * 200_000 + ";1\n"))[1][0]) == 200_000


def test_columns_without_end_are_cut_and_remarked(path):
    table = opened(path, ";".join(str(n) for n in range(3000)) + "\n")
    assert len(rows_of(table)[0]) == 1024
    assert "1024" in table.sheets[0].notes[0]


def test_numbers_that_lost_their_digits_are_remarked(path):
    table = opened(path, "Tên;ĐT\nLan;8.49E+11\nMai;8,49E+11\n")
    assert rows_of(table)[1] == ("Lan", "8.49E+11")
    assert "B2" in table.sheets[0].notes[0]


def test_the_guard_against_formulas_is_taken_away(path):
    table = opened(path, "Tên;ĐT\n'=1+1;'+84912345678\n'Sao' Mai;''-x\n")
    assert rows_of(table)[1:] == [("=1+1", "+84912345678"), ("'Sao' Mai", "'-x")]


def test_rows_without_anything_at_the_end_are_no_rows(path):
    table = opened(path, "Tên;Mã\nLan;1\n;\n\n   \n" + ";\n" * 100)
    assert rows_of(table)[-1] == ("   ",)
    assert table.sheets[0].row_count == 5
