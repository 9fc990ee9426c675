"""Two windows on one profile: what is done in one is seen in the other, and both come back."""

from __future__ import annotations

import pytest

from tests.journeys.stored import customers
from tests.journeys.test_interrupted import open_first_customer
from tests.journeys.waiting import go_to


def until_there(program, *titles):
    wanted = [f"{title} · Lienhe" for title in titles]
    program.until(lambda: program.ask("windows") == wanted, f"the windows {wanted}")


@pytest.fixture
def program(company, start):
    """The program with the customers in view, in the first of two windows."""
    made = start(company)
    made.until_ready()
    made.press("Ctrl+2")
    made.sees("300 khách hàng")
    made.press("Ctrl+Shift+N")
    until_there(made, "Khách hàng", "Khách hàng")
    return made


def test_an_edit_in_one_window_is_seen_in_the_other_and_undone_there(program, company):
    name = open_first_customer(program, company)
    until_there(program, "Khách hàng", name)
    go_to(program, "Tên")
    program.press("Ctrl+A")
    program.type("AAA Sao Mai")
    program.press("Ctrl+S")
    program.until(lambda: "AAA Sao Mai" in customers(company), "the save")
    until_there(program, "Khách hàng", "AAA Sao Mai")
    program.ask("bring", place=0)
    program.sees("AAA Sao Mai")
    program.press("Ctrl+Z")
    program.until(lambda: name in customers(company), "the old name")
    until_there(program, "Khách hàng", name)
    assert program.ask("told") == []


def test_each_window_asks_for_its_own_and_ctrl_q_for_all(program, company):
    name = open_first_customer(program, company)
    go_to(program, "Tên viết tắt")
    program.type("SM")
    program.ask("bring", place=0)
    program.ask("close", place=0)
    until_there(program, name)
    program.press("Ctrl+Q")
    program.sees("Lưu thay đổi trong 1 bản ghi?")
    program.press("Esc")
    program.sees_no_more("Lưu thay đổi trong 1 bản ghi?")
    program.press("Ctrl+Q")
    program.sees("Lưu thay đổi trong 1 bản ghi?")  # or the click goes to the bar's own button
    program.click("Lưu", exact=True)
    assert program.process.wait(20) == 0


def test_both_windows_come_back_with_their_places(program, company, start):
    name = open_first_customer(program, company)
    program.ask("resize", width=1060, height=680)
    program.ask("bring", place=0)
    program.run("module.home")
    assert program.quit() == 0

    again = start(company)
    again.until_ready()
    until_there(again, "Hôm nay", "Khách hàng")
    again.ask("bring", place=1)
    again.sees("300 khách hàng")
    again.sees(name)


def test_a_record_has_a_window_of_its_own(program, company):
    program.ask("close", place=1)
    until_there(program, "Khách hàng")
    name = open_first_customer(program, company)
    program.press("Shift+Return")
    until_there(program, "Khách hàng", name)
    program.press("Ctrl+1")
    until_there(program, "Hôm nay", name)
    program.ask("bring", place=1)
    program.press("Ctrl+W")
    until_there(program, "Hôm nay")
    assert program.ask("told") == []


def test_a_further_start_brings_the_window_forward_that_was_used_last(program, company, start):
    program.ask("bring", place=0)
    program.run("module.home")
    second = start(company)
    assert second.process.wait(20) == 0
    until_there(program, "Hôm nay", "Khách hàng")
    assert program.ask("active_title") == "Hôm nay · Lienhe"
