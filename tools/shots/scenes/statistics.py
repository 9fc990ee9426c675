"""Scenes of the statistics pane: its table and its charts, under a list."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.statistics import Axis, Measuring, Step
from desktop.views.records.statistics.choice import Form, StatisticsChoice, choice_to_json
from tools.shots.scenes.lists import reset
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

CROSSED = StatisticsChoice(
    Axis("account_type"), Axis("created_at", Step.QUARTER), period_field="created_at"
)
FORMS = {
    "statistics-table": CROSSED,
    "statistics-bars": replace(CROSSED, form=Form.BARS, period="this_year"),
    "statistics-stacked": replace(
        CROSSED, down=Axis("created_at", Step.MONTH), across=Axis("account_type"), form=Form.STACKED
    ),
    "statistics-lines": replace(
        CROSSED,
        down=Axis("created_at", Step.MONTH),
        across=Axis("party_type"),
        measuring=Measuring.SUM,
        measured="annual_revenue",
        form=Form.LINES,
    ),
}


@scene("statistics")
async def statistics_in_every_form(studio: Studio) -> None:
    page = await studio.list("account", pane="off")
    records = await reset(studio, page)
    for name, choice in FORMS.items():
        records.show_state(replace(records.state, statistics=choice_to_json(choice)))
        await studio.settle()
        pane = records._statistics().pane  # noqa: SLF001 - the camera waits until it is counted
        while pane.is_busy:
            await studio.settle()
        pane.focus_first()
        await studio.settle()
        await studio.shoot(name)
    records.show_state(replace(records.state, statistics={}))
