"""Scenes of customers: care that was stopped, conversion, the company directory, dictionaries."""

from __future__ import annotations

import uuid
from typing import cast

from PySide6.QtCore import QModelIndex

from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Sort
from desktop.core.system_views import views_of
from desktop.views.customer.addresses_dialog import AddressesDialog
from desktop.views.customer.conversion_dialog import ConversionDialog
from desktop.views.records.card_tabs import CardTabs
from desktop.views.records.deletion.anonymise_dialog import AnonymiseDialog
from desktop.views.records.form_dialog import FormDialog
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.shell.navigation import NavigationPane
from desktop.views.shell.targets import LIST, Target, record
from tools.shots.scenes.cards import card_of
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


async def first_of(studio: Studio, entity: str, condition: Group = EVERYTHING) -> uuid.UUID:
    """Return the first record of a list."""
    query = ListQuery(entity, ("created_at",), condition, sort=Sort("created_at", descending=True))
    page = await studio.jobs.read(lambda reads: reads.first_page(query))
    return page.rows[0].id


async def show_view(studio: Studio, entity: str, key: str) -> None:
    """Show a system view of a list."""
    (view,) = [one for one in views_of(entity) if one.key == key]
    await studio.go(Target(LIST, entity, view=str(view.id)))


@scene("customers-navigation")
async def navigation_of_contacts(studio: Studio) -> None:
    await studio.list("account")
    (pane,) = studio.window.findChildren(NavigationPane)
    model = pane.model()
    lists = model.index(0, 0, QModelIndex())
    for row in range(model.rowCount(lists)):
        pane.expand(model.index(row, 0, lists))
    await studio.shoot("customers-navigation")
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    await studio.shoot("customers-navigation-low")
    pane.collapseAll()
    pane.unfold_rest()


@scene("customers-stopped")
async def customers_no_longer_cared_for(studio: Studio) -> None:
    await show_view(studio, "account", "stopped")
    await studio.shoot("customers-stopped")
    stopped = Group((Condition("care_stopped_at", Op.FILLED),))
    await studio.go(record("account", await first_of(studio, "account", stopped)))
    await studio.shoot("customers-stopped-card")
    page = await card_of(studio, "account", await first_of(studio, "account"))
    page.command_requested.emit("account.stop_care", [str(page.record_id)])
    await studio.top(FormDialog)
    await studio.shoot("customers-stop")


@scene("customers-conversion")
async def conversion_of_a_lead(studio: Studio) -> None:
    is_open = Group((Condition("status", Op.EQUALS, "in_process"),))
    page = await card_of(studio, "lead", await first_of(studio, "lead", is_open))
    await studio.shoot("customers-lead")
    page.command_requested.emit("lead.convert", [str(page.record_id)])
    await studio.top(ConversionDialog)
    await studio.shoot("customers-conversion")
    await studio.clear()
    records = cast("RecordListView", (await studio.list("account")).records)
    records.table.selectAll()
    await studio.settle()
    records.run_command("account.place_addresses")
    await studio.top(AddressesDialog)
    await studio.shoot("customers-addresses")


@scene("customers-cards")
async def company_directory(studio: Studio) -> None:
    await studio.list("business_card")
    await studio.shoot("customers-cards")
    await show_view(studio, "business_card", "expired")
    await studio.shoot("customers-cards-expired")
    await studio.go(record("business_card", await first_of(studio, "business_card")))
    await studio.shoot("customers-card")
    await show_view(studio, "signature_specimen", "valid")
    await studio.shoot("customers-specimens")


@scene("customers-dictionaries")
async def all_dictionaries(studio: Studio) -> None:
    await studio.go(Target("dictionaries"))
    await studio.shoot("customers-dictionaries")
    await studio.list("stop_reason")
    await studio.shoot("customers-reasons")


@scene("customers-privacy")
async def a_person_is_made_nameless(studio: Studio) -> None:
    page = await card_of(studio, "contact", await first_of(studio, "contact"))
    tabs = cast("CardTabs", page.findChild(CardTabs))
    (index,) = [n for n in range(tabs.count()) if tabs.tabText(n) == _("Consent log")]
    tabs.setCurrentIndex(index)
    await studio.settle()
    await studio.shoot("customers-consents")
    page.command_requested.emit("contact.anonymise", [str(page.record_id)])
    dialog = await studio.top(AnonymiseDialog)
    while dialog.outlook is None:
        await studio.settle()
    await studio.shoot("customers-anonymise")
