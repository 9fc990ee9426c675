"""Suggested logins and passwords are ones that a centre takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.first_logins import first_password, is_login, suggested_login
from desktop.core.passwords import SHORTEST


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Nguyễn Văn An", "an.nguyen"),
        ("Đặng Thị Hồng Đào", "dao.dang"),
        ("Minh", "minh"),
        ("  Lê   Hoà ", "hoa.le"),
        ("O'Neil, Anna", "anna.oneil"),
        ("李 明", ""),
        ("A", ""),
        ("", ""),
        ("Postgres", ""),
    ],
)
def test_a_login_is_made_of_the_given_and_the_family_name(name, login):
    assert suggested_login(name) == login


@given(st.text())
def test_whatever_is_suggested_is_a_login_or_nothing(name):
    assert suggested_login(name) == "" or is_login(suggested_login(name))


def test_first_passwords_are_long_enough_and_never_the_same():
    made = {first_password() for _time in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= SHORTEST
