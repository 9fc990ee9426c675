"""Entries of a diary, as screen readers find them one by one."""

from __future__ import annotations

from PySide6.QtGui import QAccessible

from tests.core.diary.making import at as entry


def said(surface) -> list[str]:
    found = QAccessible.queryAccessibleInterface(surface.viewport())
    return [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())]


def test_entries_of_a_week_are_said_in_the_order_of_reading(week):
    late = entry(11, day=24, title="Ăn trưa")
    early = entry(8, title="Giao ban")
    week.show_entries([late, early])
    assert [text.partition(",")[0] for text in said(week)] == ["Giao ban", "Ăn trưa"]
    week.show_entries([late])
    assert len(said(week)) == 1


def test_the_chosen_entry_is_told_as_chosen_and_lies_where_it_is_seen(week):
    one = entry(9, day=24, title="Giao ban")
    week.show_entries([one])
    found = QAccessible.queryAccessibleInterface(week.viewport()).child(0)
    assert not found.state().selected
    week.choose(week.entries[0])
    assert found.state().selected
    at = week.viewport().mapFromGlobal(found.rect().center())
    assert week.hit(at).entry is week.entries[0]


def test_a_month_has_its_entries_too(month):
    month.show_entries([entry(9, day=24, title="Giao ban")])
    assert said(month)[0].startswith("Giao ban")
