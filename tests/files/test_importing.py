"""Importing from real files into a real store: what becomes of which row."""

from __future__ import annotations

import pytest

from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.filters import EVERYTHING
from desktop.core.imports.plan import Missing, Policy
from desktop.core.permissions import Actor
from desktop.files.tables import open_table
from tests.files.exchange import Reported
from tests.files.makers import make_xlsx

HEADERS = ["STT", "Tên khách hàng", "MST", "Điện thoại", "Nguồn", "Doanh thu"]
COLUMNS = {
    "Tên khách hàng": "name",
    "MST": "tax_code",
    "Điện thoại": "phones",
    "Nguồn": "source_id",
    "Doanh thu": "annual_revenue",
}
AN_BINH = [1, "Công ty An Bình", "0101243150", "0912 345 678", "Facebook", 1_200_000]
HOA_SEN = [2, "Công ty Hoa Sen", "0100109106", "024 3825 1234", "Hội chợ", 900_000]


@pytest.fixture
def customers(tmp_path):
    """Return a file with two customers."""
    return make_xlsx(tmp_path / "khách hàng.xlsx", [HEADERS, AN_BINH, HOA_SEN])


@pytest.fixture
def imported(exchange, customers):
    """Return the result of having imported the two customers."""
    return exchange.run(exchange.plan(customers, COLUMNS))


def file_of(tmp_path, *rows):
    return make_xlsx(tmp_path / "more.xlsx", [HEADERS, *rows])


def test_rows_become_records_with_all_their_values(exchange, imported):
    assert imported.counts.created == 2
    assert exchange.texts("account", "name", "tax_code", "phones", "source_id") == [
        ("Công ty An Bình", "0101243150", "0912 345 678", "Facebook"),
        ("Công ty Hoa Sen", "0100109106", "024 3825 1234", "Hội chợ"),
    ]


def test_imported_records_are_found_by_search(exchange, imported):
    reads = exchange.work.reads()
    found = [hit.ref.title for hit in reads.search("hoa sen")]
    by_phone = [hit.ref.title for hit in reads.search("345678")]
    reads.close()
    assert found == ["Công ty Hoa Sen"]
    assert by_phone == ["Công ty An Bình"]


def test_a_trial_changes_nothing_and_tells_the_truth(exchange, customers):
    trial = exchange.trial(exchange.plan(customers, COLUMNS))
    assert (trial.counts.created, trial.counts.rows) == (2, 2)
    assert exchange.texts("account", "name") == []
    assert exchange.texts("source", "name") == []
    assert trial.unknown[0].names == ("Facebook", "Hội chợ")


def test_an_import_is_taken_back_whole(exchange, imported):
    assert exchange.undo(imported.run)["left"] == 0
    assert exchange.texts("account", "name") == []
    assert exchange.texts("source", "name") == []
    assert exchange.texts("import_run", "file_name", "status") == [
        ("khách hàng.xlsx", "Taken back")
    ]


def test_an_import_is_not_taken_back_twice(exchange, imported):
    exchange.undo(imported.run)
    with pytest.raises(Exception, match="already"):
        exchange.undo(imported.run)


def test_what_was_changed_since_the_import_is_left_alone(exchange, imported):
    record = exchange.work.reads().choices("account", "An Bình")[0].ref
    with exchange.work.store.work(exchange.work.actor, "account.save") as work:
        work.bulk_update("account", [record.id], {"description": "Gọi lại thứ Hai"})
    assert exchange.undo(imported.run)["left"] == 1
    assert exchange.texts("account", "name") == [("Công ty An Bình",)]


def test_its_run_is_recorded_with_its_counts(exchange, imported):
    columns = ("file_name", "entity", "status", "created_rows", "skipped_rows", "failed_rows")
    assert exchange.texts("import_run", *columns) == [
        ("khách hàng.xlsx", "account", "Done", "2", "0", "0")
    ]


def test_known_customers_are_skipped_by_their_tax_code(exchange, imported, tmp_path):
    path = file_of(tmp_path, [1, "An Bình JSC", "0101243150", "0999 999 999", None, 5], HOA_SEN)
    result = exchange.run(exchange.plan(path, COLUMNS, keys=("tax_code",)))
    assert (result.counts.created, result.counts.skipped) == (0, 2)
    assert exchange.record("account", "Công ty An Bình")["annual_revenue"] == "1200000"


