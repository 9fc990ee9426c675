"""Own fields in files: found by their headers, imported, exported under their labels."""

from __future__ import annotations

import pytest

from desktop.core import i18n
from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.core.imports.importable import suggest_columns
from desktop.core.pages import ListQuery
from desktop.core.queries import query_to_json
from desktop.services.commands import LocalCommands
from desktop.services.customizing.renewal import renew
from tests.files.makers import make_xlsx

ROWS = [
    ["Tên khách hàng", "Hạng thẻ", "Ngày khảo sát", "Thời gian gọi"],
    ["Công ty An Bình", "Vàng", "21/11/2026", "1 giờ 30"],
    ["Công ty Hoa Sen", "bac", "02/01/2026", "45"],
]


@pytest.fixture
def own(exchange):
    """Give customers a choice, a day and a length of time of their own."""
    work = exchange.work
    commands = LocalCommands(work.store, work.actor)
    choices = [{"vi": "Vàng"}, {"vi": "Bạc"}]
    for label, kind, more in (
        ("Hạng thẻ", Kind.CHOICE, {"choices": choices}),
        ("Ngày khảo sát", Kind.DATE, {}),
        ("Thời gian gọi", Kind.DURATION, {}),
    ):
        said = {"entity": "account", "kind": kind, "label_vi": label, **more}
        commands.run("custom_field.define", said)
    renew(work.store)
    i18n.set_language("vi")


def test_a_file_fills_them_by_their_headers(exchange, own, tmp_path):
    path = make_xlsx(tmp_path / "thẻ.xlsx", ROWS)
    found = suggest_columns(get_entity("account"), exchange.look(path).main_sheet.columns)
    names = ["name", "x_hang_the", "x_ngay_khao_sat", "x_thoi_gian_goi"]
    assert [match.key for match in found] == names
    counts = exchange.run(exchange.plan(path, dict(zip(ROWS[0], names, strict=True)))).counts
    assert counts.created == 2
    assert exchange.texts("account", *names) == [
        ("Công ty An Bình", "Vàng", "21/11/2026", "1 giờ 30"),
        ("Công ty Hoa Sen", "Bạc", "02/01/2026", "45 phút"),
    ]


def test_a_list_is_exported_with_them(exchange, own, tmp_path):
    path = make_xlsx(tmp_path / "thẻ.xlsx", ROWS)
    names = ["name", "x_hang_the", "x_ngay_khao_sat", "x_thoi_gian_goi"]
    exchange.run(exchange.plan(path, dict(zip(ROWS[0], names, strict=True))))
    query = query_to_json(ListQuery("account", tuple(names)))
    exchange.ask("export.run", query=query, path=str(tmp_path / "ra.csv"))
    text = (tmp_path / "ra.csv").read_text("utf-8-sig")
    assert text.splitlines()[0].replace(";", ",") == "Tên,Hạng thẻ,Ngày khảo sát,Thời gian gọi"
    assert "Vàng" in text
