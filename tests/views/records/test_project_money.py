"""What a project costs beside its budget, above the list of its costs."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.work.reports import ProjectMoney
from desktop.views.work.money_words import figures_of, kinds_of
from desktop.views.work.project_money import ProjectMoneyPane, beside_budget

pytestmark = pytest.mark.usefixtures("vietnamese")


def said(pane: QWidget) -> str:
    shown = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    return " | ".join(shown).replace("\u00a0", " ")


@pytest.fixture
def project(run) -> str:
    made = str(run("project.create", values={"name": "Nhà mới", "budget": "50000000"}).value)
    cost = {"project_id": made, "title": "Xe", "amount": "20000000", "cost_type": "travel"}
    run("project_cost.create", values=cost)
    return made


def test_budget_costs_and_what_is_left_stand_above_the_costs(qtbot, jobs, run, project):
    own = Group((Condition("project_id", Op.EQUALS, project),))
    pane = beside_budget(jobs, QWidget(), own)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: "Đi lại: 20.000.000" in said(pane))
    assert "Ngân sách | 50.000.000" in said(pane)
    assert "Đã chi | 20.000.000 ₫ | 40 % ngân sách" in said(pane)
    assert "Còn lại | 30.000.000" in said(pane)

    cost = {"project_id": project, "title": "Gạch", "amount": "45000000", "cost_type": "material"}
    made = run("project_cost.create", values=cost).value
    jobs.changes.changed.emit(Changes({"project_cost": frozenset({uuid.UUID(str(made))})}))
    qtbot.waitUntil(lambda: "Vượt ngân sách | 15.000.000" in said(pane))
    assert "Vật tư: 45.000.000 ₫  ·  Đi lại: 20.000.000 ₫" in said(pane)


def test_a_list_of_costs_of_no_project_stays_as_it_is(jobs, qtbot):
    costs = QWidget()
    qtbot.addWidget(costs)
    assert beside_budget(jobs, costs, EVERYTHING) is costs
    assert not isinstance(costs, ProjectMoneyPane)


def test_hours_and_what_the_customer_pays_of_them_are_told():
    worked = figures_of(ProjectMoney(labour=150, billable=60))[-1]
    assert (worked.text, worked.note) == ("2 giờ 30", "trong đó 1 giờ khách hàng trả tiền")
    assert figures_of(ProjectMoney())[0].note == "Chưa đặt"


def test_kinds_stand_by_their_costs_and_none_for_nothing():
    assert kinds_of({"other": 5, "labour": 9, "service": 0}) == (("Nhân công", 9), ("Khác", 5))
