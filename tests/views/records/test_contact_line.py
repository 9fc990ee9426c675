"""A list that is filtered by when somebody was last contacted says since when that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desktop.core.clock import SystemClock, to_micros
from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.store.engine import Role
from desktop.store.mirror import horizons
from desktop.store.mirror.tables import make_tables
from desktop.store.profile import open_profile
from desktop.views.activities.older_line import ContactLine, offer_older
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView

CONTACTED = Group((Condition("last_contact_at", Op.EMPTY),))


def make_list(jobs, qtbot):
    editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    offer_older(made, jobs)
    made.resize(1000, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.total == 1, timeout=10_000)
    (line,) = made.findChildren(ContactLine)
    return made, line


def test_it_says_so_while_it_is_filtered_by_that(jobs, company, folder, qtbot):
    store = open_profile(folder, SystemClock(), Role.WORKER)
    with store.exclusive() as connection:
        make_tables(connection)
        horizons.begin(connection, to_micros(datetime(2025, 5, 22, 5, tzinfo=UTC)), 18)
    store.close()
    view, line = make_list(jobs, qtbot)
    view.show_state(replace(view.state, filter=CONTACTED))
    qtbot.waitUntil(line.isVisible, timeout=10_000)
    assert "22/05/2025" in line.text()
    view.show_state(replace(view.state, filter=EVERYTHING))
    qtbot.waitUntil(line.isHidden, timeout=10_000)


def test_where_everything_is_here_nothing_is_said(jobs, company, qtbot):
    view, line = make_list(jobs, qtbot)
    with qtbot.waitSignal(view.status_changed, timeout=10_000):
        view.show_state(replace(view.state, filter=CONTACTED))
    qtbot.waitUntil(lambda: not view.model.is_busy, timeout=10_000)
    assert line.isHidden()
