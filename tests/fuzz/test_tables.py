"""Changed tables and contact cards are read, or explained in a sentence, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from desktop.core.errors import InputError
from desktop.files.errors import FileProblem
from desktop.files.reading import describe_table, read_rows
from desktop.files.tables import open_table
from tests.files.makers import make_ods, make_xlsx
from tests.fuzz.mutations import edits, mutated, mutated_zip, places

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.timeout(0)]

ROWS = [
    ["Tên khách hàng", "Điện thoại", "Email", "Doanh thu", "Ngày"],
    ["Công ty TNHH Hoa Sen", "0912 345 678", "an@hoasen.example", 1_250_000, "2026-11-22"],
    ['Công ty "Quê, Hương"', "024 3825 1234", "", -3.5, "31/12/2026"],
    ["Ễnh Ương\nchi nhánh 2", "", "b@c.example", 0, ""],
]
CARDS = """BEGIN:VCARD\r
VERSION:3.0\r
N:Nguyễn;Thị Hường;;Bà;\r
FN:Nguyễn Thị Hường\r
ORG:Công ty Hoa Sen;Phòng mua\r
TEL;TYPE=CELL:+84 912 345 678\r
EMAIL;TYPE=INTERNET:huong@hoasen.example\r
BDAY:1980-05-12\r
ADR;TYPE=WORK:;;12 Nguyễn Trãi;Hà Nội;;;Việt Nam\r
PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\r
 YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==\r
NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kh=C3=A1ch=\r
 quen\r
END:VCARD\r
"""
TEXTS = {
    "csv": "\r\n".join(",".join(f'"{c}"' for c in row) for row in ROWS).encode(),
    "tsv": "\n".join("\t".join(str(c) for c in row) for row in ROWS).encode("utf-16"),
    "vcf": CARDS.encode(),
    "html": ("<table>" + "".join(
        "<tr>" + "".join(f"<td colspan=1>{c}</td>" for c in row) + "</tr>" for row in ROWS
    ) + "</table>").encode(),
}  # fmt: skip


def read_here(path: Path) -> int:
    """Read a text table in this process, as the reading process does; return its rows."""
    asked = {"path": str(path), "encoding": "", "delimiter": "", "has_quotes": True, "repair": "",
             "words": {}}  # fmt: skip
    (facts,) = describe_table(asked)
    known = {name: facts[name] for name in ("format", "encoding", "delimiter", "has_quotes")}
    count = 0
    for sheet in facts["sheets"]:
        *batches, last = read_rows({**asked, **known, "sheet": sheet["index"]})
        assert "notes" in last
        count += sum(len(batch["rows"]) for batch in batches)
    return count


@pytest.mark.parametrize("ending", TEXTS)
def test_a_changed_text_is_rows_or_a_sentence(tmp_path, fuzz, ending):
    path = tmp_path / f"a.{ending}"

    def check(changes):
        path.write_bytes(mutated(TEXTS[ending], changes))
        with suppress(FileProblem):
            assert read_here(path) >= 0

    fuzz(check, edits, ordinary=60, soak=20_000)


def workbook(folder: Path, ending: str) -> bytes:
    """Return a good workbook."""
    path = folder / f"good.{ending}"
    if ending == "xlsx":
        return make_xlsx(path, ROWS, [["Tờ hai"], [1]]).read_bytes()
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in ROWS[:2]
    )
    return make_ods(path, cells).read_bytes()


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_with_a_changed_part_is_rows_or_a_sentence(tmp_path, fuzz, ending):
    good, path = workbook(tmp_path, ending), tmp_path / f"a.{ending}"

    def check(part, changes):
        path.write_bytes(mutated_zip(good, part, changes))
        assert_read_or_told(path)

    fuzz(check, places, edits, ordinary=8, soak=2000)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls", "xlsb"])
def test_a_changed_workbook_is_rows_or_a_sentence(tmp_path, fuzz, ending):
    kept = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "spreadsheets" / "calamine"
    if (found := kept / f"issues.{ending}").exists():
        good = found.read_bytes()
    elif ending in {"xls", "xlsb"}:
        pytest.skip("nothing of ours writes such files")
    else:
        good = workbook(tmp_path, ending)
    path = tmp_path / f"a.{ending}"

    def check(changes):
        path.write_bytes(mutated(good, changes))
        assert_read_or_told(path)

    fuzz(check, edits, ordinary=6, soak=2000)


def assert_read_or_told(path: Path) -> None:
    """Read all rows, or be told why not in a sentence about the file."""
    told = path.name
    try:
        table = open_table(path)
        for sheet in table.sheets:
            for _row in table.iter_rows(sheet):
                pass
    except InputError as refusal:
        told = str(refusal)
    assert path.name in told
