"""Moves the plans of a demo company that was made some days ago to the days from today on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import day_start
from desktop.models.activities import Call
from desktop.services.demo.mark import DemoMark, write_demo_mark
from desktop.store.work import Store

COMMAND: Final = "demo.move"


def move_plans(store: Store, mark: DemoMark, today: date) -> int:
    """Move planned calls by the days that went by since the last time; return how many.

    Those that the person at the screen planned stay: they were made after the company.
    """
    passed = today - mark.shown_on
    if passed <= timedelta(0):
        return 0
    planned = sa.select(Call.id, Call.called_at).where(
        Call.status == "planned",
        Call.deleted_at.is_(None),
        Call.created_at < day_start(mark.made_on),
    )
    with store.work(store.owner(), COMMAND) as work:
        changes = [
            (call_id, {"called_at": called_at + passed})
            for call_id, called_at in work.session.execute(planned)
            if called_at is not None
        ]
        work.bulk_change("call", changes)
        write_demo_mark(store, replace(mark, shown_on=today))
    return len(changes)