def test_without_a_key_every_row_is_new(exchange, imported, customers):
    result = exchange.run(exchange.plan(customers, COLUMNS))
    assert result.counts.created == 2
    assert len(exchange.texts("account", "name")) == 4


def test_only_empty_fields_are_filled(exchange, tmp_path):
    first = file_of(tmp_path, [1, "Công ty An Bình", "0101243150", None, None, 5])
    exchange.run(exchange.plan(first, COLUMNS))
    second = file_of(tmp_path, AN_BINH)
    plan = exchange.plan(second, COLUMNS, keys=("tax_code",), policy=Policy.FILL)
    assert exchange.run(plan).counts.updated == 1
    record = exchange.record("account", "Công ty An Bình")
    assert record["annual_revenue"] == "5"
    assert record["phones"] == [{"number": "+84912345678", "label": ""}]


def test_fields_are_overwritten_but_no_phone_number_is_lost(exchange, imported, tmp_path):
    path = file_of(tmp_path, [1, "An Bình JSC", "0101243150", "0999 999 999", None, 7])
    plan = exchange.plan(path, COLUMNS, keys=("tax_code",), policy=Policy.OVERWRITE)
    assert exchange.run(plan).counts.updated == 1
    record = exchange.record("account", "An Bình JSC")
    assert record["annual_revenue"] == "7"
    assert [item["number"] for item in record["phones"]] == ["+84999999999", "+84912345678"]


def test_empty_cells_overwrite_nothing(exchange, imported, tmp_path):
    path = file_of(tmp_path, [1, "Công ty An Bình", "0101243150", None, None, None])
    plan = exchange.plan(path, COLUMNS, keys=("tax_code",), policy=Policy.OVERWRITE)
    assert exchange.run(plan).counts.skipped == 1
    assert exchange.record("account", "Công ty An Bình")["annual_revenue"] == "1200000"


def test_an_update_is_taken_back_to_the_old_values(exchange, imported, tmp_path):
    path = file_of(tmp_path, [1, "An Bình JSC", "0101243150", None, None, 7])
    plan = exchange.plan(path, COLUMNS, keys=("tax_code",), policy=Policy.OVERWRITE)
    exchange.undo(exchange.run(plan).run)
    assert exchange.record("account", "Công ty An Bình")["annual_revenue"] == "1200000"


def test_the_weightier_key_decides(exchange, imported, tmp_path):
    """The tax code says An Bình, the telephone number Hoa Sen."""
    path = file_of(tmp_path, [1, "Tên mới", "0101243150", "024 3825 1234", None, 7])
    plan = exchange.plan(path, COLUMNS, keys=("tax_code", "phones"), policy=Policy.OVERWRITE)
    exchange.run(plan)
    assert [name for (name,) in exchange.texts("account", "name")] == ["Công ty Hoa Sen", "Tên mới"]


def test_a_row_that_fits_several_records_is_refused_unless_skipped(exchange, imported, tmp_path):
    path = file_of(tmp_path, [3, "Công ty Khác", None, "0912 345 678", None, None])
    exchange.run(exchange.plan(path, COLUMNS))
    keys = {"keys": ("phones",)}
    trial = exchange.trial(exchange.plan(path, COLUMNS, policy=Policy.OVERWRITE, **keys))
    assert (trial.counts.failed, trial.counts.updated) == (1, 0)
    assert "Several records" in trial.problems[0].sentence
    assert exchange.trial(exchange.plan(path, COLUMNS, **keys)).counts.skipped == 1


def test_a_row_that_repeats_an_earlier_one_is_no_second_record(exchange, tmp_path):
    again = [3, "AN BÌNH", "0101243150", None, None, None]
    path = file_of(tmp_path, AN_BINH, HOA_SEN, again)
    plan = exchange.plan(path, COLUMNS, keys=("tax_code",))
    trial = exchange.trial(plan)
    assert (trial.counts.created, trial.counts.skipped) == (2, 1)
    assert trial.duplicates[0].of_row == 1
    assert exchange.run(plan).counts == trial.counts


