"""The help says what is true: its words, keys, filters, options and numbers are the program's."""

from __future__ import annotations

import gettext
import io
import re
import uuid
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from desktop.core import i18n
from desktop.core.arguments import parse_arguments
from desktop.core.entities import get_entity
from desktop.core.filter_line import parse_line
from desktop.core.resources import resource_path
from desktop.models import load_all
from desktop.store.backup import KEPT
from desktop.store.recycle_bin import KEPT_DAYS
from desktop.views.records.deletion.asking import ASK_FROM
from desktop.views.records.lists.cell_copying import MOST_ROWS
from desktop.views.shell.actions_window import MODULE_KEYS
from desktop.views.shell.all_actions import ALL_ACTIONS
from desktop.views.shell.help_pages import FOLDER, HelpPage, _pages, find_page, page_for
from desktop.views.shell.targets import HOME, LIST, RECORD, Target
from tools.catalogue import build_catalogue, read_parts
from tools.messages import Message, find_all_messages

LONGEST = 80  # lines
PAGES = [(code, page) for code in i18n.LANGUAGES for page in _pages(code)]
NAMED = re.compile(r"`([^`]+)` \(\*\*([^*]+)\*\*\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
KEYS = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)+(?:\w+|[^\w\s`])|F\d\d?)`")
ROW_OF_KEYS = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|$", re.MULTILINE)
FILTERS = re.compile(r"```filter\n(.*?)```", re.DOTALL)
OPTION = re.compile(r"`python -m desktop ([^`]+)`")
HELD = frozenset({"Shift", "Ctrl", "Alt"})

load_all()


def by_name(case: tuple[str, HelpPage]) -> str:
    return f"{case[0]}-{case[1].name}"


@pytest.fixture(scope="module")
def catalogue() -> gettext.GNUTranslations:
    """Vietnamese as the parts of the catalogue say it now."""
    return gettext.GNUTranslations(io.BytesIO(build_catalogue(read_parts())))


@pytest.fixture
def speak(monkeypatch, catalogue):
    """Returns a function that lets the program speak a language."""

    def use(code: str) -> None:
        found = catalogue if code == "vi" else gettext.NullTranslations()
        monkeypatch.setattr(i18n._Current, "language", code)
        monkeypatch.setattr(i18n._Current, "catalogue", found)

    return use


@pytest.fixture(scope="module")
def texts() -> frozenset[str]:
    """Every English text that the program shows."""
    found = find_all_messages(Path(__file__).resolve().parents[3], "desktop")
    return frozenset(one.singular for one in found if isinstance(one, Message))


def plain(label: str) -> str:
    """Return a label without the mark of its letter and the dots after it."""
    return label.replace("&", "").rstrip("…:")


def normal(keys: str) -> str:
    return QKeySequence(keys).toString()


def actions_of(label: str) -> set[str]:
    """Return the keys of all actions called so."""
    return {
        normal(keys)
        for action in ALL_ACTIONS
        if plain(i18n._(action.label)) == plain(label)
        for keys in action.keys
    }


@pytest.mark.parametrize("case", PAGES, ids=by_name)
def test_it_is_short_and_begins_with_a_title_and_a_sentence(case):
    _code, page = case
    lines = page.text.splitlines()
    assert len(lines) <= LONGEST
    assert lines[0] == f"# {page.title}"
    assert page.summary.endswith(".")


@pytest.mark.parametrize("case", PAGES, ids=by_name)
def test_what_is_bold_stands_so_on_the_screen(case, texts, catalogue):
    code, page = case
    shown = {plain(text if code == "en" else catalogue.gettext(text)) for text in texts}
    assert [bold for bold in BOLD.findall(page.text) if plain(bold) not in shown] == []


@pytest.mark.parametrize("case", PAGES, ids=by_name)
def test_every_key_named_does_something(case):
    _code, page = case
    known = {normal(keys) for action in ALL_ACTIONS for keys in action.keys}
    known |= {normal(keys) for keys in MODULE_KEYS}
    named = [keys for keys in KEYS.findall(page.text) if keys not in HELD]
    assert [keys for keys in named if normal(keys) not in known] == []


@pytest.mark.parametrize("case", PAGES, ids=by_name)
def test_a_key_and_the_words_after_it_are_one_action(case, speak):
    code, page = case
    speak(code)
    wrong = [(k, w) for k, w in NAMED.findall(page.text) if normal(k) not in actions_of(w)]
    tabs = {plain(i18n._("History"))}
    assert [pair for pair in wrong if pair[1] not in tabs] == []


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_the_table_of_keys_is_that_of_the_program(code: str, speak):
    speak(code)
    page = next(page for page in _pages(code) if page.name == "keyboard")
    rows = ROW_OF_KEYS.findall(page.text)
    assert len(rows) > 20
    assert [row for row in rows if normal(row[0]) not in actions_of(row[1])] == []


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_every_filter_line_shown_is_understood(code: str, speak):
    speak(code)
    page = next(page for page in _pages(code) if page.name == "filters")
    lines = [line for block in FILTERS.findall(page.text) for line in block.splitlines()]
    assert len(lines) > 10
    account, some = get_entity("account"), str(uuid.UUID(int=1))
    for line in lines:
        found = parse_line(line, account, lambda _entity, _title: some)
        assert (line, found.problems) == (line, ())
        assert found.filter.items


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_every_command_line_shown_is_understood(code: str):
    page = next(page for page in _pages(code) if page.name == "data")
    lines = [line.split() for line in OPTION.findall(page.text)]
    assert len(lines) > 4
    for words in lines:
        if words != ["--help"]:
            assert parse_arguments(words).profile


@pytest.mark.parametrize(("code", "group"), [("vi", "."), ("en", ",")])
def test_the_numbers_are_those_of_the_program(code: str, group: str):
    pages = {page.name: page.text for page in _pages(code)}
    assert f" {KEPT_DAYS} " in pages["undo"]
    assert f" {ASK_FROM} " in pages["undo"]
    assert f" {KEPT} " in pages["data"]
    assert f" {MOST_ROWS:,} ".replace(",", group) in pages["editing"]


def test_both_languages_have_the_same_pages():
    assert [page.name for page in _pages("vi")] == [page.name for page in _pages("en")]


@pytest.mark.parametrize(
    "target",
    [
        None,
        Target(HOME),
        Target(LIST, "account"),
        Target("calendar"),
        Target(LIST, "account", bin=True),
        Target(RECORD, "account", uuid.UUID(int=1)),
    ],
)
def test_there_is_a_page_for_what_is_in_view(target: Target | None):
    assert find_page(page_for(target)) is not None


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_no_two_pages_have_the_same_number(code):
    folder = resource_path(FOLDER, code)
    numbers = [path.name.partition("-")[0] for path in folder.glob("*.md")]
    assert len(set(numbers)) == len(numbers)
