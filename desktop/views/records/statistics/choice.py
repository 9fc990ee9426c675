"""What a person chose to see in the statistics pane; kept with the list's look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum, auto
from typing import TypeVar

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Condition, Json, Op
from desktop.core.i18n import _
from desktop.core.json_file import JsonObject
from desktop.core.pages import ListQuery
from desktop.core.periods import is_relative
from desktop.core.quick_dataclass import dataclass
from desktop.core.statistics import (
    Axis,
    Measuring,
    StatisticsQuery,
    Step,
    axis_fields,
    first_axis,
    measured_fields,
    narrowed,
    time_fields,
)

Member = TypeVar("Member", bound=StrEnum)


class Form(StrEnum):
    """How the numbers are shown."""

    TABLE = auto()
    BARS = auto()
    LINES = auto()
    STACKED = auto()


@dataclass(frozen=True, slots=True)
class StatisticsChoice:
    """Rows, columns, what is measured, of which period, and how it is shown."""

    down: Axis
    across: Axis | None = None
    measuring: Measuring = Measuring.COUNT
    measured: str = ""
    period: str = ""  # a relative period, "" for all times
    period_field: str = ""
    form: Form = Form.TABLE

    def conditions(self) -> tuple[Condition, ...]:
        """Return what the period leaves over."""
        if not self.period or not self.period_field:
            return ()
        return (Condition(self.period_field, Op.DURING, self.period),)

    def query(self, records: ListQuery) -> StatisticsQuery:
        """Return the question about a list."""
        within = replace(records, filter=narrowed(records.filter, self.conditions()))
        return StatisticsQuery(within, self.down, self.across, self.measuring, self.measured)


def own_choice(entity: Entity) -> StatisticsChoice | None:
    """Return what is shown before anybody chose; None if nothing can be counted by."""
    down = first_axis(entity)
    return None if down is None else StatisticsChoice(down, period_field=own_period_field(entity))


def own_period_field(entity: Entity) -> str:
    """Return the time on which periods are laid at first."""
    names = [one.name for one in time_fields(entity)]
    return "created_at" if "created_at" in names else next(iter(names), "")


def choice_to_json(choice: StatisticsChoice) -> JsonObject:
    """Return the choice as JSON."""
    return {
        "down": _axis_json(choice.down),
        "across": None if choice.across is None else _axis_json(choice.across),
        "measuring": choice.measuring.value,
        "measured": choice.measured,
        "period": choice.period,
        "period_field": choice.period_field,
        "form": choice.form.value,
    }


def choice_from_json(entity: Entity, data: Mapping[str, Json]) -> StatisticsChoice | None:
    """Return the choice that `choice_to_json` wrote; what does not fit any more is left out."""
    own = own_choice(entity)
    if own is None:
        return None
    measured, period = data.get("measured"), data.get("period")
    known = measured in {one.name for one in measured_fields(entity)}
    measuring = _member(Measuring, data.get("measuring"), Measuring.COUNT)
    is_number = known and measuring is not Measuring.COUNT
    field = data.get("period_field")
    times = {one.name for one in time_fields(entity)}
    return StatisticsChoice(
        _axis(entity, data.get("down")) or own.down,
        _axis(entity, data.get("across")),
        measuring if is_number else Measuring.COUNT,
        str(measured) if is_number else "",
        period if isinstance(period, str) and is_relative(period) else "",
        str(field) if field in times else own.period_field,
        _member(Form, data.get("form"), Form.TABLE),
    )


def measure_label(choice: StatisticsChoice, entity: Entity) -> str:
    """Return what is measured, in words."""
    field = entity.by_name.get(choice.measured)
    return measuring_label(choice.measuring, field)


def measuring_label(measuring: Measuring, field: Field | None) -> str:
    """Return what is made of a number, or that records are counted."""
    if field is None or measuring is Measuring.COUNT:
        return _("Number of records")
    words = _("Sum: {field}") if measuring is Measuring.SUM else _("Average: {field}")
    is_time = value_kind(field) is Kind.DURATION
    label = _("{field} (minutes)").format(field=_(field.label)) if is_time else _(field.label)
    return words.format(field=label)


def _axis_json(axis: Axis) -> JsonObject:
    return {"field": axis.field, "step": axis.step.value}


def _axis(entity: Entity, data: Json) -> Axis | None:
    if not isinstance(data, dict):
        return None
    name = data.get("field")
    if name not in {one.name for one in axis_fields(entity)}:
        return None
    return Axis(str(name), _member(Step, data.get("step"), Step.MONTH))


def _member(kind: type[Member], data: Json, usual: Member) -> Member:
    return kind(data) if isinstance(data, str) and data in set(kind) else usual
