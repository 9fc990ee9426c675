"""Customers come in from a spreadsheet and go out to one; a killed import can be taken back."""

from __future__ import annotations

import os
import signal

import pytest
from openpyxl import load_workbook

from tests.files.test_card_pictures import in_base64, png
from tests.journeys.company import names, write_table
from tests.journeys.stored import asked, customers, is_sound


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "khách hàng.xlsx"
    write_table(path)
    return path


def up_to_the_check(program):
    """Go through the steps of the wizard as far as nothing is written."""
    program.sees("2/6")
    for step in ("3/6", "4/6"):
        program.click("Tiếp tục", exact=True)
        program.sees(step)
    program.click("Kiểm tra", exact=True)
    program.sees("5/6")


def runs(profile):
    return asked(profile, "SELECT status, created_rows FROM import_run")


def test_a_dropped_table_is_imported_and_taken_back(profile, start, table):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("Nhập từ Excel…")
    program.ask("drop", path=str(table))
    up_to_the_check(program)
    assert customers(profile) == set()
    program.click("Nhập 300 dòng")
    program.sees("Đã nhập 300 dòng.")
    assert customers(profile) == set(names(300))
    program.sees("300 khách hàng")
    program.click("Hoàn tác lần nhập này")
    program.sees("Hoàn tác toàn bộ những gì lần nhập này đã ghi?")
    program.click("Hoàn tác", exact=True)
    program.until(lambda: customers(profile) == set(), "no customer")
    program.until(lambda: runs(profile)[0][0] == "undone", "the import marked")
    assert is_sound(profile)


def test_a_table_named_at_the_start_is_offered_for_import(profile, start, table):
    program = start(profile, str(table))
    program.until_ready()
    up_to_the_check(program)
    program.click("Nhập 300 dòng")
    program.sees("Đã nhập 300 dòng.")
    assert len(customers(profile)) == 300


@pytest.mark.slow
@pytest.mark.soak
def test_an_import_killed_in_the_middle_can_be_taken_back(profile, start, tmp_path, rounds):
    table = tmp_path / "lớn.xlsx"
    write_table(table, 6000)
    for number in range(rounds(2, 30)):
        program = start(profile, str(table))
        program.until_ready()
        up_to_the_check(program)
        before = len(customers(profile))
        program.click("Nhập 6.000 dòng")
        program.until(lambda was=before: len(customers(profile)) > was, "the first of them")
        if number % 2:
            os.kill(program.ask("worker"), signal.SIGKILL)
            program.sees("Hoàn tác lần nhập này")
        program.kill()
        assert is_sound(profile)

        again = start(profile)
        again.until_ready()
        again.until(lambda: ("running",) not in states(profile), "the run marked as stopped")
        assert states(profile)[-1] == ("stopped",) or number % 2
        again.press("Ctrl+2", "Ctrl+Shift+I")
        again.sees("Các lần nhập gần đây")
        again.click("lớn.xlsx")
        again.click("Hoàn tác lần nhập này")
        again.sees("Hoàn tác toàn bộ những gì lần nhập này đã ghi?")
        again.click("Hoàn tác", exact=True)
        again.until(lambda was=before: len(customers(profile)) == was, "it taken back")
        again.kill()


def states(profile):
    return asked(profile, "SELECT status FROM import_run ORDER BY rid")


def test_the_list_is_exported_and_read_back(company, start, tmp_path):
    documents = tmp_path / "Documents"
    documents.mkdir()
    at_home = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    program = start(company, environment=at_home)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Ctrl+Shift+E")
    program.sees("Kết xuất: Khách hàng")
    program.click("Kết xuất…", exact=True)
    program.until(lambda: program.ask("accept_file"), "the file dialog")
    program.sees("Đã kết xuất 300 dòng.")
    (path,) = documents.glob("Khách hàng*.xlsx")
    rows = list(load_workbook(path).active.values)
    assert rows[0][0] == "Tên"
    assert {row[0] for row in rows[1:]} == customers(company)


def test_an_import_is_taken_back_by_a_key(profile, start, table):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("Nhập từ Excel…")
    program.ask("drop", path=str(table))
    up_to_the_check(program)
    program.click("Nhập 300 dòng")
    program.sees("Đã nhập 300 dòng.")
    program.click("Đóng", exact=True)
    program.sees_no_more("Đã nhập 300 dòng.")
    program.run("edit.undo")
    program.until(lambda: customers(profile) == set(), "no customer")
    program.until(lambda: runs(profile)[0][0] == "undone", "the import's own state")


CARD = """BEGIN:VCARD
VERSION:3.0
FN:Trần Thị Kim Liên
TEL;TYPE=CELL:0912 345 678
PHOTO;ENCODING=b;TYPE=PNG:{picture}
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Lê Văn Hùng
PHOTO:https://example.com/tracking.jpg
END:VCARD
"""


def test_a_card_from_a_phone_brings_its_picture_along(profile, start, tmp_path):
    picture = png()
    path = tmp_path / "danh bạ.vcf"
    path.write_text(CARD.format(picture=in_base64(picture)), encoding="utf-8")
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+2")
    program.click("Người liên hệ")
    program.sees("Chưa có người liên hệ nào")
    program.ask("drop", path=str(path))
    program.sees("không được tải về: 1")
    program.click("Tiếp tục", exact=True)
    program.sees("Hình ảnh")
    program.click("Tiếp tục", exact=True)
    program.sees("luôn được coi là hồ sơ đó")
    program.click("Kiểm tra", exact=True)
    program.sees("5/6")
    program.click("Nhập 2 dòng")
    program.sees("Đã nhập 2 dòng.")
    names_and_pictures = asked(profile, "SELECT full_name, picture FROM contact ORDER BY full_name")
    (plain, pictured) = names_and_pictures
    assert plain == ("Lê Văn Hùng", None)
    digest = pictured[1]
    assert (profile / "blobs" / digest[:2] / digest).read_bytes() == picture
