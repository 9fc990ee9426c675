"""A diary, and what people do in it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.diary.hands import Hands


@pytest.fixture
def hands(opened, reads):
    return Hands(opened, reads)


@pytest.fixture
def series(hands):
    """Return a meeting each Monday at eight, from 23 November 2026 on."""
    return hands.enter("Giao ban", "2026-11-23T08:00", "2026-11-23T09:00", rule="FREQ=WEEKLY")


@pytest.fixture
def day():
    return dt.date.fromisoformat
