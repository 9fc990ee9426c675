"""Writing a letter with keys and mouse: what is kept, what goes, and what is asked before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from shiboken6 import isValid

from desktop.core.mail.letters import LetterState
from desktop.core.mail.values import Address

LONG = 15_000
HUONG = Address("Đặng Thị Hường", "huong@khach.vn")


class Worker:
    """Notes what is asked of the other process."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(self, request, arguments, progress=None):
        del arguments, progress
        self.asked.append(request)


@pytest.fixture
def worker(jobs) -> Worker:
    jobs.worker = Worker()
    return jobs.worker


@pytest.fixture
def letter(desk, opened, worker):
    """Return the window of a letter to Hường with a subject; nothing is asked when it goes."""
    desk.write([HUONG], subject="Báo giá")
    window = opened()
    yield window
    if isValid(window):
        window.is_leaving = True
        window.close()


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def send(window, qtbot) -> None:
    """Press Ctrl+Enter, once the window has the keys again."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    press(window.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def answer(qtbot, jobs, text: str) -> None:
    """Click a button of the question that comes up, and wait until it is settled."""

    def found() -> list[QPushButton]:
        boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
        return [
            button
            for box in boxes
            if box.isVisible()
            for button in box.findChildren(QPushButton)
            if button.text().replace("&", "") == text
        ]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=LONG)


def states(letters) -> list[LetterState]:
    return [one.state for one in letters.outbox()]


def test_enter_never_sends_and_ctrl_enter_does(letter, letters, worker, qtbot):
    letter.text.insertPlainText("Kính gửi chị")
    for widget in (letter.text, letter.head.subject, letter.head.to.line, letter.head.sender_box):
        press(widget, Qt.Key.Key_Return)
    assert states(letters) == []
    assert letter.isVisible()
    send(letter, qtbot)
    qtbot.waitUntil(lambda: states(letters) == [LetterState.QUEUED], timeout=LONG)
    qtbot.waitUntil(lambda: worker.asked == ["mail.send_due"], timeout=LONG)
    (row,) = letters.outbox()
    sent = letters.open(row.id).letter
    assert (sent.to, sent.subject, sent.sender.address) == ((HUONG,), "Báo giá", "an@congty.vn")
    assert "Kính gửi chị" in sent.text
    assert "<strong>Nguyễn An</strong>" in sent.html


def test_a_sent_letter_can_be_had_back(letter, desk, letters, opened, qtbot):
    with qtbot.waitSignal(desk.queued, timeout=LONG):
        press(letter.text, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not desk.windows(), timeout=LONG)
    assert desk.can_take_back()
    desk.take_back()
    again = opened()
    assert again.head.to.people() == (HUONG,)
    assert states(letters) == []
    again.is_leaving = True
    again.close()


def test_what_is_written_is_kept_without_a_word(letter, letters, qtbot):
    letter.head.subject.setFocus()
    letter.head.subject.end(False)
    QTest.keyClicks(letter.head.subject, " moi")
    qtbot.waitUntil(lambda: len(letters.waiting()) == 1, timeout=LONG)
    (kept,) = letters.waiting()
    assert (kept.letter.subject, kept.is_open) == ("Báo giá moi", True)


def test_closing_asks_and_keeps_a_draft(letter, jobs, desk, letters, opened, qtbot):
    letter.text.insertPlainText("nửa chừng")
    letter.close()
    answer(qtbot, jobs, "Save draft")
    qtbot.waitUntil(lambda: not desk.windows(), timeout=LONG)
    qtbot.waitUntil(lambda: [one.is_open for one in letters.waiting()] == [False], timeout=LONG)
    desk.open_draft(letters.waiting()[0].letter.id)
    again = opened()
    assert "nửa chừng" in again.text.toPlainText()
    again.is_leaving = True
    again.close()


def test_a_forgotten_attachment_is_asked_for(letter, jobs, letters, qtbot):
    letter.text.insertPlainText("Em gửi file đính kèm ạ.")
    send(letter, qtbot)
    answer(qtbot, jobs, "Cancel")
    assert states(letters) == []
    send(letter, qtbot)
    answer(qtbot, jobs, "Send without")
    qtbot.waitUntil(lambda: states(letters) == [LetterState.QUEUED], timeout=LONG)


def test_recipients_are_found_by_a_few_letters_without_accents(letter, qtbot):
    line = letter.head.cc.line
    letter.head.show_copies(is_wanted=True)
    letter.activateWindow()
    line.setFocus()
    QTest.keyClicks(line, "binh")
    suggestions = letter.head.cc.ahead.list
    qtbot.waitUntil(suggestions.isVisible, timeout=LONG)
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: letter.head.cc.people() == (Address("Trần Bình", "binh@khach.vn"),), timeout=LONG
    )


def test_a_group_of_cards_brings_all_its_people(letter, qtbot):
    field = letter.head.to
    field.show_people([])
    field.line.setFocus()
    QTest.keyClicks(field.line, "hoi cho")
    qtbot.waitUntil(field.ahead.list.isVisible, timeout=LONG)
    press(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(field.people()) == 2, timeout=LONG)


def test_pasted_addresses_become_recipients_and_what_is_none_stays(letter, qtbot):
    field = letter.head.to
    QGuiApplication.clipboard().setText("Lê An <an@x.vn>; b@y.vn, không phải")
    field.line.setFocus()
    field.line.paste()
    assert [one.address for one in field.people()] == ["huong@khach.vn", "an@x.vn", "b@y.vn"]
    assert "phải" in field.line.text()
    send(letter, qtbot)
    assert letter.isVisible()


def test_files_are_attached_by_dropping_and_pictures_stand_in_the_text(
    letter, letters, tmp_path, qtbot
):
    paper = tmp_path / "Báo giá số 12.pdf"
    paper.write_bytes(b"%PDF-1.4" + b"x" * 3000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    letter.text.insertFromMimeData(data)
    picture = QMimeData()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.setImageData(image)
    letter.text.insertFromMimeData(picture)
    qtbot.waitUntil(lambda: len(letter.written().files) == 2, timeout=LONG)
    attached, shown = letter.written().files
    assert (attached.name, attached.size, attached.cid) == ("Báo giá số 12.pdf", 3008, "")
    assert f"cid:{shown.cid}" in letter.written().html
    assert letters.bytes_of(attached) == paper.read_bytes()
    assert letters.bytes_of(shown).startswith(b"\x89PNG")


def test_hostile_html_loads_nothing_when_it_is_pasted(letter):
    data = QMimeData()
    cells = "<table><tr><td>a</td><td>b</td></tr></table>"
    data.setHtml(
        f'{cells}<img src="file:///etc/passwd"><img src="http://x.vn/a"><script>1</script>'
    )
    letter.text.insertFromMimeData(data)
    assert "<table" in letter.text.html()
    assert "<img" not in letter.text.html()
    nested = QMimeData()
    nested.setHtml("<table><tr><td>" * 60 + "sâu" + "</td></tr></table>" * 60)
    letter.text.insertFromMimeData(nested)
    assert "sâu" in letter.text.text()


@pytest.mark.parametrize(
    "html",
    [
        '<p style="margin:0">Xin <strong>chào</strong> <a href="https://a.vn">web</a></p>',
        "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>",
        '<p style="margin:0"><br></p>\n<p style="margin:0">sau dòng trống</p>',
    ],
)
def test_a_draft_comes_back_as_it_was_written(letter, html):
    letter.text.show_letter(html, "", is_plain=False)
    assert letter.text.html() == html
    letter.text.moveCursor(QTextCursor.MoveOperation.End)
    letter.text.toggle_quote()
    written = letter.text.html()
    letter.text.show_letter(written, "", is_plain=False)
    assert letter.text.html() == written
    assert "> " in letter.text.text()


def test_the_signature_changes_and_the_text_stays(letter):
    letter.text.insertPlainText("Nội dung")
    letter.text.sign("<p>Ký khác</p>", "Ký khác")
    text = letter.text.text()
    assert "Nội dung" in text
    assert "Ký khác" in text
    assert "Nguyễn An" not in text


def test_a_template_is_filled_in_and_what_is_not_known_is_asked_about(letter, jobs, letters, qtbot):
    from desktop.views.mail.compose.templates import TemplateDialog

    QTest.mouseClick(letter.tools.template, Qt.MouseButton.LeftButton)
    dialogs = letter.findChildren
    qtbot.waitUntil(lambda: bool(dialogs(TemplateDialog)), timeout=LONG)
    qtbot.waitUntil(dialogs(TemplateDialog)[0].isVisible, timeout=LONG)
    dialogs(TemplateDialog)[0].accept()
    qtbot.waitUntil(lambda: "Kính gửi Đặng Thị Hường," in letter.text.text(), timeout=LONG)
    send(letter, qtbot)
    answer(qtbot, jobs, "Cancel")
    assert states(letters) == []


def test_plain_text_is_written_without_looks(letter, qtbot):
    letter.text.insertPlainText("chào")
    letter.tools.plain_asked.emit(True)
    written = letter.written()
    assert (written.is_plain, written.html) == (True, "")
    assert written.text.startswith("chào")
    assert not letter.bar.isVisible()


def test_records_give_their_main_addresses(jobs, run_async):
    from desktop.core.filters import EVERYTHING
    from desktop.core.pages import ListQuery
    from desktop.views.mail.compose.people_finding import people_of_records

    def ask(reads):
        page = reads.first_page(ListQuery("contact", ("full_name",), EVERYTHING))
        return people_of_records(reads, "contact", [row.id for row in page.rows])

    people = run_async(jobs.read(ask))
    assert HUONG in people
    assert len(people) == 2
