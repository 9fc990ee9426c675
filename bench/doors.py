"""Every dialog, list, card and form of a new record, opened and closed; and what stays of them."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from bench.visitor import Visitor, memory, wrappers_by_kind
from desktop.views.shell.targets import HOME, LIST, Target, new_record, record

if TYPE_CHECKING:
    import uuid

OPENINGS: Final = 1000
WARM_UP: Final = 2  # rounds through all doors: what is made once and kept
REST_SECONDS: Final = 1.0
HOLDING_PLACE: Final = "account"  # the list from which dialogs are opened
ANYWHERE: Final = (
    "help.about", "help.contents", "help.news", "help.shortcuts", "tools.backups",
    "tools.encryption", "tools.own_fields", "tools.own_words", "tools.settings",
    "new.account", "new.call", "new.contact", "new.lead", "new.note", "new.target",
)  # fmt: skip
IN_LIST: Final = ("list.columns", "list.export", "list.filter", "list.group", "list.import",
                  "list.save_view", "list.duplicates")  # fmt: skip
WITH_SELECTION: Final = ("activity.log", "file.print", "list.change_many")
WITH_TWO: Final = ("record.merge",)

Enter = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Something that is opened and closed."""

    name: str
    enter: Enter


async def doors(visitor: Visitor) -> dict[str, float]:
    """Go through one door after the other, round and round; return what stays of all that."""
    found = await all_doors(visitor)
    for _round in range(WARM_UP):
        await _go_through(visitor, found, len(found))
        await _left(visitor)
    before, held = await _left(visitor), memory()
    for opened in range(0, visitor.openings or OPENINGS, len(found)):
        times = min(len(found), (visitor.openings or OPENINGS) - opened)
        await _go_through(visitor, found, times)
        after = await _left(visitor)  # a rest for the collector, as people take one
    if after - before:
        print(f"more of {after - before}", file=sys.stderr)
    more = after.total() - before.total()
    return {"wrappers": more, "memory": memory() - held, "doors": len(found)}


async def all_doors(visitor: Visitor) -> list[Door]:
    """Return every door that there is, each opened from the list of customers."""
    found = [Door(action, partial(_dialog, visitor, action, 0)) for action in ANYWHERE]
    found += [Door(action, partial(_dialog, visitor, action, 0)) for action in IN_LIST]
    found += [Door(action, partial(_dialog, visitor, action, 1)) for action in WITH_SELECTION]
    found += [Door(action, partial(_dialog, visitor, action, 2)) for action in WITH_TWO]
    found += [Door(f"module {one.key}", partial(_module, visitor, one.start))
              for one in visitor.window.register.modules()]  # fmt: skip
    for entity in visitor.window.register.entities():
        key = entity.key
        if key != HOLDING_PLACE:
            found.append(Door(f"list {key}", partial(_page, visitor, Target(LIST, key))))
        found.append(Door(f"bin {key}", partial(_page, visitor, Target(LIST, key, bin=True))))
        found.append(Door(f"new {key}", partial(_new, visitor, key)))
        if (one := await _first_record(visitor, key)) is not None:
            found.append(Door(f"card {key}", partial(_page, visitor, record(key, one))))
    await visitor.go(Target(LIST, HOLDING_PLACE))
    return found


async def _left(visitor: Visitor) -> Counter[str]:
    """Return the objects that are there while nothing but the list of customers is open."""
    workspace = visitor.window.workspace
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    stack = workspace.findChild(QStackedWidget, options=direct)
    pages = [stack.widget(place) for place in range(stack.count())] if stack else []
    for page in pages:
        if page is not None and page is not workspace.current_page():
            workspace.close_page(page)
    await asyncio.sleep(REST_SECONDS)
    return wrappers_by_kind()


async def _go_through(visitor: Visitor, found: list[Door], times: int) -> None:
    for door in itertools.islice(itertools.cycle(found), times):
        try:
            await door.enter()
        except (RuntimeError, TimeoutError) as error:
            raise RuntimeError(f"at the door “{door.name}”: {error}") from error


async def _first_record(visitor: Visitor, entity: str) -> uuid.UUID | None:
    page = await visitor.go(Target(LIST, entity))
    row = visitor.records().model.record(0)
    if entity != HOLDING_PLACE:
        visitor.window.workspace.close_page(page)
    return None if row is None else row.id


async def _dialog(visitor: Visitor, action: str, selected: int) -> None:
    await visitor.go(Target(LIST, HOLDING_PLACE))
    records = visitor.records()
    records.focus_first()
    records.table.clearSelection()
    chosen, flag = records.table.selectionModel(), QItemSelectionModel.SelectionFlag
    for row in range(selected):
        chosen.select(records.model.index(row, 0), flag.Select | flag.Rows)
    before = set(_windows())
    visitor.run(action)
    await visitor.until(lambda: set(_windows()) - before, f"what {action} opens")
    await asyncio.sleep(0)
    for opened in set(_windows()) - before:
        opened.close()
    await visitor.until(lambda: not set(_windows()) - before, f"the end of {action}")


async def _page(visitor: Visitor, target: Target) -> None:
    page = await visitor.go(target)
    await visitor.go(Target(LIST, HOLDING_PLACE))
    visitor.window.workspace.close_page(page)
    await visitor.until(lambda: not isValid(page), "the end of a page")


async def _new(visitor: Visitor, entity: str) -> None:
    page = await visitor.go(new_record(entity))
    discard = getattr(page, "discard", None)
    if callable(discard):
        discard()
    visitor.window.workspace.close_page(page)
    await visitor.until(lambda: not isValid(page), "the end of a form")
    await visitor.go(Target(LIST, HOLDING_PLACE))


async def _module(visitor: Visitor, start: Target) -> None:
    await visitor.go(start)
    await visitor.go(Target(HOME))
    await visitor.go(Target(LIST, HOLDING_PLACE))


def _windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]
