"""Blocks are hidden, shown and moved by menus, and stay so."""

from __future__ import annotations

from desktop.core.changes import Changes
from desktop.views.home.arrange_menus import BlockMenu, ShownMenu
from desktop.views.home.home_view import make_home
from tests.views.home.reading import shown_keys, titles


def menu_of(view, kind):
    (menu,) = (found for found in view.findChildren(kind) if found.isVisible())
    return menu


def texts_of(menu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions()}


def test_blocks_are_moved_and_hidden_by_their_menu_and_that_is_kept(show_home, context, clock):
    view = show_home()
    before = view._arranger.shown()
    view.feeds["upcoming"].card.more.click()
    menu = menu_of(view, BlockMenu)
    texts_of(menu)["Move forward"].trigger()
    menu.close()
    assert view._arranger.shown().index("upcoming") == before.index("upcoming") - 1
    view.feeds["leads_new"].card.more.click()
    menu = menu_of(view, BlockMenu)
    texts_of(menu)["Hide this block"].trigger()
    menu.close()
    assert "leads_new" not in shown_keys(view)
    again = make_home(context)
    again.restore_view_state(view.view_state())
    assert again._arranger.shown() == view._arranger.shown()
    again.deleteLater()


def test_a_hidden_block_is_ticked_to_come_back(show_home):
    view = show_home()
    view.restore_view_state({"hidden": ["leads_new"], "order": ["upcoming"]})
    view._head.arrange.click()
    menu = menu_of(view, ShownMenu)
    entry = texts_of(menu)["New leads"]
    assert not entry.isChecked()
    entry.trigger()
    assert "leads_new" in shown_keys(view)
    texts_of(menu)["Reset to default"].trigger()
    menu.close()
    assert view._arranger.shown() == list(view.feeds)


def test_the_first_block_cannot_be_moved_forward(show_home):
    view = show_home()
    view.feeds["appointments"].card.more.click()
    menu = menu_of(view, BlockMenu)
    assert not texts_of(menu)["Move forward"].isEnabled()
    assert texts_of(menu)["Move back"].isEnabled()
    menu.close()


def test_a_hidden_block_is_not_read_until_it_is_shown(show_home, plan, qtbot, context):
    view = show_home()
    view.restore_view_state({"hidden": ["calls_overdue"]})
    assert "calls_overdue" not in shown_keys(view)
    plan("gọi lại", -24)
    context.jobs.changes.changed.emit(Changes({"call": frozenset()}))
    with qtbot.waitSignal(view._order.finished):
        view._renew.timeout.emit()
    assert titles(view, "calls_overdue") == []
    view.restore_view_state({})
    qtbot.waitUntil(lambda: titles(view, "calls_overdue") == ["gọi lại"])
