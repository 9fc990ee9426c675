"""Scenes of what stands for a moment over a screen: menus, calendars, small questions."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desktop.views.activities.log_dialog import LogDialog
from desktop.views.fields.calendar_popup import CalendarPopup
from desktop.views.fields.date import DateEditor
from desktop.views.home.block_card import BlockCard
from desktop.views.home.home_head import HomeHead
from desktop.views.records.lists.chip_bar import ChipBar
from desktop.views.records.lists.view_name import NameDialog
from desktop.views.shell.targets import HOME, Target
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.phone_menu import show_phone_menu
from tools.shots.scenes.cards import card_of, form_of
from tools.shots.scenes.lists import close_menus, records_of, reset, select_rows
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("moments-home")
async def menus_of_the_page_today(studio: Studio) -> None:
    page = await studio.go(Target(HOME))
    (head,) = page.findChildren(HomeHead)
    head.arrange.click()
    await studio.top(QMenu)
    await studio.shoot("home-arrange")
    await close_menus(studio)
    card = page.findChildren(BlockCard)[0]
    card.more.click()
    await studio.top(QMenu)
    await studio.shoot("home-block")
    await close_menus(studio)


@scene("moments-list")
async def menus_and_questions_of_a_list(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    (bar,) = records.findChildren(ChipBar)
    chips = [chip for chip in bar.findChildren(Chip) if chip.isVisible()]
    chips[1].click()
    await studio.top(QMenu)
    await studio.shoot("list-chip-menu")
    await close_menus(studio)
    await select_rows(studio, records, 1)
    studio.window.commands.run("activity.log")
    dialog = await studio.top(LogDialog)
    await studio.shoot("list-log")
    dialog.reject()
    records_of(page).bar.picker.ask_name()
    name = await studio.top(NameDialog)
    await studio.shoot("list-save-view")
    name.reject()


@scene("moments-card")
async def pop_ups_of_a_card(studio: Studio) -> None:
    page = await card_of(studio, "account", studio.subjects.company)
    form = form_of(page)
    day = next(one for one in form.findChildren(DateEditor) if one.isVisible())
    day.take_day(dt.date(2026, 1, 26))
    day.open_calendar()
    popup = await studio.top(CalendarPopup)
    await studio.shoot("card-calendar")
    popup.hide()
    show_phone_menu("+842431119115", page, page.mapToGlobal(QPoint(80, 80)))
    await studio.top(QMenu)
    await studio.shoot("card-phone-menu")
    await close_menus(studio)
    page.discard()
