"""What the reading pane says about a message beside its text."""

from __future__ import annotations

import json

import pytest

from desktop.core.i18n import set_language
from desktop.core.words import fold
from desktop.mail.boxes.judging import _colleagues
from desktop.mail.boxes.preparing import prepare
from tests.core.mime.test_reports import STANDARD
from tests.mail.boxes.conftest import NOON, outline_of


@pytest.fixture
def shown(box, folders, reads):
    """Return `shown(raw)`, which stores a message and opens it."""
    numbers = iter(range(1, 100))

    def show(text: str):
        raw, number = text.encode(), next(numbers)
        stored = (outline_of(number, number, raw, (), NOON), prepare(raw, NOON, (), size=len(raw)))
        (message,) = box.store(folders["INBOX"], [stored])
        return reads.message(message)

    return show


def test_an_ordinary_message_is_told_nothing_about(shown):
    view = shown("From: An <an@abc.vn>\nSubject: x\n\nchào")
    assert (view.warnings, view.authentication, view.report) == ((), "", "")


def test_a_sender_that_imitates_another_is_warned_of(shown):
    set_language("vi")
    view = shown("From: VCB <a@vietcornbank.com.vn>\nSubject: x\n\nchào")
    (warning,) = view.warnings
    assert (warning.kind, warning.is_grave) == ("imitated", True)
    assert "vietcombank.com.vn" in warning.sentence


def test_a_link_that_poses_as_another_is_warned_of(shown):
    view = shown(
        "From: An <an@abc.vn>\nContent-Type: text/html\n\n"
        '<a href="https://x.ru/a">https://vietcombank.com.vn</a>'
    )
    assert [one.kind for one in view.warnings] == ["link"]


def test_a_failed_proof_is_believed_and_a_holding_one_of_nobody_is_not(shown):
    head = "Authentication-Results: mx.vn; dmarc={}\nFrom: An <an@abc.vn>\n\nchào"
    failed, holds = shown(head.format("fail")), shown(head.format("pass"))
    assert (failed.authentication, [one.kind for one in failed.warnings]) == ("fail", ["forged"])
    assert (holds.authentication, holds.warnings) == ("", ())


def test_a_report_is_told_in_plain_words(shown):
    set_language("vi")
    view = shown(STANDARD)
    assert view.report.startswith("Không gửi được “Báo giá” đến an@abc.vn.")


def test_namesakes_among_colleagues_share_their_addresses():
    rows = [("Trần Lan", json.dumps(["LAN@abc.vn"])), ("Tran Lan", json.dumps(["l2@abc.vn"]))]
    assert _colleagues([*rows, ("Bình", "[]")]) == {
        fold("Trần Lan"): frozenset(("lan@abc.vn", "l2@abc.vn"))
    }
