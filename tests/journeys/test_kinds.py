"""Kinds of field as a person meets them: codes that are given, choices ticked, text formatted."""

from __future__ import annotations

from tests.journeys.stored import asked
from tests.journeys.test_own_fields import begun


def test_a_person_says_the_pattern_of_customer_codes_and_the_next_customer_has_it(company, start):
    program = begun(company, start)
    program.run("tools.sequences")
    program.sees("KH{NNNNN}")
    program.press("Return")
    program.type("CT-{NNNN}")
    program.press("Return")
    program.sees("CT-0001")
    program.press("Escape")
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type("Công ty Mã Mới")
    program.press("Ctrl+S")
    program.sees("301 khách hàng")
    found = asked(company, "SELECT code FROM account WHERE name = 'Công ty Mã Mới'")
    assert found == [("CT-0001",)]
    assert program.ask("told") == []
