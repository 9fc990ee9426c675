"""Entries on the clipboard are those that were copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData

from desktop.core.diary.spans import Span, whole_days
from desktop.views.diary.entry_clip import ENTRIES, Clipped, entries_as_mime, entries_in
from tests.core.diary.making import at, days, moment


@pytest.mark.parametrize("entry", [replace(at(9, 90), original="20261123T090000"), days(23, 2)])
@pytest.mark.parametrize("is_cut", [True, False])
def test_what_is_copied_is_found_again(entry, is_cut):
    wanted = Clipped(entry.event, entry.original, entry.start, entry.end, entry.is_all_day, is_cut)
    assert entries_in(entries_as_mime([entry], is_cut=is_cut)) == [wanted]


def test_other_programs_get_words():
    assert entries_as_mime([at(9, title="Gặp khách", place="Hà Nội")]).text().splitlines() == [
        "Gặp khách",
        "09:00–10:00",
        "Hà Nội",
    ]


@pytest.mark.parametrize("told", [b"", b"[1]", b"{}x", b'[{"event": "x"}]', b"\xff"])
def test_what_somebody_else_wrote_is_nothing(told):
    data = QMimeData()
    data.setData(ENTRIES, told)
    assert entries_in(data) == []
    assert entries_in(QMimeData()) == []


def test_on_a_day_it_keeps_its_time_and_at_a_time_its_length():
    (clipped,) = entries_in(entries_as_mime([at(9, 90)]))
    day = whole_days(moment(27).date(), moment(27).date())
    assert clipped.placed(day) == (moment(27, 9), moment(27, 10.5))
    slot = Span(moment(27, 14), moment(27, 14.5))
    assert clipped.placed(slot) == (moment(27, 14), moment(27, 15.5))
    (fair,) = entries_in(entries_as_mime([days(23, 2)]))
    assert fair.placed(slot) == (moment(27), moment(27) + timedelta(days=2))
