"""What the command palette offers: commands, places, records, people, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import format_day_long
from desktop.core.diary.typed_place import parse_place
from desktop.core.entities import UnknownEntityError, get_entity, iter_entities
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.pages import Hit
from desktop.core.quick_dataclass import dataclass
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.actions import MENU_LABELS, SUBMENUS, Action, Area
from desktop.views.shell.fuzzy import score
from desktop.views.shell.help_pages import HelpPage, help_pages
from desktop.views.shell.page_words import picture_of
from desktop.views.shell.recents import Recents
from desktop.views.shell.screens import ScreenRegister, dictionaries_of, lists_of
from desktop.views.shell.targets import HOME, LIST, Target, record
from desktop.views.widgets.result_list import Result

COMMANDS, PEOPLE, DEEDS, HELP = ">", "@", "#", "?"
PEOPLE_ENTITIES: Final = ("contact", "account", "lead", "target", "app_user")
DIARY: Final = Target("calendar")
RECENT_BONUS: Final = 60
MOST: Final = 8  # of each kind
MODE_HINTS: Final = {
    COMMANDS: N_("commands"),
    PEOPLE: N_("people"),
    DEEDS: N_("calls, notes and other work"),
    HELP: N_("help"),
}


@dataclass(frozen=True, slots=True)
class RunAction:
    """Chosen: run the action of this key."""

    key: str


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Chosen: show the help page of this name."""

    page: str


def split_mode(text: str) -> tuple[str, str]:
    """Return the mode sign that a text begins with, or "", and the rest."""
    mode = text[:1] if text[:1] in MODE_HINTS else ""
    return mode, text[len(mode) :].strip()


def commands(typed: str, actions: ActionSet, recents: Recents) -> list[Result]:
    """Return the commands that fit and can be done now, the best first."""
    found = []
    used = {key: len(recents.commands) - i for i, key in enumerate(recents.commands)}
    for action in actions:
        if not action.in_palette or not actions.is_enabled(action.key):
            continue
        if not typed and not _is_proposed(action, used):
            continue
        label = actions.label(action.key).replace("…", "")
        points = score(typed, label)
        if points:
            menu = _menu_words(action)
            bonus = RECENT_BONUS + used[action.key] if action.key in used else 0
            line = Result(
                label, menu, action.icon, actions.key_text(action.key), RunAction(action.key)
            )
            found.append((points + bonus, line))
    return _best(found)


def _is_proposed(action: Action, used: Mapping[str, int]) -> bool:
    """Tell whether an action is offered before anything is typed: Enter must do no harm."""
    return action.key in used or action.area is Area.NEW


def _menu_words(action: Action) -> str:
    """Return where an action stands: "View › Theme"."""
    names = [MENU_LABELS[action.menu]] if action.menu else []
    names += [SUBMENUS[action.submenu][2]] if action.submenu else []
    return " › ".join(_(name).replace("&", "") for name in names)


def places(typed: str, register: ScreenRegister, recents: Recents) -> list[Result]:
    """Return the screens that fit."""
    recent = {target.page for target in recents.screens[:MOST]}
    found = []
    for label, symbol, target in _all_places(register):
        points = score(typed, label) if typed or not target.bin else 0
        if points:
            bonus = RECENT_BONUS if target.page in recent else 0
            found.append((points + bonus, Result(label, icon=symbol, payload=target)))
    return [*_best(found), *_day(typed, register)]


def _day(typed: str, register: ScreenRegister) -> list[Result]:
    """Return the way to a day that is typed, if there is a diary."""
    if not typed or not register.can_show(DIARY):
        return []
    try:
        day = parse_place(typed, local_day(SystemClock().now()))
    except InvalidValueError:
        return []
    words = _("{day} in the calendar").format(day=format_day_long(day))
    target = Target(DIARY.screen, search=day.isoformat())
    return [Result(words, icon="calendar-search", payload=target)]


def hits(found: Iterable[Hit]) -> list[Result]:
    """Return records found by the search as lines."""
    lines = []
    for hit in found:
        try:
            entity = get_entity(hit.ref.entity)
        except UnknownEntityError:
            continue
        target = record(hit.ref.entity, hit.ref.id, hit.ref.title, hit.ref.icon)
        symbol = picture_of(entity, hit.ref.icon)
        lines.append(Result(hit.ref.title, hit.detail, symbol, _(entity.label), target))
    return lines


def recent_records(recents: Recents) -> list[Result]:
    """Return the records opened lately."""
    return hits(Hit(ref) for ref in recents.records[:MOST])


def help_lines(typed: str) -> list[Result]:
    """Return the help pages that fit."""
    found = [(_help_score(typed, page), page) for page in help_pages()]
    return _best(
        (points, Result(page.title, page.summary, "circle-question-mark", "", ShowHelp(page.name)))
        for points, page in found
        if points
    )


def entities_of(mode: str) -> tuple[str, ...]:
    """Return the entities that a mode searches; () for all."""
    keys = [entity.key for entity in iter_entities() if not entity.hidden]
    if mode == PEOPLE:
        return tuple(key for key in PEOPLE_ENTITIES if key in keys)
    if mode == DEEDS:
        return tuple(key for key in keys if key not in PEOPLE_ENTITIES and not _is_list(key))
    return ()


def _help_score(typed: str, page: HelpPage) -> int:
    return max(score(typed, page.title), score(typed, page.summary) // 2)


def _is_list(key: str) -> bool:
    return get_entity(key).dictionary


def _best(found: Iterable[tuple[int, Result]]) -> list[Result]:
    ordered = sorted(found, key=_points, reverse=True)
    return [line for _points_, line in ordered[:MOST]]


def _points(item: tuple[int, Result]) -> int:
    return item[0]


def _all_places(register: ScreenRegister) -> Iterator[tuple[str, str, Target]]:
    for module in register.modules():
        if module.start.screen == HOME or not lists_of(module.key):
            yield _(module.label), module.icon, module.start
        for entity in lists_of(module.key):
            yield _(entity.plural), entity.icon, Target(LIST, entity.key)
            bin_label = _("{list}: recycle bin").format(list=_(entity.plural))
            yield bin_label, "trash-2", Target(LIST, entity.key, bin=True)
        for entity in dictionaries_of(module.key):
            yield _(entity.plural), entity.icon, Target(LIST, entity.key)
