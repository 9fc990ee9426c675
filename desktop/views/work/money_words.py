"""What a project may cost and what it costs, in words: the figures above the list of its costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.kinds import kind_of
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.reports import ProjectMoney
from desktop.views.work.plan_words import hours_text

DANGER: Final = "danger"
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its word; `role` is the colour it is shown in, "" the usual one."""

    label: str
    text: str
    note: str = ""
    role: str = ""


def money_text(amount: int) -> str:
    """Return an amount of the currency that projects are counted in."""
    field = get_entity("project").field("budget")
    return kind_of(field).format(field, Decimal(amount))


def figures_of(money: ProjectMoney) -> tuple[Figure, ...]:
    """Return the budget, the costs, what is left of it, and the hours."""
    spent = Figure(_("Spent so far"), money_text(money.spent), _share(money))
    worked = Figure(_("Hours worked"), hours_text(money.labour) or NOTHING, _billable(money))
    if not money.budget:
        return (Figure(_("Budget"), NOTHING, _("None is set")), spent, worked)
    left = money.budget - money.spent
    rest = Figure(_("Left of the budget"), money_text(left))
    if left < 0:
        rest = Figure(_("Over the budget"), money_text(-left), role=DANGER)
    return (Figure(_("Budget"), money_text(money.budget)), spent, rest, worked)


def kinds_of(by_type: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the costs by kind, in words, the greatest first; kinds without costs are left out."""
    labels = {one.value: one.label for one in get_entity("project_cost").field("cost_type").options}
    costs = sorted(by_type.items(), key=lambda one: (-one[1], one[0]))
    return tuple((_(labels.get(kind, kind)), amount) for kind, amount in costs if amount)


def _share(money: ProjectMoney) -> str:
    if not money.budget:
        return ""
    share = format_number(Decimal(100 * money.spent) / money.budget, language(), 0)
    return _("{share} % of the budget").format(share=share)


def _billable(money: ProjectMoney) -> str:
    if not money.billable:
        return ""
    return _("of them {hours} paid by the customer").format(hours=hours_text(money.billable))
