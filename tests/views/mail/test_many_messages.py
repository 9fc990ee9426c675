"""A hundred thousand messages are laid out, chosen and found again at once."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clock import FrozenClock
from desktop.core.mail.places import MailOrder, OrderGroup
from desktop.views.mail.list_layout import FEW, ListLayout
from desktop.views.mail.list_model import NOWHERE
from desktop.views.mail.list_pane import ListPane
from tests.views.mail.memory_mailbox import NOW

MANY = 100_000


def order(count: int) -> MailOrder:
    ids = array("q", range(count, 0, -1))
    half = count // 2
    groups = (OrderGroup("today", 0, half), OrderGroup("older", half, count - half))
    return MailOrder(NOWHERE, ids, groups, count)


def test_all_are_chosen_and_stay_so_when_the_list_is_read_again(qtbot, jobs):
    pane = ListPane(jobs, FrozenClock(NOW))
    qtbot.addWidget(pane)
    pane.resize(400, 600)
    pane.show()
    pane.show_order(order(MANY), is_fresh=True, is_own=True)
    pane.list.selectAll()
    assert len(pane.list.selected()) == MANY
    pane.show_order(order(MANY), is_fresh=False, is_own=True)
    assert len(pane.list.selected()) == MANY
    assert pane.model.rowCount() == MANY + 2
    pane.list.go_to(1)
    assert pane.list.selected() == [1]


@given(st.sets(st.integers(1, 200)), st.booleans())
def test_few_and_many_are_found_alike(wanted, is_folded):
    layout = ListLayout(order(100), {"today"} if is_folded else ())
    messages = sorted(wanted)
    rows = {row for first, last in layout.spans(messages) for row in range(first, last + 1)}
    assert rows == {row for row in map(layout.row, messages) if row >= 0}
    assert layout.shown(messages) == [one for one in messages if layout.row(one) >= 0]
    assert FEW < 200


@given(st.integers(0, 120), st.sets(st.integers(1, 100)))
def test_after_some_go_the_next_one_is_near(row, gone):
    layout = ListLayout(order(100))
    found = layout.neighbour(gone, row)
    assert found not in gone
    assert bool(found) == (len(gone) < 100)


def test_a_conversation_that_is_unfolded_moves_the_heads_below():
    layout = ListLayout(order(10), (), {10: [3, 77, 78]})
    assert layout.messages(1, 3) == [10, 77, 78]
    assert layout.children == {77, 78}
    assert [layout.group(row).key for row in layout.heads] == ["today", "older"]
