"""What was used lately leads back to it."""

from __future__ import annotations

from desktop.core.pages import Ref
from desktop.views.shell.targets import LIST, Target, record
from tests.views.home.reading import titles


def test_recent_records_and_searches_lead_back(show_home, context, customer, qtbot):
    context.recents.add_record(Ref("account", customer, "Công ty Hoa Sen"))
    context.recents.add_search("hoa sen")
    view = show_home()
    for key, target in (
        ("recent_records", record("account", customer, "Công ty Hoa Sen")),
        ("recent_searches", Target(LIST, "account", search="hoa sen")),
    ):
        with qtbot.waitSignal(view.target_chosen) as chosen:
            view.feeds[key].card.rows.step(1)
            view.feeds[key].card.rows.choose()
        assert chosen.args == [target]


def test_what_is_opened_later_comes_first(show_home, context, customer):
    view = show_home()
    context.recents.add_record(Ref("account", customer, "Công ty Hoa Sen"))
    assert titles(view, "recent_records") == ["Công ty Hoa Sen"]


def test_a_record_of_a_module_that_is_gone_is_left_out(show_home, context, customer):
    context.recents.add_record(Ref("quote", customer, "BG-118"))
    assert titles(show_home(), "recent_records") == []
