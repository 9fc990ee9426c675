"""The parts of the administration, in their order; one line adds a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.views.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the administration; `make` is called when it is first shown."""

    key: str
    label: str  # English msgid
    icon: str
    make: Callable[[Jobs, QWidget], QWidget]


def _people(jobs: Jobs, parent: QWidget) -> QWidget:
    from desktop.views.admin.people_section import PeopleSection

    return PeopleSection(jobs, parent)


def _units(jobs: Jobs, parent: QWidget) -> QWidget:
    from desktop.views.admin.units_section import UnitsSection

    return UnitsSection(jobs, parent)


def _roles(jobs: Jobs, parent: QWidget) -> QWidget:
    from desktop.views.admin.roles_section import RolesSection

    return RolesSection(jobs, parent, getattr(parent, "commands", ()))


def _hours(jobs: Jobs, parent: QWidget) -> QWidget:
    from desktop.views.hours.hours_form import HoursForm

    return HoursForm(jobs, None, parent)


def _server(jobs: Jobs, parent: QWidget) -> QWidget:
    from desktop.views.admin.server_section import ServerSection

    return ServerSection(jobs, parent)


SECTIONS: Final[tuple[Section, ...]] = (
    Section("people", N_("People"), "users", _people),
    Section("units", N_("Units"), "network", _units),
    Section("roles", N_("Roles"), "shield-check", _roles),
    Section("hours", N_("Working hours"), "clock", _hours),
    Section("server", N_("Server"), "server", _server),
)
