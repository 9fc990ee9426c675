"""Appointments, tasks and notices on the page "Today", one's own and the team's."""

import uuid
from datetime import timedelta

import pytest

from desktop.core.clock import to_micros
from desktop.core.organisation import Organisation, Person, Unit
from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.views.home.home_view import HomeView
from desktop.views.home.quick_entry import QuickEntry
from desktop.views.home.team import team_of
from tests.views.home.reading import titles

HOUR = timedelta(hours=1)


@pytest.fixture
def me(folder, clock):
    store = open_profile(folder, clock, Role.WINDOW)
    found = store.owner().user_id
    store.close()
    return found


@pytest.fixture
def lan(make):
    return make("app_user", full_name="Lan", login="lan")


@pytest.fixture
def colleague(folder, clock, lan):
    store = open_profile(folder, clock, Role.WINDOW)
    commands = LocalCommands(store, Actor(uuid.UUID(str(lan))))
    yield lambda key, **arguments: commands.run(key, arguments)
    store.close()


@pytest.fixture
def show_mine(qtbot, context, clock, me):
    def show() -> HomeView:
        view = HomeView(context, me, clock)
        view.greet(me)
        qtbot.addWidget(view)
        view.resize(1100, 760)
        with qtbot.waitSignal(view._order.finished):
            view.show()
        return view

    return show


@pytest.fixture
def task(make, clock):
    def plan(title, hours, **values):
        return make("task", title=title, due_at=to_micros(clock.now() + hours * HOUR), **values)

    return plan


def test_tasks_stand_by_when_they_are_due_and_are_finished_at_once(show_mine, task, qtbot, lan):
    task("Hôm nay", 1)
    task("Hôm qua", -24)
    task("Của Lan", 1, assignees=[str(lan)])
    view = show_mine()
    assert titles(view, "tasks_today") == ["Hôm nay"]
    assert titles(view, "tasks_overdue") == ["Hôm qua"]
    card = view.feeds["tasks_overdue"].card
    card.acted.emit(card.rows.results[0].payload)
    qtbot.waitUntil(lambda: titles(view, "tasks_overdue") == [])


def test_a_task_that_somebody_assigned_waits_to_be_accepted(show_mine, colleague, me, qtbot):
    made = colleague("task.create", values={"title": "Soạn hợp đồng"}).value
    colleague("task.assign", ids=[made], users=[str(me)])
    view = show_mine()
    assert titles(view, "tasks_waiting") == ["Soạn hợp đồng"]
    assert titles(view, "notices") == ["Lan assigned “Soạn hợp đồng” to you"]
    card = view.feeds["tasks_waiting"].card
    card.acted.emit(card.rows.results[0].payload)
    qtbot.waitUntil(lambda: titles(view, "tasks_waiting") == [])
    view.feeds["notices"].card.all.click()
    qtbot.waitUntil(lambda: titles(view, "notices") == [])


def test_todays_appointments_stand_in_their_order_without_cancelled_ones(
    show_mine, make, run, clock
):
    made = [
        make("event", title=title, starts_at=to_micros(clock.now() + hours * HOUR))
        for title, hours in (("Chiều", 4), ("Sáng", 1), ("Bỏ", 2), ("Mai", 24))
    ]
    run("event.cancel", ids=[str(made[2])])
    view = show_mine()
    assert titles(view, "appointments") == ["Sáng", "Chiều"]
    assert [row.hint for row in view.feeds["appointments"].card.rows.results] == ["11:00", "14:00"]


def test_who_is_above_others_sees_the_work_of_the_team_too(show_mine, task, lan, qtbot):
    task("Của tôi", 1)
    task("Của Lan", 2, assignees=[str(lan)])
    view = show_mine()
    qtbot.waitUntil(lambda: view._head.team.isVisibleTo(view))
    assert titles(view, "tasks_today") == ["Của tôi"]
    view._head.team.click()
    qtbot.waitUntil(lambda: titles(view, "tasks_today") == ["Của tôi", "Của Lan"])
    view._head.mine.click()
    qtbot.waitUntil(lambda: titles(view, "tasks_today") == ["Của tôi"])


def test_a_team_are_the_people_of_ones_unit_and_of_those_below():
    north, sales, south = (Unit(uuid.UUID(int=n), str(n)) for n in (1, 2, 3))
    sales = Unit(sales.id, "sales", above=north.id)
    head, member, other = (
        Person(uuid.UUID(int=10 + n), str(n), unit_id=unit.id)
        for n, unit in enumerate((north, sales, south))
    )
    whole = Organisation((head, member, other), (north, sales, south))
    assert team_of(whole, head.id) == (head.id, member.id)
    assert team_of(whole, member.id) == ()
    assert team_of(whole, uuid.UUID(int=99)) == ()


def test_what_is_written_down_quickly_begins_with_a_sensible_time(qtbot, clock):
    begun = []
    button = QuickEntry(lambda key, values: begun.append((key, values)), clock.now, None)
    qtbot.addWidget(button)
    for key in ("call", "visit", "task", "event"):
        button.actions_by_key[key].trigger()
    assert [key for key, _values in begun] == ["call", "visit", "task", "event"]
    start = begun[-1][1]["starts_at"]
    assert start == to_micros(clock.now() + HOUR / 2)
