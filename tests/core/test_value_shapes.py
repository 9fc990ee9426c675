"""What values look like is told as a person would tell it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.value_shapes import looks_like


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        ((), ""),
        ((None, ""), ""),
        (("a@example.com",), "email"),
        (("a@example.com; b@example.com",), "email"),
        (("0912345678", "0987.654.321", "+84 912 345 678", "84912345678"), "phone"),
        (("0912345678 - 0987654321", "028 3822 1234/0912345678"), "phone"),
        ((912345678,), "phone"),
        (("19001234", "1800 6601"), "phone"),
        (("0100109106", "0312687878-001"), "tax_code"),
        ((3100109100,), "number"),
        (("31/01/1990", "1/2/2000", "5-6-1999"), "date"),
        (("2026-01-31", date(2026, 1, 31)), "date"),
        (("https://example.com/x", "example.com.vn"), "url"),
        (("1.500.000", "12,5", "-3", 7, "15%", "1.000.000 đ"), "number"),
        (("Có", "không", True), "flag"),
        (("Công ty Hoàng Long", "Lan"), "text"),
        (("Số 5 Trần Phú", "12 Lê Lợi"), "text"),
    ],
)
def test_values_are_what_they_look_like(values, shape):
    assert looks_like(values) == shape


def test_a_few_strange_values_do_not_matter():
    assert looks_like(["0912345678"] * 8 + ["gọi sau", "không có"]) == "phone"
    assert looks_like(["0912345678"] * 5 + ["gọi sau"] * 5) == "text"