def test_a_repeating_row_fills_what_the_first_left_empty(exchange, tmp_path):
    first = [1, "Công ty An Bình", "0101243150", None, None, 5]
    plan = exchange.plan(
        file_of(tmp_path, first, AN_BINH), COLUMNS, keys=("tax_code",), policy=Policy.FILL
    )
    counts = exchange.run(plan).counts
    assert (counts.created, counts.updated) == (1, 1)
    assert exchange.texts("account", "name", "phones", "annual_revenue") == [
        ("Công ty An Bình", "0912 345 678", "5")
    ]


def test_refused_rows_are_written_to_a_file_that_can_be_imported(exchange, tmp_path):
    path = file_of(tmp_path, AN_BINH, [2, None, "0100109106", None, "Facebook", "rất nhiều"])
    result = exchange.run(exchange.plan(path, COLUMNS))
    assert (result.counts.created, result.counts.failed) == (1, 1)
    info = open_table(exchange.work.profile / "imports" / result.error_file.rpartition("/")[2]).info
    assert info.main_sheet.head[0] == (*HEADERS, "Reason")
    row = info.main_sheet.head[1]
    assert row[2:6] == ("0100109106", None, "Facebook", "rất nhiều")
    assert "Doanh thu: " in row[6]


def test_problems_are_told_by_row_and_column(exchange, tmp_path):
    path = file_of(tmp_path, AN_BINH, [2, "Công ty B", None, None, None, "rất nhiều"])
    (problem,) = exchange.trial(exchange.plan(path, COLUMNS)).problems
    assert (problem.row, problem.column, problem.value) == (2, 5, "rất nhiều")


def test_blank_rows_are_nothing(exchange, tmp_path):
    path = file_of(tmp_path, AN_BINH, [None] * 6, [3, "  ", None, None, None, None], HOA_SEN)
    assert exchange.run(exchange.plan(path, COLUMNS)).counts.rows == 2


@pytest.mark.parametrize(
    ("missing", "created", "failed"),
    [(Missing.CREATE, 2, 0), (Missing.EMPTY, 2, 0), (Missing.FAIL, 0, 2)],
)
def test_unknown_sources_are_created_left_out_or_refused(
    exchange, customers, missing, created, failed
):
    plan = exchange.plan(customers, COLUMNS, missing={"source": missing})
    counts = exchange.run(plan).counts
    assert (counts.created, counts.failed) == (created, failed)
    assert len(exchange.texts("source", "name")) == (2 if missing is Missing.CREATE else 0)


def test_cancelled_what_is_done_stays_and_can_be_taken_back(exchange, tmp_path):
    rows = [[n, f"Khách {n}", None, None, None, None] for n in range(1, 3001)]
    result = exchange.run(exchange.plan(file_of(tmp_path, *rows), COLUMNS), Reported(after=1000))
    assert result.stopped
    assert 0 < result.counts.created < 3000
    count = exchange.work.reads().count("account", EVERYTHING)
    assert count == result.counts.created
    assert exchange.texts("import_run", "status", "created_rows") == [
        ("Stopped", f"{count:,}".replace(",", "."))
    ]
    exchange.undo(result.run)
    assert exchange.work.reads().count("account", EVERYTHING) == 0


def test_who_lacks_the_right_cannot_import(exchange, customers):
    plan = exchange.plan(customers, COLUMNS)
    work = exchange.work
    clerk = Actor(work.actor.user_id, frozenset({"account.create"}))
    exchange._surround = lambda report: type(work)(
        work.store, clerk, work.reads, work.profile, report
    )
    with pytest.raises(NotAllowedError):
        exchange.run(plan)


def test_an_import_is_taken_back_by_its_group_of_changes_too(exchange, tmp_path, changes):
    path = tmp_path / "a.csv"
    path.write_text("Tên\nCông ty A\n", encoding="utf-8")
    exchange.run(exchange.plan(path, {"Tên": "name"}))
    (group,) = {one.group for one in changes if one.command == "import.run"}
    assert exchange.ask("import.undo", group=group)["left"] == 0
    assert exchange.texts("account", "name") == []
    with pytest.raises(RuleBrokenError):
        exchange.ask("import.undo", group=group)
