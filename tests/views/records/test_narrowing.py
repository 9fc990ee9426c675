"""A list says in words which records it shows; so does the paper on which it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.views.printing.printable import ListPrint
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.table_selection import NOTHING


@pytest.fixture
def view(jobs, run, qtbot) -> RecordListView:
    run("account.create", values={"name": "An Bình"})
    made = RecordListView(
        get_entity("account"), jobs, FormEditors(jobs, (), lambda _entity, _id: None, None)
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.total == 1, timeout=10_000)
    return made


def test_a_list_says_its_view_or_its_conditions(view):
    assert view.narrowing() == ""
    condition = Condition("account_type", Op.EQUALS, "customer")
    view.show_state(replace(view.state, filter=Group((condition,))))
    assert "Customer" in view.narrowing()
    (stopped,) = [one for one in view.bar.views.views if one.name == "Care stopped"]
    view.bar.view_chosen.emit(stopped)
    assert view.narrowing() == "Care stopped"


def test_paper_says_it_too(jobs):
    query = ListQuery("account", ("name",), search="an")
    printed = ListPrint(jobs, query, NOTHING, "Care stopped")
    assert printed._note(3) == "3 customers · Care stopped · found by “an”"
    assert ListPrint(jobs, ListQuery("account", ("name",)), NOTHING)._note(1) == "1 customer"
