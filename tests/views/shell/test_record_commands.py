"""What services declare can be done from menus and the palette, on what is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Signal

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.views.icons import icon_exists
from desktop.views.shell.actions import Menu
from desktop.views.shell.actions_records import COMMAND_ICONS
from desktop.views.shell.record_commands import bind_commands, register_commands
from tests.views.shell.stand_ins import CardStandIn, ListStandIn, id_of

COMMANDS = (
    CommandFacts("account.approve", "Approve", on_records=True),
    CommandFacts("lead.convert", "Turn into a customer", on_records=True),
    CommandFacts("account.save", "Save", on_records=True, generic=True),
    CommandFacts("account.report", "Report"),
)


class ListWithCommands(ListStandIn):
    def run_command(self, key: str) -> None:
        self.done.append(key)

    def can_run_command(self, key: str) -> bool:
        return self.current_record() is not None


class CardWithCommands(CardStandIn):
    command_requested = Signal(str, object)


@pytest.fixture
def window(make_window):
    made = make_window()
    register_commands(made.commands, COMMANDS)
    return made


def test_only_commands_on_records_become_actions(window):
    assert "account.approve" in window.commands
    assert "account.report" not in window.commands
    assert "account.save" not in window.commands


def test_a_list_acts_on_what_is_marked(window, qtbot):
    page = window.workspace.current_page()
    screen = ListWithCommands(page.entity)
    qtbot.addWidget(screen)
    bind_commands(window.commands, screen, COMMANDS)
    window.commands.show_screens([screen])
    assert not window.commands.run("account.approve")
    screen.view.setCurrentIndex(screen.view.model().index(0, 0))
    assert window.commands.run("account.approve")
    assert screen.done == ["account.approve"]
    assert not window.commands.is_enabled("lead.convert")


def test_a_card_acts_on_its_record(window, qtbot):
    screen = CardWithCommands(window.workspace.current_page().entity)
    qtbot.addWidget(screen)
    bind_commands(window.commands, screen, COMMANDS)
    window.commands.show_screens([screen])
    assert not window.commands.is_enabled("account.approve")
    screen.open(id_of(3))
    with qtbot.waitSignal(screen.command_requested) as asked:
        window.commands.run("account.approve")
    assert asked.args == ["account.approve", [str(id_of(3))]]


def test_the_menu_shows_no_commands_of_screens_out_of_view(window, qtbot):
    page = window.workspace.current_page()
    lead = get_entity("lead")
    shown, hidden = ListWithCommands(page.entity), ListWithCommands(lead)
    for screen in (shown, hidden):
        qtbot.addWidget(screen)
        bind_commands(window.commands, screen, COMMANDS)
    window.commands.show_screens([shown])
    menu = window.header.menus.menu(Menu.ITEM)
    menu.aboutToShow.emit()
    labels = [action.text() for action in menu.actions()]
    menu.aboutToHide.emit()
    assert "Approve" in labels  # grey, as nothing is marked
    assert "Turn into a customer" not in labels


@pytest.mark.parametrize("icon", COMMAND_ICONS.values())
def test_the_picture_of_a_command_exists(icon):
    assert icon_exists(icon)
