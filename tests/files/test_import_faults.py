"""What goes wrong while importing: bad files, a killed worker, a full disk, a file that changes."""

from __future__ import annotations

import random
import shutil
import uuid
from functools import partial

import pytest

from bench.worker_process import WorkerProcess
from desktop.core.errors import CancelledError, InputError, StorageError
from desktop.core.filters import EVERYTHING
from desktop.core.imports.plan import plan_to_json
from desktop.core.messages import Advance, Answer, Failure, Family
from desktop.services.backups.making import back_up_before_import
from desktop.services.opening import open_for_worker
from tests.files.exchange import Exchange, Reported
from tests.files.makers import declare_size, make_raw_xlsx, make_xlsx, sheet_xml

COLUMNS = {"Tên": "name", "Nguồn": "source_id"}


def many(tmp_path, count):
    rows = [[f"Khách hàng {number}", "Hội chợ"] for number in range(count)]
    return make_xlsx(tmp_path / "many.xlsx", [list(COLUMNS), *rows])


def count_accounts(exchange):
    reads = exchange.work.reads()
    try:
        return reads.count("account", EVERYTHING)
    finally:
        reads.close()


def has_advanced(rows, message):
    return isinstance(message, Advance) and message.done >= rows


@pytest.mark.slow
def test_killed_in_the_middle_it_leaves_whole_rows_and_can_be_taken_back(
    profile, exchange, tmp_path, rounds
):
    plan = exchange.plan(many(tmp_path, 8000), COLUMNS)
    draw = random.Random(8)
    for _round in range(rounds(2, 100)):
        folder = tmp_path / "killed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(profile, folder)
        run, after = str(uuid.uuid4()), draw.randrange(500, 5000)
        with WorkerProcess(folder) as worker:
            worker.send("import.run", plan=plan_to_json(plan), run=run)
            worker.read_until(partial(has_advanced, after))
        with open_for_worker(folder, [].append) as surround:
            again = Exchange(surround)
            columns = ("status", "created_rows")
            ((status, created),) = again.texts("import_run", *columns)
            count = count_accounts(again)
            assert (status, created) == ("Stopped", f"{count:,}".replace(",", "."))
            assert after <= count < 8000
            assert again.texts("source", "name") == [("Hội chợ",)]
            assert len(again.work.reads().search("khách hàng", 9000)) == count
            assert again.undo(run)["left"] == 0
            assert count_accounts(again) == 0
            assert again.texts("source", "name") == []


def test_the_worker_answers_in_its_own_process(profile, exchange, tmp_path):
    plan = exchange.plan(many(tmp_path, 20), COLUMNS)
    with WorkerProcess(profile) as worker:
        number = worker.send("import.run", plan=plan_to_json(plan), run=str(uuid.uuid4()))
        last = worker.read_until(lambda m: isinstance(m, Answer | Failure))[-1]
    assert isinstance(last, Answer)
    assert (last.id, last.value["counts"]["created"]) == (number, 20)


def test_a_file_that_cannot_be_read_is_a_sentence_for_the_person(profile, tmp_path):
    path = tmp_path / "thư.xlsx"
    path.write_bytes(b"%PDF-1.7 " + bytes(100))
    with WorkerProcess(profile) as worker:
        worker.send("import.look", path=str(path))
        last = worker.read_until(lambda m: isinstance(m, Answer | Failure))[-1]
    assert last.family is Family.TOLD
    assert "PDF" in last.sentence


def test_a_file_changed_after_it_was_looked_at_is_not_imported(exchange, tmp_path):
    path = many(tmp_path, 3)
    plan = exchange.plan(path, COLUMNS)
    make_xlsx(path, [["Tên"], ["Khác"], ["Nữa"]])
    with pytest.raises(InputError, match="changed"):
        exchange.run(plan)
    assert exchange.texts("import_run", "file_name") == []


def test_a_disk_that_is_full_in_the_middle_keeps_what_was_written(exchange, tmp_path):
    plan = exchange.plan(many(tmp_path, 3000), COLUMNS)
    driver = exchange.work.store.driver

    def fill_the_disk(done, of=0, what=""):
        if done >= 1000:
            (pages,) = driver.execute("PRAGMA page_count").fetchone()
            driver.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    with pytest.raises(StorageError, match="full"):
        exchange.run(plan, fill_the_disk)
    driver.execute("PRAGMA max_page_count = 4294967294").fetchone()
    count = count_accounts(exchange)
    assert 1000 <= count < 3000
    assert driver.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_passwords_and_bombs_are_told_before_anything_begins(exchange, tmp_path, corpus):
    spreadsheets = corpus / "spreadsheets" / "calamine"
    bomb = make_raw_xlsx(tmp_path / "bomb.xlsx", sheet_xml(""))
    declare_size(bomb, "xl/worksheets/sheet1.xml", 2**31)
    for path in (spreadsheets / "pass_protected.xlsx", bomb, tmp_path / "gone.xlsx"):
        with pytest.raises(InputError) as told:
            exchange.look(path)
        assert path.name in str(told.value)


@pytest.mark.slow
def test_every_file_of_the_corpus_is_imported_or_explained(exchange, corpus):
    """Whatever stands in its cells: as customers named by the first column."""
    imported = 0
    for path in sorted((corpus / "spreadsheets" / "calamine").iterdir()):
        try:
            info = exchange.look(path)
            sheet = info.main_sheet
            first = sheet.columns[0] if sheet.columns else None
            if first is None or first.header in ("", None):
                continue
            fields = {first.header: "name"} | {
                column.header: field
                for column, field in zip(sheet.columns[1:], ["phones", "address"], strict=False)
                if column.header
            }
            trial = exchange.trial(exchange.plan(path, fields, keys=("name",)))
        except InputError:  # said in a sentence
            continue
        imported += trial.counts.created
    assert imported > 20


def test_cancelling_while_the_data_are_backed_up_does_nothing(exchange, tmp_path):
    plan = exchange.plan(many(tmp_path, 50), COLUMNS)
    with pytest.raises(CancelledError):
        exchange.run(plan, Reported(after=0))
    assert exchange.texts("account", "name") == []
    assert exchange.texts("import_run", "file_name") == []


def test_cancelling_while_the_file_is_read_imports_nothing(exchange, tmp_path):
    plan = exchange.plan(many(tmp_path, 50), COLUMNS)
    back_up_before_import(exchange.work)  # so that the first thing reported is a row
    result = exchange.run(plan, Reported(after=0))
    assert result.stopped
    assert result.counts.rows == 0
    exchange.undo(result.run)
