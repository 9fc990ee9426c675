"""The help pages: Markdown files in each language, their titles and contents."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from desktop.core.i18n import DEFAULT_LANGUAGE, language
from desktop.core.quick_dataclass import dataclass
from desktop.core.resources import resource_path
from desktop.core.words import fold
from desktop.views.shell.targets import HOME, RECORD, Target

FOLDER = "help"
PAGES = {"calendar": "diary", "mail": "mail"}  # of screens made by hand


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its file name without ending, title, first sentence, and the whole text."""

    name: str
    title: str
    summary: str
    text: str


def help_pages() -> tuple[HelpPage, ...]:
    """Return the pages in the language in use, in the order of their file names."""
    return _pages(language())


def find_page(name: str) -> HelpPage | None:
    """Return the page of that name, without the number in front of it."""
    for page in help_pages():
        if page.name == name:
            return page
    return None


def page_for(target: Target | None) -> str:
    """Return the name of the page that explains what is in view."""
    if target is None or target.screen == HOME:
        return "start"
    if target.screen in PAGES:
        return PAGES[target.screen]
    if target.bin:
        return "undo"
    return "records" if target.screen == RECORD else "lists"


def search_pages(text: str) -> list[HelpPage]:
    """Return the pages that hold all words of `text`, accents left aside; title hits first."""
    words = fold(text).split()
    found = [page for page in help_pages() if all(word in fold(page.text) for word in words)]
    return sorted(found, key=lambda page: not all(word in fold(page.title) for word in words))


@lru_cache(maxsize=4)
def _pages(language_code: str) -> tuple[HelpPage, ...]:
    folder = resource_path(FOLDER, language_code)
    if not folder.is_dir():
        folder = resource_path(FOLDER, DEFAULT_LANGUAGE)
    return tuple(_read(path) for path in sorted(folder.glob("*.md")))


def _read(path: Path) -> HelpPage:
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    title = lines[0].lstrip("# ").strip()
    summary = next((line for line in lines[1:] if not line.startswith(("#", "-", "|"))), "")
    return HelpPage(path.stem.partition("-")[2], title, summary, text)
