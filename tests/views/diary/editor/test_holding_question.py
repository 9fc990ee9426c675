"""When an appointment took place: its result is asked, and of a series which of its times."""

from __future__ import annotations

import uuid
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock, local_zone
from desktop.core.commands import CommandFacts
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.views.diary.editor.holding_question import ask_about_holding
from desktop.views.fields import field_editor
from desktop.views.fields.context import NO_CONTEXT
from desktop.views.records.command_questions import Question
from desktop.views.records.form_dialog import FormDialog

FORM = (Field("result", N_("Result"), Kind.LONG_TEXT),)


def plain(field):
    return field_editor(field, NO_CONTEXT)


def test_of_a_series_the_last_time_is_proposed(qtbot, qt_loop, run, jobs):
    week_ago = SystemClock().now().astimezone(local_zone()) - timedelta(days=8)
    times = {"start": f"{week_ago:%Y-%m-%dT%H:%M}", "zone": "Asia/Ho_Chi_Minh"}
    event = run("event.enter", values={"title": "Giao ban", "rule": "FREQ=WEEKLY"}, **times).value
    window = QWidget()
    qtbot.addWidget(window)
    facts = CommandFacts("event.hold", N_("Log as held"), form=FORM, on_records=True)
    task = qt_loop.create_task(ask_about_holding(Question(facts, (event,), jobs, plain, window)))
    qtbot.waitUntil(lambda: window.findChild(FormDialog) is not None)
    dialog = window.findChild(FormDialog)
    proposed = dialog.values()["original"]
    assert proposed == f"{week_ago + timedelta(days=7):%Y%m%dT%H%M00}"
    dialog.form.apply({"result": "Chốt giá"})
    dialog.accept()
    qtbot.waitUntil(task.done)
    run("event.hold", ids=[event], **task.result())
    variation = uuid.uuid5(uuid.UUID(event), proposed)

    async def status():
        card = await jobs.read(lambda reads: reads.card("event_variation", variation))
        return card.values["status"]

    held = qt_loop.create_task(status())
    qtbot.waitUntil(held.done)
    assert held.result() == "held"
