"""Scenes of cards: customers with all that hangs on them, other records, drafts, conflicts."""

from __future__ import annotations

import uuid
from typing import cast

from PySide6.QtWidgets import QMessageBox, QTabWidget

from desktop.core.entities import get_entity
from desktop.views.records.conflict_dialog import ConflictDialog
from desktop.views.records.form_dialog import QuickCreateDialog
from desktop.views.records.record_form import RecordForm
from desktop.views.records.record_page import RecordPage
from desktop.views.shell.targets import new_record, record
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


async def card_of(studio: Studio, entity: str, record_id: uuid.UUID) -> RecordPage:
    """Open a record's card."""
    page = await studio.go(record(entity, record_id))
    await studio.settle()
    return cast("RecordPage", page)


def form_of(page: RecordPage) -> RecordForm:
    """Return the form on a card."""
    return next(form for form in page.findChildren(RecordForm) if form.isVisible())


@scene("card-company")
async def card_of_a_company(studio: Studio) -> None:
    page = await card_of(studio, "account", studio.subjects.company)
    await studio.shoot("card-company")
    tabs = next(iter(page.findChildren(QTabWidget)))
    for index in range(1, tabs.count()):
        if not tabs.isTabVisible(index):
            continue  # what it holds stands beside the form
        tabs.setCurrentIndex(index)
        await studio.settle()
        await studio.shoot(f"card-company-tab-{index}")


@scene("card-company-low")
async def lower_half_of_a_company(studio: Studio) -> None:
    page = await card_of(studio, "account", studio.subjects.company)
    bar = form_of(page).verticalScrollBar()
    bar.setValue(bar.maximum())
    await studio.shoot("card-company-low")


@scene("card-person")
async def card_of_a_person(studio: Studio) -> None:
    await card_of(studio, "account", studio.subjects.person)
    await studio.shoot("card-person")


@scene("card-others")
async def cards_of_other_kinds(studio: Studio) -> None:
    for entity in ("contact", "lead", "target", "call", "note"):
        await card_of(studio, entity, getattr(studio.subjects, entity))
        await studio.shoot(f"card-{entity}")


@scene("card-new")
async def new_record_with_problems(studio: Studio) -> None:
    page = cast("RecordPage", await studio.go(new_record("account", {"tax_code": "0312"})))
    form_of(page).apply({"emails": ["an@"], "name": None})
    page.save()
    await studio.shoot("card-new-problems")


@scene("quick-create")
async def quick_create(studio: Studio) -> None:
    await studio.list("account", pane="right")
    studio.window.create_record("account", {})
    await studio.top(QuickCreateDialog)
    await studio.shoot("quick-create")


@scene("card-dirty")
async def typed_and_not_saved(studio: Studio) -> None:
    page = await card_of(studio, "account", studio.subjects.second_company)
    form = form_of(page)
    form.apply({"short_name": "Tên gọi mới", "employees": 120})
    await studio.shoot("card-dirty")
    studio.window.workspace.close_current()
    await studio.top(QMessageBox)
    await studio.shoot("unsaved-question")


@scene("card-draft")
async def draft_from_before(studio: Studio) -> None:
    page = await card_of(studio, "contact", studio.subjects.contact)
    form_of(page).apply({"note": "Gọi lại sau Tết", "title": "Giám đốc kinh doanh"})
    page.open(studio.subjects.contact)
    await studio.settle()
    await studio.shoot("card-draft")
    page.discard()


@scene("conflict")
async def two_changed_the_same(studio: Studio) -> None:
    await card_of(studio, "account", studio.subjects.company)
    clashes = {
        "name": ("Công ty Cổ phần An Bình", "Công ty Cổ phần An Bình Phát", "Tập đoàn An Bình"),
        "employees": (80, 120, 95),
        "rating": ("warm", "hot", None),
    }
    ConflictDialog(get_entity("account"), clashes, studio.window).open()
    await studio.top(ConflictDialog)
    await studio.shoot("conflict")
