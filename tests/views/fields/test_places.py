"""The editors of addresses and of pictures."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QApplication

from desktop.core import places
from desktop.core.fields import Kind
from desktop.views.fields.image import LIMIT, small_image

BA_DINH = {"street": "12 Lê Lợi", "commune": "00004", "province": "01"}


def paste(line, text):
    QApplication.clipboard().setText(text)
    line.paste()


def rows(editor):
    shown = editor.commune.ahead.list
    return [shown.item(row).text() for row in range(shown.count())] if shown.isVisible() else None


def test_an_address_is_shown_in_its_parts(make):
    editor = make(Kind.ADDRESS, BA_DINH)
    assert editor.street.text() == "12 Lê Lợi"
    assert editor.commune.text() == "Phường Ba Đình"
    assert editor.province.currentText() == "Hà Nội"
    assert not editor.old.isVisible()


def test_a_map_is_offered_where_there_is_an_address(make, around):
    editor = make(Kind.ADDRESS)
    assert not editor.map.isVisible()
    editor.set_value(BA_DINH)
    assert editor.map.isVisible()
    assert around.urls == []
    editor.map.trigger()
    (url,) = around.urls
    assert url.startswith("https://")
    assert "Ba%20%C4%90%C3%ACnh" in url


def test_the_likeliest_commune_of_a_divided_ward_is_marked(make):
    editor = make(Kind.ADDRESS, {"legacy": "Phường Cống Vị, Quận Ba Đình, Hà Nội"})
    choices = editor.old.candidates
    texts = [choices.itemText(row) for row in range(choices.count())]
    assert [("most of" in text) for text in texts] == [False, True, False]


def test_a_pasted_address_is_taken_apart(make):
    editor = make(Kind.ADDRESS)
    paste(editor.street, "12 Lê Lợi, Phường Ba Đình, Hà Nội")
    assert editor.value() == BA_DINH
    assert editor.street.text() == "12 Lê Lợi"


def test_a_street_with_commas_stays_whole(make):
    editor = make(Kind.ADDRESS)
    paste(editor.street, "Số 5, ngõ 12, tổ 3")
    assert editor.value() == {"street": "Số 5, ngõ 12, tổ 3"}


def test_a_commune_is_found_without_accents_and_brings_its_province(make, qtbot):
    editor = make(Kind.ADDRESS)
    editor.commune.setFocus()
    qtbot.keyClicks(editor.commune, "ba dinh")
    qtbot.waitUntil(lambda: rows(editor) is not None)
    assert "Phường Ba Đình" in rows(editor)
    position = rows(editor).index("Phường Ba Đình")
    editor.commune.ahead.list.setCurrentRow(position)
    qtbot.keyClick(editor.commune, Qt.Key.Key_Return)
    assert editor.value() == {"commune": "00004", "province": "01"}
    assert editor.province.currentText() == "Hà Nội"


def test_within_a_province_only_its_communes_are_found(make, qtbot):
    editor = make(Kind.ADDRESS, {"province": "04"})
    editor.commune.setFocus()
    qtbot.keyClicks(editor.commune, "ba dinh")
    editor.commune.ahead.ask_now()
    assert "Phường Ba Đình" not in (rows(editor) or [])


def test_a_commune_typed_whole_is_taken_when_left(make, leave, qtbot):
    editor = make(Kind.ADDRESS, {"province": "01"})
    editor.commune.setFocus()
    qtbot.keyClicks(editor.commune, "phuong ba dinh")
    leave()
    assert editor.value() == {"commune": "00004", "province": "01"}
    assert editor.problem() == ""


def test_a_commune_that_is_none_is_named(make, leave, qtbot):
    editor = make(Kind.ADDRESS, {"province": "01"})
    editor.commune.setFocus()
    qtbot.keyClicks(editor.commune, "xyz")
    leave()
    assert editor.problem()
    assert editor.value() == {"province": "01"}


def test_another_province_takes_the_commune_away(make):
    editor = make(Kind.ADDRESS, BA_DINH)
    row = editor.province.findData("79")
    editor.province.setCurrentIndex(row)
    editor.province.activated.emit(row)
    assert editor.value() == {"street": "12 Lê Lợi", "province": "79"}
    assert editor.commune.text() == ""


def test_an_old_address_moves_to_the_units_of_today_and_is_kept(make):
    editor = make(Kind.ADDRESS)
    paste(editor.street, "12 Lê Lợi, P. Bến Nghé, Quận 1, TP.HCM")
    value = editor.value()
    assert value["legacy"] == "P. Bến Nghé, Quận 1, TP.HCM"
    assert (value["commune"], value["province"]) == ("26740", "79")
    assert editor.old.isVisible()
    editor.old.remove.click()
    assert "legacy" not in editor.value()
    assert not editor.old.isVisible()


def test_a_divided_ward_offers_what_it_may_be_today(make):
    old = "Phường Cống Vị, Quận Ba Đình, Hà Nội"
    editor = make(Kind.ADDRESS, {"province": "01", "legacy": old})
    offered = editor.old.candidates
    assert offered.isVisible()
    assert offered.count() > 2
    chosen = offered.itemData(2)
    offered.setCurrentIndex(2)
    offered.activated.emit(2)
    assert editor.value() == {"province": "01", "commune": chosen, "legacy": old}
    assert not offered.isVisible()


def test_an_address_in_a_commune_that_is_no_more_moves_to_one_of_today(make):
    table = places._communes_by_code()
    kept = table["00008"]
    days = (date(2025, 7, 1), date(2026, 6, 30))
    table["00008"] = places.Commune("00008", kept.name, kept.kind, "01", *days, "00004* 00025")
    try:
        editor = make(Kind.ADDRESS, {"street": "12 Lê Lợi", "commune": "00008", "province": "01"})
        assert editor.value()["commune"] == "00008"
        assert editor.commune.text() == "Phường Ngọc Hà"
        assert editor.old.isVisible()
        editor.old.candidates.setCurrentIndex(1)
        editor.old.candidates.activated.emit(1)
    finally:
        table["00008"] = kept
    old = "Phường Ngọc Hà, Thành phố Hà Nội"
    assert editor.value() == {**BA_DINH, "legacy": old}
    assert old in editor.old._label.text()


# Pictures


def picture(size=400, colour=Qt.GlobalColor.red):
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def png(image):
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def test_a_pasted_picture_is_kept_and_shown(make, around):
    editor = make(Kind.IMAGE)
    QApplication.clipboard().setImage(picture())
    editor.paste.click()
    assert editor.value() in around.pictures.kept
    assert editor.edits == [editor.value()]
    shown = editor.preview.pixmap().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2) == Qt.GlobalColor.red


def test_a_large_pasted_picture_is_made_smaller(make, around):
    editor = make(Kind.IMAGE)
    editor.take_image(picture(2400))
    kept = QImage.fromData(around.pictures.kept[editor.value()])
    assert (kept.width(), kept.height()) == (2000, 2000)


def test_nothing_on_the_clipboard_is_said(make):
    editor = make(Kind.IMAGE)
    QApplication.clipboard().setText("abc")
    editor.paste.click()
    assert editor.problem()
    assert editor.value() is None


@pytest.mark.parametrize("is_url", [True, False])
def test_a_dropped_picture_is_kept(make, around, is_url):
    editor = make(Kind.IMAGE)
    data = QMimeData()
    if is_url:
        path = QUrl.fromLocalFile("/pictures/logo.png")
        around.pictures.files[path.toLocalFile()] = png(picture())
        data.setUrls([path])
    else:
        data.setImageData(picture())
    dropped = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(dropped)
    assert editor.value() in around.pictures.kept


def test_a_file_that_is_too_large_is_refused_with_a_sentence(make, around):
    editor = make(Kind.IMAGE)
    around.pictures.files["big.png"] = b"0" * (LIMIT + 1)
    editor.take_file("big.png")
    assert editor.problem() == "too large"
    assert editor.value() is None


def test_a_file_that_is_no_picture_is_named(make, around):
    editor = make(Kind.IMAGE)
    around.pictures.files["a.png"] = b"not a picture"
    editor.take_file("a.png")
    assert "not a picture" in editor.problem()


def test_a_picture_is_removed(make, around):
    editor = make(Kind.IMAGE)
    editor.take_image(picture())
    editor.remove.click()
    assert editor.value() is None
    assert not editor.remove.isVisible()


def test_a_bomb_is_not_unpacked():
    bomb = QImage(9000, 9000, QImage.Format.Format_Mono)
    bomb.fill(0)
    assert small_image(png(bomb), QSize(96, 96)).isNull()
    assert small_image(png(picture()), QSize(96, 96)).width() == 96
