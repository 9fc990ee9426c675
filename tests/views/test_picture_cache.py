"""Rendered icons are taken from an earlier start, or made anew; a bad file never matters."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QImage

from desktop.views.picture_cache import PictureCache

DRAWINGS = "100-200"


def picture(side, colour):
    made = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(colour)
    return made


def finish():
    for thread in threading.enumerate():
        if thread.name == "write icons":
            thread.join(5)


@pytest.fixture
def kept(tmp_path):
    """A file that an earlier start left."""
    path = tmp_path / "cache" / "icons.bin"
    earlier = PictureCache(path, DRAWINGS)
    earlier.add("small", picture(16, 0xFF112233))
    earlier.add("great", picture(40, 0xFF445566))
    earlier.save()
    finish()
    return path


def test_pictures_come_back_the_same(kept):
    later = PictureCache(kept, DRAWINGS)
    assert later.find("small") == picture(16, 0xFF112233)
    assert later.find("great") == picture(40, 0xFF445566)
    assert later.find("other") is None


def test_pictures_of_other_drawings_are_not_used(kept):
    assert PictureCache(kept, "another set").find("small") is None


@pytest.mark.parametrize("cut", [0, 1, 20, 2000])
def test_a_file_that_is_cut_off_counts_as_none(kept, cut):
    kept.write_bytes(kept.read_bytes()[:cut])
    assert PictureCache(kept, DRAWINGS).find("small") is None


def test_a_file_of_something_else_counts_as_none(kept):
    for content in (b"\0" * 100, b'{"format": 1}\n', b"[]\n", b'{"format": 1, "drawings": []}'):
        kept.write_bytes(content)
        assert PictureCache(kept, DRAWINGS).find("small") is None


def test_nothing_is_written_where_nothing_is_new(kept):
    before = kept.stat().st_mtime_ns
    later = PictureCache(kept, DRAWINGS)
    later.find("small")
    later.save()
    finish()
    assert kept.stat().st_mtime_ns == before


def test_pictures_after_the_start_are_not_kept(kept):
    later = PictureCache(kept, DRAWINGS)
    later.save()
    later.add("late", picture(16, 0xFF000000))
    later.save()
    finish()
    assert PictureCache(kept, DRAWINGS).find("late") is None
