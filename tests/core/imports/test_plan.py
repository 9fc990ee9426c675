"""Plans of imports in JSON form, as they travel to the worker."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from desktop.core.imports.plan import (
    ColumnUse,
    ImportPlan,
    Missing,
    Policy,
    plan_from_json,
    plan_to_json,
)
from desktop.core.imports.results import (
    Counts,
    Doubt,
    Duplicate,
    ImportResult,
    RowProblem,
    Trial,
    UnknownNames,
    result_from_json,
    result_to_json,
    trial_from_json,
    trial_to_json,
)
from desktop.core.tables import SheetInfo, TableFormat, TableInfo

HEAD = (("Danh sách khách hàng",), (), ("Tên", "MST"), ("An Bình", date(2026, 1, 2)))
SHEET = SheetInfo(1, "Khách hàng", 40, 2, HEAD, header_row=2)
TABLE = TableInfo(Path("/tệp/khách hàng.xlsx"), TableFormat.XLSX, 10, 20, (SHEET,))
PLAN = ImportPlan(
    "account",
    TABLE,
    1,
    (ColumnUse(0, "name"), ColumnUse(1, "tax_code")),
    ("tax_code",),
    Policy.FILL,
    {"source": Missing.CREATE},
    {"tags": "Hội chợ"},
)


def test_a_plan_arrives_as_it_was_sent():
    arrived = plan_from_json(json.loads(json.dumps(plan_to_json(PLAN))))
    assert arrived.columns == PLAN.columns
    assert (arrived.keys, arrived.policy) == (PLAN.keys, PLAN.policy)
    assert (arrived.missing, arrived.fixed) == (PLAN.missing, PLAN.fixed)
    assert arrived.table.path == TABLE.path
    assert arrived.headers == ("Tên", "MST")


def test_rows_below_the_header_do_not_travel():
    arrived = plan_from_json(plan_to_json(PLAN))
    assert arrived.sheet_info.head == HEAD[:3]


def test_rows_are_counted_below_the_header():
    assert PLAN.row_count == 37


def test_a_field_filled_by_a_column_and_for_all_rows_is_named_once():
    assert PLAN.fields == ("name", "tax_code", "tags")


def test_trials_and_results_arrive_as_they_were_sent():
    trial = Trial(
        Counts(1, 2, 3, 4),
        (RowProblem(5, 1, "x", "Không phải số."),),
        (Duplicate(6, "phones", "0912", "An", 2),),
        9,
        (UnknownNames("source_id", "source", ("Zalo",), 1),),
        (Doubt("tax_code", 2, 7, "?"),),
        ("Ghi chú",),
    )
    result = ImportResult("id", Counts(1), stopped=True, error_file="a.xlsx", notes=("!",))
    assert trial_from_json(json.loads(json.dumps(trial_to_json(trial)))) == trial
    assert result_from_json(json.loads(json.dumps(result_to_json(result)))) == result
