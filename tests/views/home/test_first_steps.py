"""While nobody is known yet, the page "Today" tells how to begin."""

from __future__ import annotations

from desktop.core.changes import Changes
from desktop.views.home.first_steps import STEPS
from desktop.views.shell.actions_records import RECORD_ACTIONS
from desktop.views.shell.actions_window import WINDOW_ACTIONS


def test_an_empty_profile_is_told_how_to_begin_until_somebody_is_known(
    show_home, make, jobs, qtbot
):
    view = show_home()
    qtbot.waitUntil(view._steps.isVisible)
    outcome = make("account", name="Công ty Hoa Sen")
    jobs.changes.changed.emit(Changes({"account": frozenset({outcome})}))
    qtbot.waitUntil(lambda: not view._steps.isVisible())
    assert view._steps._is_over


def test_where_customers_are_known_nothing_is_said(show_home, customer, qtbot):
    view = show_home()
    qtbot.waitUntil(lambda: view._steps._is_over)
    assert not view._steps.isVisible()


def test_every_step_is_an_action_of_the_program(show_home, context, qtbot):
    declared = {action.key for action in (*RECORD_ACTIONS, *WINDOW_ACTIONS)}
    assert {key for key, _text, _icon in STEPS} <= declared
    view = show_home()
    qtbot.waitUntil(view._steps.isVisible)
    for key, button in view._steps.buttons.items():
        with qtbot.waitSignal(view._steps.asked) as asked:
            button.click()
        assert asked.args == [key]
