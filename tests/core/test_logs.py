"""The log tells what happened and gives nobody away."""

from __future__ import annotations

import logging

import pytest

from desktop.core.logs import redact, start_logging, stop_logging


@pytest.fixture
def log_file(tmp_path):
    handler = start_logging(tmp_path / "logs")
    yield tmp_path / "logs" / "lienhe.log"
    stop_logging(handler)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("login password=Bí-mật-123 failed", "Bí-mật-123"),
        ('{"access_token": "abc.def.ghi"}', "abc.def.ghi"),
        ("Authorization: Bearer eyJhbGciOi", "eyJhbGciOi"),
        ("api-key: 0xDEADBEEF", "0xDEADBEEF"),
        ("row of an.nguyen@congty.example was refused", "an.nguyen"),
        ("call 0912 345 678 now", "0912 345 678"),
        ("call +84912345678", "84912345678"),
        ("postgresql://an:matkhau@host/db", "matkhau"),
        ("tax code 0101234567", "0101234567"),
    ],
)
def test_secrets_and_personal_data_are_masked(text, secret):
    assert secret not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "lane 3 took 250 ms",
        "version 0.1.0 on Python 3.11.7",
        "command account.save failed",
        "id 0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b is gone",
    ],
)
def test_ordinary_notes_stay_as_they_are(text):
    assert redact(text) == text


def test_a_stack_in_the_log_holds_no_address_either(log_file):
    try:
        int("an@congty.example")
    except ValueError:
        logging.getLogger("desktop.trial").exception("failed for %s", "0912345678")
    text = log_file.read_text("utf-8")
    assert "ValueError" in text
    assert "congty" not in text
    assert "0912345678" not in text


def test_the_log_never_grows_beyond_its_files(tmp_path, monkeypatch):
    handler = start_logging(tmp_path)
    handler._largest = 2000
    for number in range(400):
        logging.getLogger("desktop.trial").info("note %d, %s", number, "x" * 50)
    stop_logging(handler)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 5
    assert all(path.stat().st_size < 2300 for path in files)
    assert "note 399" in (tmp_path / "lienhe.log").read_text("utf-8")


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path):
    handler = start_logging(tmp_path / "logs")
    (tmp_path / "logs" / "lienhe.log").mkdir()
    logging.getLogger("desktop.trial").info("nobody reads this")
    stop_logging(handler)
    assert (tmp_path / "logs" / "lienhe.log").is_dir()
