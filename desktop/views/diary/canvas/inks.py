"""Colours and type of a diary, made once for a look: on the screen, or on paper."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont

from desktop.core.diary.entry import Entry
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.theme import Look
from desktop.views.tokens import BADGES, TYPE_SCALE

_POINTS_PER_INCH: Final = 72
_PIXELS_PER_INCH: Final = 96
_STRIPE: Final = 0.6  # how much of the text's colour the stripe of an entry has
_HATCH: Final = 0.22
_LINE: Final = 0.45
_ROOM_FOR_DOTS: Final = 34  # pixels


class EntryInks(NamedTuple):
    """How an entry is coloured by its colour, its state, and how its time is shown to others."""

    ground: QColor
    ink: QColor
    stripe: QColor
    hatch: QBrush | None  # over the ground
    line: QColor | None  # around it
    is_struck: bool


class PaperLook(Look):
    """A look for paper: light, its type in pixels, of which 96 are an inch on any printer."""

    def font(self, step: str = "text", weight: int = QFont.Weight.Normal) -> QFont:
        """Return the typeface at a step of `tokens.TYPE_SCALE`."""
        made = super().font(step, weight)
        made.setPixelSize(round(TYPE_SCALE[step] * _PIXELS_PER_INCH / _POINTS_PER_INCH))
        return made


class Inks:
    """Colours of entries, and the types that a diary is set in."""

    def __init__(self, now: Look) -> None:
        self.look = now
        medium, strong = QFont.Weight.Medium, QFont.Weight.DemiBold
        self.title = CellTexts(now.font("note", medium))
        struck = now.font("note", medium)
        struck.setStrikeOut(True)
        self.struck = CellTexts(struck)
        self.note = CellTexts(now.font("note"))
        self.busy = now.font("note", QFont.Weight.Bold)
        self.small = CellTexts(now.font("note"))
        self.label = CellTexts(now.font("text"))
        self.strong = CellTexts(now.font("text", strong))
        self.number = CellTexts(now.font("title", strong))
        self._entries: dict[tuple[str, str, str, bool], EntryInks] = {}
        self._wrapped: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of the theme."""
        return self.look.colour(role)

    @property
    def chip_height(self) -> int:
        """Height of a chip or a lane, with the gap below it."""
        return self.title.height + self.look.px(self.look.density.gap) // 2

    @property
    def rest(self) -> QColor:
        """The ground of hours and days on which nobody works."""
        return self.colour("hover" if self.look.theme == "contrast" else "window")

    def faded(self, role: str, share: float) -> QColor:
        """Return the colour of a role as a glass over what lies below; 0 is clear."""
        made = QColor(self.look.colour(role))  # a copy: the theme keeps its own
        made.setAlphaF(share)
        return made

    def px(self, pixels: int) -> int:
        """Return a length of the 100 % design."""
        return self.look.px(pixels)

    def of(self, entry: Entry) -> EntryInks:
        """Return the colours of an entry."""
        state = "declined" if entry.answer == "declined" else entry.status
        key = (entry.colour, entry.show_as, state, entry.only_busy)
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = self._inks(*key)
        return found

    def _inks(self, colour: str, show_as: str, state: str, is_only_busy: bool) -> EntryInks:
        ground, ink = self._pair("grey" if is_only_busy else colour)
        stripe, line = blend(ground, ink, _STRIPE), blend(ground, ink, _LINE)
        is_over = state in {"cancelled", "declined"}
        hatch = None
        if show_as == "tentative" or state == "declined":
            hatch = QBrush(blend(ground, ink, _HATCH), Qt.BrushStyle.BDiagPattern)
        elif show_as == "away":
            hatch = QBrush(blend(ground, ink, _HATCH), Qt.BrushStyle.DiagCrossPattern)
        is_hollow = show_as == "free" or is_over
        if is_hollow:
            ground, hatch = self.colour("base"), None
            ink = self.colour("muted" if is_over else "text")
        is_lined = is_hollow or hatch is not None or self.look.theme == "contrast"
        return EntryInks(
            ground, ink, stripe, hatch, line if is_lined else None, state == "cancelled"
        )

    def _pair(self, colour: str) -> tuple[QColor, QColor]:
        if colour.startswith("#"):
            base, strong = self.colour("base"), QColor(colour)
            return blend(base, strong, _HATCH), self.colour("text")
        return self.look.badge(colour if colour in BADGES else "blue")

    def wrap(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """Return a text in at most so many lines, broken between words, the last one cut."""
        known = self._wrapped.get((text, width, most))
        if known is None:
            if len(self._wrapped) > _MOST_WRAPPED:
                self._wrapped.clear()
            known = self._wrapped[text, width, most] = self._lines(text, width, most)
        return known

    def _lines(self, text: str, width: int, most: int) -> tuple[str, ...]:
        if most <= 1 or self.title.width(text) <= width:
            return (self._cut(text, width),)
        lines: list[str] = []
        words = text.split()
        while words and len(lines) < most - 1:
            line = words.pop(0)
            while words and self.title.width(f"{line} {words[0]}") <= width:
                line = f"{line} {words.pop(0)}"
            lines.append(self._cut(line, width))
        if words:
            lines.append(self._cut(" ".join(words), width))
        return tuple(lines)

    def _cut(self, text: str, width: int) -> str:
        """Return what fits; where little does, letters say more than dots."""
        if width >= _ROOM_FOR_DOTS:
            return self.title.cut(text, width)
        while text and self.title.width(text) > width:
            text = text[:-1]
        return text


_MOST_WRAPPED: Final = 20_000


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """Return a colour between two; `share` says how much of the second it has."""
    return QColor(
        round(first.red() + (second.red() - first.red()) * share),
        round(first.green() + (second.green() - first.green()) * share),
        round(first.blue() + (second.blue() - first.blue()) * share),
    )
