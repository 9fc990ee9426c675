"""Web addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.urls import NOT_A_URL, format_url, may_open, parse_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("ABC.vn", "https://abc.vn"),
        (" www.abc.vn/ ", "https://www.abc.vn"),
        ("http://Abc.VN/Trang?q=1#a", "http://abc.vn/Trang?q=1#a"),
        ("abc.vn:8080/x", "https://abc.vn:8080/x"),
        ("//abc.vn", "https://abc.vn"),
        ("abc.vn/đường-dẫn", "https://abc.vn/%C4%91%C6%B0%E1%BB%9Dng-d%E1%BA%ABn"),
        ("https://abc.vn/%C3%A1", "https://abc.vn/%C3%A1"),
        ("https://user@abc.vn/", "https://user@abc.vn"),
        ("công-ty.vn", "https://công-ty.vn"),
        ("http://[::1]:80/", "http://[::1]:80"),
    ],
)
def test_an_address_is_completed(text, url):
    assert (parse_url(text).url, parse_url(text).is_valid) == (url, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "a b.vn",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@b.vn",
        "ftp://abc.vn",
        "http://",
        "https://abc.vn:99999",
        "https://[abc",
    ],
)
def test_what_is_no_web_address_is_kept_and_never_opened(text):
    parsed = parse_url(text)
    assert (parsed.url, parsed.is_valid, parsed.warning) == (text, False, NOT_A_URL)
    assert not may_open(parsed.url)


def test_a_list_shows_an_address_without_its_scheme():
    assert format_url("https://abc.vn/") == "abc.vn"
    assert format_url("http://abc.vn/%C4%91%C6%B0%E1%BB%9Dng") == "abc.vn/đường"
    assert format_url("https://abc.vn/a%20b") == "abc.vn/a%20b"


@given(st.text(max_size=60))
def test_any_text_may_stand_in_an_address_field(text):
    parsed = parse_url(text)
    assert parsed.is_valid or parsed.warning
    if parsed.is_valid:
        assert parse_url(parsed.url) == parsed
        assert may_open(parsed.url)
