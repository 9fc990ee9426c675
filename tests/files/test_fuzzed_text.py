"""Text that only looks like a table, web page or XML sheet is read or explained, never a crash."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.files.errors import FileProblem
from desktop.files.reading import describe_table, read_rows

SHEET = b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet>"
PIECES = (
    b"<table> <tr> <td> </td> </tr> </table> <td\tcolspan=5\trowspan=3> <caption> </caption> <td "
    b"</ <br/> <style> <script> &amp; &#x110000; <!-- --> <![CDATA[ ]]> <! <? ' \" ; , | sep=; "
    b"'' '= <html> <Worksheet> <Row> <Cell> <Data> </Data> </Cell> </Row> </Worksheet> </Workbook> "
    b"#N/A 8E+11 abc = \xc3\xa9 \xff\xfe \xef\xbb\xbf \0"
).split(b" ")
texts = st.tuples(
    st.sampled_from([b"", b"<html><table>", b"<table>", b"\xff\xfe", SHEET]),
    st.lists(st.sampled_from([*PIECES, b" ", b"\t", b"\n", b"\r", b"1" * 50]), max_size=60),
)


@given(texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_rows_or_a_sentence(tmp_path, text):
    path = tmp_path / "a"
    path.write_bytes(text[0] + b"".join(text[1]))
    known = {"path": str(path), "encoding": "", "delimiter": "", "has_quotes": True, "repair": ""}
    with suppress(FileProblem):
        (facts,) = describe_table(known)
        known |= {name: facts[name] for name in ("format", "encoding", "delimiter", "has_quotes")}
        for sheet in facts["sheets"]:
            *batches, last = read_rows({**known, "sheet": sheet["index"]})
            assert "notes" in last
            assert sum(len(batch["rows"]) for batch in batches) == sheet["row_count"]
