"""The editor of an own field that holds a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.core.fields import Kind
from desktop.core.kinds.files import digest_of, name_of


@pytest.fixture
def contract(around, tmp_path):
    """A file outside."""
    path = tmp_path / "Hợp đồng.pdf"
    around.pictures.files[str(path)] = b"%PDF-1.7"
    return str(path)


def test_a_file_is_taken_with_its_name(make, contract, around):
    editor = make(Kind.FILE)
    assert editor.open.isHidden()
    editor.take_file(contract)
    assert name_of(editor.value()) == "Hợp đồng.pdf"
    assert around.pictures.kept[digest_of(editor.value())] == b"%PDF-1.7"
    assert editor.open.text() == "Hợp đồng.pdf"
    assert editor.edits == [editor.value()]


def test_a_dropped_file_is_taken(make, contract):
    editor = make(Kind.FILE)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(contract)])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    editor.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert name_of(editor.value()) == "Hợp đồng.pdf"


def test_its_name_opens_it(make, contract, around):
    opened = []
    context = replace(around.context, open_file=lambda *what: opened.append(what))
    editor = make(Kind.FILE, context=context)
    editor.take_file(contract)
    editor.open.click()
    assert opened == [(digest_of(editor.value()), "Hợp đồng.pdf")]


def test_a_file_that_is_too_large_is_refused_and_the_old_one_stays(
    make, contract, around, tmp_path
):
    editor = make(Kind.FILE)
    editor.take_file(contract)
    before = editor.value()
    around.pictures.keep_file = lambda _path, _limit, _done, failed: failed("too large")
    editor.take_file(contract)
    assert editor.value() == before
    assert editor.problem() == "too large"


def test_it_is_removed(make, contract):
    editor = make(Kind.FILE)
    editor.take_file(contract)
    editor.remove.click()
    assert editor.value() is None
    assert editor.remove.isHidden()


def test_what_may_not_be_changed_can_be_opened_only(make):
    editor = make(Kind.FILE, f"{'a' * 64}/Hợp đồng.pdf")
    editor.set_readonly(True)
    assert not editor.open.isHidden()
    assert editor.choose.isHidden()
    assert editor.remove.isHidden()


def test_a_long_name_is_cut_and_told_whole(make):
    name = "Hợp đồng khung cung cấp thiết bị và dịch vụ bảo trì toàn quốc năm 2026.pdf"
    editor = make(Kind.FILE, f"{'a' * 64}/{name}")
    assert editor.minimumSizeHint().width() < 260  # the room of a form in a narrow pane
    assert name in editor.open.toolTip()
