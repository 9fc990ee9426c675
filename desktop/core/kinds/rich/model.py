"""Rich text as the program knows it: blocks of styled runs, and what is tidied in them.

What the model has no place for (scripts, pictures, styles, frames, remote things of any sort)
cannot be stored, shown or sent, whatever the input was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from desktop.core.kinds.cleaning import strip_controls
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

PARAGRAPH: Final = "p"
HEADINGS: Final = ("h1", "h2", "h3")
BULLETS, NUMBERS = "ul", "ol"
NO_BREAK: Final = "\u00a0"  # keeps rows of spaces, which HTML joins
SCHEMES: Final = ("http://", "https://", "mailto:", "tel:")
_LONGEST_LINK: Final = 2_000
_SPACES: Final = Pattern(r"[ \t]+")
_BREAK: Final = Pattern(r"[ \t]*\n[ \t]*")
# No characters at all, or signs by which Qt marks other things.
_OF_QT: Final = Pattern("[\ufdd0-\ufdef\ufffc\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks, and where it leads."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""  # "#rrggbb"
    href: str = ""


PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style; a line feed breaks the line within its block."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or an item of a list."""

    kind: str = PARAGRAPH
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The text without its styles."""
        return "".join(run.text for run in self.runs)


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs of which no two neighbours look alike, spaces single and none at the ends."""
    made: list[Run] = []
    end = "\n"  # the last sign, as if a line began
    for run in runs:
        text = _collapsed(run.text)
        if end in " \n":
            text = text.lstrip(" ")
        if text.startswith("\n"):
            made = _without_last_space(made)
        if text:
            made.append(Run(text, run.style))
            end = text[-1]
    return tuple(_joined(_without_last_space(made)))


def safe_link(address: str) -> str:
    """Return an address that may be opened, "" of any other scheme than web, mail and phone."""
    line = unicodedata.normalize("NFC", "".join(s for s in address if s > " ")).strip()
    is_known = line.lower().startswith(SCHEMES)
    return line[:_LONGEST_LINK] if is_known and line.isprintable() else ""


def _collapsed(text: str) -> str:
    """Return text without controls, without rows of spaces and spaces where lines break."""
    return _SPACES.sub(" ", _BREAK.sub("\n", _OF_QT.sub("", strip_controls(text))))


def _without_last_space(made: list[Run]) -> list[Run]:
    """Return runs without space at their end."""
    while made:
        last = made.pop()
        if text := last.text.rstrip(" "):
            made.append(Run(text, last.style))
            break
    return made


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    for style, members in groupby(runs, key=_style):
        text = unicodedata.normalize("NFC", "".join(run.text for run in members))
        yield Run(text, style)


def _style(run: Run) -> Style:
    return run.style
