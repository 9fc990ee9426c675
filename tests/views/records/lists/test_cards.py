"""Records as cards: the name and all marks beside it stand apart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desktop.core.pages import ListQuery
from desktop.views.records.lists.card_painter import GAP
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.records.lists.row_painter import RowPainter

ALL = ListQuery("account", ("name", "phones", "account_type", "tags"))
LONG = "Công ty Cổ phần Sản xuất và Thương mại Dịch vụ Xuất nhập khẩu Hải Phòng Xanh"


@pytest.fixture
def painted(monkeypatch):
    """What was painted: the width of each name, and where the marks of a record begin and end."""
    names, marks = {}, {}
    cut, paint = CellTexts.cut, RowPainter.paint_chips

    def cut_and_tell(self, text, width):
        shown = cut(self, text, width)
        names[text] = self.width(shown)
        return shown

    def paint_and_tell(self, painter, column, record, cell):
        reach = paint(self, painter, column, record, cell)
        marks.setdefault(record.texts[0], []).append((cell.x(), cell.x() + reach))
        return reach

    monkeypatch.setattr(CellTexts, "cut", cut_and_tell)
    monkeypatch.setattr(RowPainter, "paint_chips", paint_and_tell)
    return names, marks


@pytest.mark.parametrize("name", ["An", LONG[:30], LONG])
def test_a_name_and_the_marks_beside_it_never_lie_over_each_other(
    table, model, reads, quiet, painted, name
):
    model.set_query(ALL)
    quiet(model)
    reads.records[model.record(0).id] |= {"name": name, "account_type": "partner"}
    model.refresh()
    quiet(model)
    table.resize(420, 400)
    table.show_cards(on=True)
    painted[1].clear()
    table.viewport().grab()
    names, marks = painted
    for text, spans in marks.items():
        assert spans[0][0] - GAP >= names[text]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert any(len(spans) > 1 for spans in marks.values())
