"""A reminder that was missed while the program was closed: put off, dismissed, gone for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.clock import SystemClock, to_micros
from desktop.services.opening import open_for_window
from tests.journeys.stored import asked

DONE = "SELECT snoozed_until IS NOT NULL, dismissed_at IS NOT NULL FROM attention"


@pytest.fixture
def missed(profile):
    """A profile whose owner missed an appointment an hour ago."""
    opened = open_for_window(profile)
    now = SystemClock().now()
    start = to_micros(now - timedelta(hours=1))
    said = {"title": "Họp với Hoa Sen", "starts_at": start, "reminders": ["15"]}
    opened.commands.run("event.create", {"values": said})
    long_ago = to_micros(now - timedelta(days=2))
    opened.store.driver.execute(f"UPDATE event SET created_at = {long_ago}")
    opened.close()
    return profile


def test_a_reminder_missed_while_closed_is_put_off_and_dismissed_for_ever(missed, start):
    program = start(missed)
    program.until_ready()
    program.sees("1 lời nhắc")
    program.click("Báo lại", exact=True)
    program.until(lambda: asked(missed, DONE) == [(1, 0)], "it is put off")
    program.sees_no_more("1 lời nhắc")
    program.run("edit.undo")
    program.sees("1 lời nhắc")
    program.click("Bỏ qua", exact=True)
    program.until(lambda: (0, 1) in asked(missed, DONE), "it is dismissed")
    program.sees_no_more("1 lời nhắc")
    program.quit()
    again = start(missed)
    again.until_ready()
    again.run("notices.reminders")
    again.sees("Không có gì đến hạn.")
