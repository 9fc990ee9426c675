"""What a bar says when the pointer rests on it."""

from __future__ import annotations

from desktop.core.gantt.chart import ChartRow
from desktop.core.i18n import _
from desktop.core.scheduling.minutes import from_minute
from desktop.core.work.rows import PlanLink, PlanRow
from desktop.views.work.plan_words import day_text, hours_text


def bar_words(row: ChartRow) -> str:
    """Return the title, the time, the people and what else is known of a row, in lines."""
    if row.row is None:
        return row.title
    plan, lines = row.row, [row.title]
    if row.span is not None:
        lines.append(" – ".join(text for text in _ends(plan) if text))
    takes = "" if plan.has_children else hours_text(plan.duration)
    if takes:
        lines.append(_("Takes {time} of work").format(time=takes))
    lines += [_("{percent} % done").format(percent=plan.percent), plan.people]
    lines += _reserves(row, plan)
    return "\n".join(line for line in lines if line)


def link_words(link: PlanLink, before: str, after: str) -> str:
    """Return what a link says: from what to what, how, and whether it holds."""
    kind = {
        "FS": _("starts after the end of"),
        "SS": _("starts with"),
        "FF": _("ends with"),
        "SF": _("ends after the start of"),
    }[link.kind]
    words = f"{after}: {kind} {before}"
    if link.lag:
        sign = "+" if link.lag > 0 else "−"
        words += f" {sign} {hours_text(abs(link.lag))}"
    return words + (" · " + _("broken") if link.broken else "")


def _reserves(row: ChartRow, plan: PlanRow) -> list[str]:
    """Return what is known of slack, baseline and deadline."""
    lines = []
    if plan.is_critical:
        lines.append(_("On the critical path: every delay moves the end"))
    elif plan.slack:
        lines.append(_("May move by {time} of work").format(time=hours_text(plan.slack)))
    if row.baseline is not None:
        start, finish = (day_text(from_minute(at)) for at in row.baseline)
        lines.append(_("Agreed: {start} – {finish}").format(start=start, finish=finish))
    if row.deadline is not None:
        lines.append(_("Deadline: {day}").format(day=day_text(from_minute(row.deadline))))
    return lines


def _ends(plan: PlanRow) -> tuple[str, str]:
    return day_text(plan.starts_at), day_text(plan.due_at)
