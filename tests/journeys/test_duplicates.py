"""The same customer twice: told of while typing, found in the list, merged, taken back."""

from __future__ import annotations

import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.services.opening import open_for_window
from tests.journeys.stored import asked

FIRST, SECOND = "Công ty TNHH Minh Phát", "CTY TNHH MINH PHAT"


@pytest.fixture
def twins(profile: Path) -> Path:
    """Return a profile with a customer that was typed twice, with a call on each."""
    with closing(open_for_window(profile)) as opened:

        def add(entity: str, **values: Any) -> str:
            return str(opened.commands.run(f"{entity}.create", {"values": values}).value)

        for name, phone, code in (
            (FIRST, "0912345678", "KH-1"),
            (SECOND, "+84 912 345 678", "KH-2"),
        ):
            account = add("account", name=name, phones=[phone], code=code, tax_code="0101234567")
            add("call", subject=f"Gọi {code}", account_id=account)
        add("account", name="Công ty CP Sông Hồng", phones=["0987654321"])
    return profile


def living(profile: Path) -> list[str]:
    query = "SELECT name FROM account WHERE deleted_at IS NULL ORDER BY name"
    return [name for (name,) in asked(profile, query)]


def test_twins_are_found_in_the_list_merged_and_brought_back(twins, start):
    program = start(twins)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(SECOND)
    program.run("list.duplicates")
    program.sees("1 nhóm bản ghi có thể trùng nhau.")
    program.sees("Gần như chắc chắn trùng: cùng mã số thuế, cùng số điện thoại, cùng tên")
    program.click("So sánh và gộp…")
    program.sees("Giữ bản ghi này")
    program.click("KH-2")
    program.click("Gộp 2 bản ghi")
    program.sees("Đã gộp 2 khách hàng")
    program.until(lambda: len(living(twins)) == 2, "one customer of two")
    kept = asked(
        twins, "SELECT id, code FROM account WHERE deleted_at IS NULL AND code LIKE 'KH-%'"
    )
    assert [code for _id, code in kept] == ["KH-2"]
    assert asked(twins, "SELECT DISTINCT account_id FROM call") == [(kept[0][0],)]
    program.sees("Đã xử lý hết các bản ghi trùng tìm thấy.")
    program.press("Esc")
    program.sees_no_more("Tìm lại")
    program.press("Ctrl+Z")
    program.sees("Đã hoàn tác: Đã gộp 2 khách hàng")
    program.until(lambda: len(living(twins)) == 3, "all three customers")
    assert len(asked(twins, "SELECT DISTINCT account_id FROM call")) == 2


def test_who_types_a_known_number_is_told_and_led_there(twins, start):
    program = start(twins)
    program.until_ready()
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type("Hoa Mai")
    program.press("Tab")
    program.type("0987 654 321")
    program.press("Tab")
    program.sees("Có thể trùng với “Công ty CP Sông Hồng” (cùng số điện thoại).")
    program.click("Mở bản ghi")
    program.sees_no_more("Biểu mẫu đầy đủ…")
    program.sees("Tên viết tắt")
    assert len(living(twins)) == 3


def test_the_card_tells_of_its_twin_until_somebody_says_it_is_none(twins, start):
    program = start(twins)
    program.until_ready()
    program.press("Ctrl+E")
    program.type("KH-1")
    program.sees(f"{FIRST}, ")
    program.press("Return")
    program.sees(f"Có thể trùng với “{SECOND}”")
    program.click("Không trùng")
    program.sees("Đã ghi nhớ là các bản ghi khác nhau")
    assert len(asked(twins, "SELECT pair FROM distinct_pair WHERE deleted_at IS NULL")) == 1
    program.run("go.home")
    program.press("Ctrl+2")
    program.sees(SECOND)
    program.run("list.duplicates")
    program.sees("Không tìm thấy bản ghi trùng.")


def test_a_merged_record_leads_to_the_one_that_was_kept(twins, start):
    with closing(open_for_window(twins)) as opened:
        ids = [
            str(uuid.UUID(bytes=one))
            for (one,) in asked(
                twins, "SELECT id FROM account WHERE code LIKE 'KH-%' ORDER BY code"
            )
        ]
        opened.commands.run("account.merge", {"ids": ids, "master": ids[0]})
    program = start(twins)
    program.until_ready()
    program.press("Ctrl+2")
    program.run("go.bin")
    program.sees(SECOND)
    program.click(SECOND)
    program.run("record.open")
    program.sees(f"Bản ghi này đã được gộp vào “{FIRST}”.")
    program.click("Mở bản ghi")
    program.sees_no_more("Bản ghi này đã được gộp vào")
    assert program.shows("Tên viết tắt")


def test_two_selected_customers_are_merged_from_the_menu_of_actions(twins, start):
    program = start(twins)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(SECOND)
    program.click(FIRST)
    program.press("Shift+Down")
    program.run("record.merge")
    program.sees("Gộp 2 bản ghi")
    program.press("Return")
    program.until(lambda: len(living(twins)) == 2, "two customers of three")
