"""Files of the time before Unicode: what they seem to be is proposed, and converted if wanted."""

from __future__ import annotations

import pytest

from desktop.files.tables import open_table
from tests.core.test_old_encodings import labelled
from tests.files.makers import make_xlsx

RIGHT = [right for wanted, _seen, right in labelled() if wanted == "tcvn3"][:12]


def written(encoding):
    """Return lines as a program of that time wrote them."""
    found = {right: seen for wanted, seen, right in labelled() if wanted == encoding}
    return [_bytes(found[right]) for right in RIGHT]


def _bytes(text):
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text.encode("latin-1")


def cells_of(path, **facts):
    table = open_table(path, **facts)
    return [row[0] for row in table.iter_rows(table.info.main_sheet)]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_text_file_of_an_old_font_is_left_alone_until_somebody_says_so(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\r\n".join(line.replace(b",", b" ") for line in written(encoding)))
    info = open_table(path).info
    assert info.encoding == "cp1252"
    assert info.proposed[0] == encoding
    assert cells_of(path)[0] != RIGHT[0]
    assert cells_of(path, repair=encoding) == [right.replace(",", " ") for right in RIGHT]


def test_viscii_keeps_the_bytes_that_western_text_has_not(tmp_path):
    lines = [(seen, right) for wanted, seen, right in labelled() if wanted == "viscii"]
    path = tmp_path / "a.txt"
    path.write_bytes(b"\r\n".join([_bytes(seen) for seen, _right in lines] + [b"\x8d\x90 \x81"]))
    info = open_table(path).info
    assert (info.encoding, info.proposed[0]) == ("latin-1", "viscii")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258"])
def test_cells_of_a_workbook_are_converted_with_its_headers(tmp_path, encoding):
    lines = [(seen, right) for wanted, seen, right in labelled() if wanted == encoding]
    lines = [(seen, right) for seen, right in lines if seen.isprintable() and right in RIGHT]
    path = make_xlsx(tmp_path / "a.xlsx", [[seen, 5] for seen, _right in lines])
    info = open_table(path).info
    assert info.proposed[0] == encoding
    fixed = open_table(path, repair=encoding)
    assert (fixed.info.repair, fixed.info.proposed) == (encoding, ())
    assert cells_of(path, repair=encoding) == [right for _seen, right in lines]


def test_a_contact_card_is_converted(tmp_path):
    path = tmp_path / "a.vcf"
    lines = [b"BEGIN:VCARD", "FN:NguyÔn V¨n Hïng".encode("cp1252"), b"END:VCARD"]
    path.write_bytes(b"\r\n".join(lines))
    assert open_table(path).info.proposed[0] == "tcvn3"
    assert cells_of(path, repair="tcvn3")[1] == "Nguyễn Văn Hùng"


@pytest.mark.parametrize(
    "text", ["Công ty Hà Nam", "Société Générale", "Müller, Zürich", "An Bình"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_other_text_is_not_proposed(tmp_path, text, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(f"Tên;Name\r\n{text};x\r\n".encode(encoding, "replace"))
    assert open_table(path).info.proposed == ()


def test_the_whole_of_a_file_of_bytes_is_converted_even_where_it_makes_sense_as_it_is(tmp_path):
    path = tmp_path / "old.csv"
    rows = ["T\xaan;\xa7i\xd6n tho\xb9i;Ghi ch\xf3", "NguyÔn V¨n An;1;", "B;2;ch\xf3 \xfd"]
    path.write_bytes("\r\n".join(rows).encode("latin-1"))
    table = open_table(path, repair="tcvn3")
    rows = table.info.sheets[0].head
    assert rows[0][2] == "Ghi chú"
    assert rows[2][2] == "chú ý"
