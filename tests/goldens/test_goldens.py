"""The main screens look as they did; `make goldens` renews the pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tools.goldens.__main__ import KEPT, compare, paint
from tools.goldens.comparing import ALLOWED, differences, keep_small
from tools.goldens.takes import TAKES

LARGEST_PICTURE, LARGEST_ALL = 100 * 1024, 2 * 1024 * 1024


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_main_screens_look_as_they_did(tmp_path):
    paint(tmp_path)
    assert compare(tmp_path) == []


def test_the_pictures_are_small_and_those_that_are_painted():
    kept = {path.relative_to(KEPT).with_suffix("").as_posix() for path in KEPT.rglob("*.png")}
    assert kept == {f"{name}/{one}" for name, (_take, ones) in TAKES.items() for one in ones}
    sizes = [path.stat().st_size for path in KEPT.rglob("*.png")]
    assert max(sizes) <= LARGEST_PICTURE
    assert sum(sizes) <= LARGEST_ALL


@pytest.fixture
def golden() -> QImage:
    return QImage(str(KEPT / "vi-light" / "list-off.png"))


def test_packing_a_picture_changes_nothing_that_an_eye_sees(golden, tmp_path):
    keep_small(golden, tmp_path / "again.png")
    assert len(differences(golden, QImage(str(tmp_path / "again.png")))) == 0


@pytest.mark.parametrize(
    ("x", "y", "width", "height", "colour"),
    [
        (126, 154, 82, 16, "#f4f5fa"),  # the words “Người liên hệ” are gone
        (640, 400, 200, 1, "#d92d20"),  # a line is red
        (0, 0, 60, 60, "#000000"),
    ],
)
def test_what_an_eye_sees_is_found(golden, x, y, width, height, colour):
    other = golden.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(other)
    painter.fillRect(x, y, width, height, QColor(colour))
    painter.end()
    assert len(differences(golden, other)) > ALLOWED


def test_a_picture_of_another_size_is_another(golden):
    assert len(differences(golden, golden.copy(0, 0, 1000, 800))) > ALLOWED
