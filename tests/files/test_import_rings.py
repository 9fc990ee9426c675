"""Rows of a file whose parents would close a ring."""

from __future__ import annotations

from desktop.core.imports.plan import Policy
from tests.files.makers import make_xlsx


def test_a_row_that_would_close_a_ring_is_refused_alone(exchange, tmp_path):
    heads = ["Tên", "Mã", "Mẹ"]
    files = [
        [heads, ["A", "K1", None], ["B", "K2", "A"]],
        [heads, ["A", "K1", "B"], ["B", "K2", None], ["C", "K3", "A"]],
    ]
    columns = {"Tên": "name", "Mã": "code", "Mẹ": "parent_id"}
    for rows in files:
        path = make_xlsx(tmp_path / "a.xlsx", rows)
        result = exchange.run(exchange.plan(path, columns, keys=("code",), policy=Policy.OVERWRITE))
    assert (result.counts.created, result.counts.failed) == (1, 1)
    assert exchange.texts("account", "name", "parent_id") == [("A", ""), ("B", "A"), ("C", "A")]
