"""Scenes of lists: panes, filters, groups, cards, menus and their dialogs."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import Sort
from desktop.views.records.lists.bulk_edit import BulkEditDialog
from desktop.views.records.lists.column_chooser import ColumnChooser
from desktop.views.records.lists.filter_builder import FilterBuilder
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.shell.list_page import ListPage
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

PROBLEM_SECONDS = 0.8  # after the last key it is said what was not understood
CUSTOMERS = Condition("account_type", Op.EQUALS, "customer")
HANOI = Condition("address_province", Op.EQUALS, "01")


def records_of(page: ListPage) -> RecordListView:
    """Return the list on a page."""
    return cast("RecordListView", page.records)


async def reset(studio: Studio, page: ListPage) -> RecordListView:
    """Show a list as nobody has changed it, with nothing selected."""
    records = records_of(page)
    records.bar.view_chosen.emit(None)
    records.table.clearSelection()
    await studio.settle()
    return records


async def select(studio: Studio, page: ListPage, record_id: uuid.UUID) -> None:
    """Select one record of a list, in its middle, and wait until its card is read."""
    table = records_of(page).table
    records_of(page).show_record(record_id)
    await studio.settle()
    table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)
    await studio.settle()


async def select_rows(studio: Studio, records: RecordListView, count: int) -> None:
    """Select the first rows."""
    records.focus_first()
    table = records.table
    table.clearSelection()
    table.selectRow(0)
    chosen, flag = table.selectionModel(), QItemSelectionModel.SelectionFlag
    for row in range(1, count):
        chosen.select(table.model().index(row, 0), flag.Select | flag.Rows)
    await studio.settle()


@scene("list-right")
async def list_with_card_at_the_right(studio: Studio) -> None:
    page = await studio.list("account", pane="right")
    records = await reset(studio, page)
    records.show_state(replace(records.state, sort=Sort("updated_at", descending=True)))
    await select(studio, page, studio.subjects.company)
    await studio.shoot("list-right")


@scene("list-bottom")
async def list_with_card_at_the_bottom(studio: Studio) -> None:
    page = await studio.list("account", pane="bottom")
    await reset(studio, page)
    await select(studio, page, studio.subjects.person)
    await studio.shoot("list-bottom")


@scene("list-off")
async def list_alone(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 3)
    await studio.shoot("list-off")


@scene("list-filter-line")
async def list_with_a_filter_line(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    records.show_state(replace(records.state, filter=Group((CUSTOMERS, HANOI))))
    await studio.shoot("list-filtered")
    records.bar.line.setFocus()
    records.bar.line.clear()
    records.bar.line.take_typed("ngu")
    await studio.shoot("list-filter-completing")
    records.bar.line.clear()
    records.clear_filter()
    records.bar.line.take_typed("tạo: bao giờ ")
    await asyncio.sleep(PROBLEM_SECONDS)
    await studio.shoot("list-filter-problem")
    records.clear_filter()
    await studio.settle()


@scene("list-nothing-fits")
async def list_in_which_nothing_fits(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    records.show_state(replace(records.state, search="không có ai như thế"))
    await studio.shoot("list-nothing-fits")
    records.clear_filter()


@scene("list-grouped")
async def list_in_groups(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    records.show_state(replace(records.state, group="account_type"))
    await studio.settle()
    records.table.scrollToTop()
    await studio.shoot("list-grouped")
    records.show_state(replace(records.state, group=""))


@scene("list-cards")
async def list_as_cards(studio: Studio) -> None:
    page = await studio.list("account", pane="right")
    records = await reset(studio, page)
    records.show_state(replace(records.state, is_cards=True))
    await select(studio, page, studio.subjects.company)
    await studio.shoot("list-cards")
    records.show_state(replace(records.state, is_cards=False))


@scene("list-group-menu")
async def menus_of_a_list(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 1)
    records.choose_group()
    await studio.top(QMenu)
    await studio.shoot("list-group-menu")
    await close_menus(studio)
    table = records.table
    records.table.menu_asked.emit(table.viewport().mapToGlobal(QPoint(300, 120)))
    await studio.top(QMenu)
    await studio.shoot("list-menu")
    await close_menus(studio)
    picker = records.bar.picker
    picker.menu().popup(picker.mapToGlobal(QPoint(0, picker.height())))
    await studio.top(QMenu)
    await studio.shoot("list-views")


async def close_menus(studio: Studio) -> None:
    """Close the menu in front."""
    (await studio.top(QMenu)).close()
    await studio.settle()


@scene("filter-builder")
async def filter_builder(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    recent = Condition("created_at", Op.DURING, "this_year")
    inner = Group((Condition("rating", Op.ANY_OF, ["hot", "warm"]), recent), any_of=True)
    records.show_state(replace(records.state, filter=Group((CUSTOMERS, HANOI, inner))))
    records.show_filter()
    await studio.top(FilterBuilder)
    await studio.shoot("filter-builder")
    await studio.clear()
    records.clear_filter()


@scene("column-chooser")
async def column_chooser(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    records.choose_columns()
    await studio.top(ColumnChooser)
    await studio.shoot("column-chooser")


@scene("bulk-edit")
async def bulk_edit(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 12)
    records.change_selected()
    await studio.top(BulkEditDialog)
    await studio.shoot("bulk-edit")


@scene("list-inline-edit")
async def inline_edit(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 1)
    table = records.table
    table.setCurrentIndex(table.model().index(2, 1))
    records.edit_cell()
    await studio.shoot("list-inline-edit")


@scene("bin")
async def recycle_bin(studio: Studio) -> None:
    page = await studio.list("account", in_bin=True)
    await select_rows(studio, records_of(page), 1)
    await studio.shoot("bin")


@scene("list-others")
async def lists_of_other_kinds(studio: Studio) -> None:
    for entity in ("contact", "lead", "target", "call", "note"):
        await studio.list(entity, pane="right")
        await studio.shoot(f"list-{entity}")


@scene("list-empty")
async def empty_list(studio: Studio) -> None:
    page = await studio.list("account_relation")
    await reset(studio, page)
    records = records_of(page)
    records.select_all()
    await studio.settle()
    records.delete_selected()
    box = await studio.top(QMessageBox)
    box.button(QMessageBox.StandardButton.Yes).click()
    await studio.until(lambda: records.model.total == 0)
    await studio.clear()
    await studio.list("account_relation")
    await studio.shoot("list-empty")
    studio.window.undo.undo()
    await studio.settle()
