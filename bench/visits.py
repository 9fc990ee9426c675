"""What visitors do in the window: a journey, all screens at once; `doors` opens and closes."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from bench.doors import doors
from bench.figures import median_of
from bench.visitor import Visitor, memory
from desktop.views.records.record_page import RecordPage
from desktop.views.shell.targets import HOME, LIST, Target, record

if TYPE_CHECKING:
    from desktop.core.entities import Entity

CARDS: Final = 5
SWITCHES: Final = 10
REST_SECONDS: Final = 0.3
DIALOGS: Final = {
    "settings": "tools.settings",
    "shortcuts": "help.shortcuts",
    "about": "help.about",
    "quick create": "new.account",
    "filter builder": "list.filter",
    "columns": "list.columns",
    "import": "list.import",
    "export": "list.export",
}

Visit = Callable[[Visitor], Awaitable[dict[str, float]]]


async def journey(visitor: Visitor) -> dict[str, float]:
    """Use everything once, as a person does in a morning; return the longest standstills."""
    visitor.step_done("start")
    await visitor.go(Target(LIST, "account"))
    visitor.step_done("list")
    await _scroll(visitor)
    visitor.step_done("scrolling")
    await visitor.write(visitor.records().bar.line, "công ty an")
    await visitor.list_read()
    visitor.records().clear_filter()
    await visitor.list_read()
    visitor.step_done("quick filter")
    await visitor.write(visitor.window.search, "nguyễn an")
    await asyncio.sleep(REST_SECONDS)
    visitor.window.search.clear()
    visitor.step_done("search")
    for customer in _customers(visitor):
        await visitor.go(record("account", customer))
        await asyncio.sleep(REST_SECONDS)
    visitor.step_done("cards")
    await _edit_and_save(visitor)
    visitor.step_done("saving")
    await visitor.go(Target(LIST, "account"))
    for name, action in DIALOGS.items():
        dialog = await visitor.opened(action)
        await asyncio.sleep(REST_SECONDS)
        await visitor.closed(dialog)
        visitor.step_done(name)
    await _look_around(visitor)
    return visitor.worst


async def screens(visitor: Visitor) -> dict[str, float]:
    """Open all there is, then the list of a million; return memory and times of switching."""
    entities = [one for one in _entities(visitor) if one.key != "account"]
    await visitor.go(Target(HOME))
    for entity in entities:
        await visitor.go(Target(LIST, entity.key))
        model = visitor.records().model
        if model.total:
            row = model.record(0)
            if row is not None:
                await visitor.go(record(entity.key, row.id))
    for action in ("tools.settings", "help.shortcuts", "help.about"):
        await visitor.closed(await visitor.opened(action))
    await asyncio.sleep(1)
    opened = memory()
    await visitor.go(Target(LIST, "account"))
    await _scroll(visitor)
    await asyncio.sleep(1)
    listed = memory()
    for customer in _customers(visitor):
        await visitor.go(record("account", customer))
    await visitor.go(Target(LIST, "account"))
    change = visitor.window.settings.change
    theme, language = [], []
    for number in range(SWITCHES):
        theme.append(visitor.timed(partial(change, theme=("dark", "light")[number % 2])))
        await asyncio.sleep(REST_SECONDS)
        language.append(visitor.timed(partial(change, language=("en", "vi")[number % 2])))
        await asyncio.sleep(REST_SECONDS)
    return {
        "open": opened,
        "list": listed - opened,
        "theme": median_of(theme),
        "language": median_of(language),
    }


async def _look_around(visitor: Visitor) -> None:
    for target in (Target(HOME), Target(LIST, "contact"), Target(HOME)):
        await visitor.go(target)
        await asyncio.sleep(REST_SECONDS)
    visitor.step_done("modules")
    for name, values in (("theme", ("dark", "light")), ("language", ("en", "vi"))):
        for value in values:
            visitor.window.settings.change(**{name: value})
            await asyncio.sleep(REST_SECONDS)
        visitor.step_done(name)


async def _scroll(visitor: Visitor) -> None:
    bar = visitor.records().table.verticalScrollBar()
    for step in range(60):
        bar.setValue(bar.value() + 900)
        await asyncio.sleep(0.016)
        if step % 10 == 0:
            bar.setValue(bar.maximum() * step // 60)
    await visitor.list_read()


async def _edit_and_save(visitor: Visitor) -> None:
    page = visitor.child(visitor.window.workspace.current_page(), RecordPage)
    form = page._form  # noqa: SLF001 - a person sees it
    if form is None:
        raise RuntimeError("there is no form")
    form.focus_field("description")
    typed = QApplication.focusWidget()
    if typed is None:
        raise RuntimeError("there is no cursor")
    await visitor.write(typed, "Mới")
    await visitor.until(page.is_dirty, "the change")
    page.save()
    await visitor.until(lambda: not page.is_dirty(), "the save")
    await asyncio.sleep(REST_SECONDS)


def _customers(visitor: Visitor) -> list[uuid.UUID]:
    table, model = visitor.records().table, visitor.records().model
    first = max(table.rows_shown()[0], 0)
    rows = [model.record(first + number) for number in range(CARDS)]
    return [row.id for row in rows if row is not None]


def _entities(visitor: Visitor) -> list[Entity]:
    return list(visitor.window.register.entities())


VISITS: Final[dict[str, Visit]] = {"journey": journey, "screens": screens, "doors": doors}
