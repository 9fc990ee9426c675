"""Compares two pictures as an eye does: by the mean of small squares, not point by point."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QImageWriter

SQUARE: Final = 4  # points; smaller than a letter
NOTICED: Final = 20  # of 255: how much the mean of a square may differ in one colour
ALLOWED: Final = 24  # squares: less than a short word
MOST_COLOURS: Final = 256
NEAR: Final = 8  # of 255: colours that are kept as one
_FORMAT: Final = QImage.Format.Format_RGB32


def differences(expected: QImage, actual: QImage) -> list[tuple[int, int]]:
    """Return the squares, by column and row, in which an eye sees something else."""
    small, other = _means(expected), _means(actual)
    columns, rows = small.width(), small.height()
    if (columns, rows) != (other.width(), other.height()):
        return [(column, row) for row in range(rows) for column in range(columns)]
    pairs = zip(_points(small), _points(other), strict=True)
    places = (place for place, (one, two) in enumerate(pairs) if one != two and _differ(one, two))
    return [(place % columns, place // columns) for place in places]


def marked(actual: QImage, squares: list[tuple[int, int]]) -> QImage:
    """Return a pale copy of a picture in which the squares are red."""
    made = actual.convertToFormat(_FORMAT)
    from PySide6.QtGui import QPainter

    painter = QPainter(made)
    painter.fillRect(made.rect(), QColor(255, 255, 255, 170))
    for column, row in squares:
        painter.fillRect(column * SQUARE, row * SQUARE, SQUARE, SQUARE, QColor("#d92d20"))
    painter.end()
    return made


def keep_small(picture: QImage, target: Path) -> None:
    """Write a picture with colours that an eye tells apart, packed as tightly as possible."""
    image = picture.convertToFormat(_FORMAT)
    table: list[int] = []
    for colour, _count in Counter(_points(image)).most_common():
        if len(table) < MOST_COLOURS and not any(_is_near(colour, one) for one in table):
            table.append(colour)
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    packed = image.convertToFormat(QImage.Format.Format_Indexed8, table, plain)
    writer = QImageWriter(str(target))
    writer.setCompression(100)
    if not writer.write(packed):
        raise OSError(writer.errorString())


def _means(picture: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    whole = picture.convertToFormat(_FORMAT)
    size = whole.size() / SQUARE
    return whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth).convertToFormat(_FORMAT)


def _points(picture: QImage) -> memoryview:
    return memoryview(picture.constBits()).cast("I")


def _is_near(one: int, other: int) -> bool:
    return not _differ(one, other, NEAR)


def _differ(one: int, other: int, by: int = NOTICED) -> bool:
    return any(abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > by for shift in (0, 8, 16))
