"""The window in which a letter is written.

Enter alone never sends: Ctrl+Enter, Alt+S and the button do.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.kinds.rich import plain_text
from desktop.core.mail.answering import written_by
from desktop.core.mail.letters import Answering, Letter, LetterFile, Letters, Sender
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.files_bar import FilesBar
from desktop.views.mail.compose.letter_bar import LetterBar
from desktop.views.mail.compose.letter_edit import LetterEdit
from desktop.views.mail.compose.letter_head import LetterHead
from desktop.views.mail.compose.letter_keeper import LetterKeeper
from desktop.views.mail.compose.letter_tools import LetterTools
from desktop.views.records.notice_bar import NoticeBar
from desktop.views.theme import look

WIDTH, HEIGHT = 820, 680


class LetterWindow(QWidget):
    """Writes one letter; what is written is kept all the time.

    Signals:
        send_asked: the person wants it sent (now, or at a moment that is asked for: bool).
        leave_asked: the window is to be closed with something in it.
        gone: it was closed.
    """

    send_asked = Signal(bool)
    leave_asked = Signal()
    gone = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.jobs = jobs
        self.letter = Letter(uuid.UUID(int=0))
        self.is_leaving = False
        self.is_touched = False
        self._pictures: dict[str, LetterFile] = {}
        self.head = LetterHead(jobs, self)
        self.text = LetterEdit(self)
        self.bar = LetterBar(jobs, self.text, self)
        self.files = FilesBar(self)
        self.notice = NoticeBar(self)
        self.tools = LetterTools(self)
        self.state = QLabel(self)
        self.keeper = LetterKeeper(jobs, self.written, self)
        self._lay_out()
        self._connect()

    # --- what is written
    def show_letter(self, letter: Letter, senders: Sequence[Sender], *, is_new: bool) -> None:
        """Show a letter; a new one gets the signature of its sender."""
        self.letter = letter
        self.head.offer_senders(senders, letter)
        self.head.show_letter(letter)
        is_whole = letter.answering is Answering.REDIRECT
        self.text.show_letter(letter.html, letter.text, is_plain=letter.is_plain)
        self.files.add(one for one in letter.files if not one.cid)
        for one in letter.files:
            if one.cid:
                self._pictures[one.cid] = one
                self._read_picture(one)
        self.text.setReadOnly(is_whole)  # what is sent on as it is
        self.bar.setVisible(not letter.is_plain and not is_whole)
        self.tools.show_letter(letter)
        sender = self.head.chosen_sender()
        if sender is not None:
            self.files.allow(sender.limit)
            self.letter = written_by(letter, sender)
            if is_new and not is_whole:
                self._sign(sender)
        self.text.document().setModified(False)
        self._show_title()
        self.is_touched = False
        first = self.text if letter.to or letter.answering is Answering.REPLY else self.head.to
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def written(self) -> Letter:
        """Return the letter as it stands."""
        html = self.text.html()
        used = [one for cid, one in self._pictures.items() if f"cid:{cid}" in html]
        return replace(
            self.letter,
            to=self.head.to.people(),
            cc=self.head.cc.people(),
            bcc=self.head.bcc.people(),
            subject=self.head.subject.text().strip(),
            html=html,
            text=self.text.text(),
            is_plain=self.text.is_plain,
            files=(*self.files.files(), *used),
            importance=self.tools.importance(),
            wants_receipt=self.tools.wants_receipt(),
        )

    def add_files(self, paths: Sequence[str]) -> None:
        """Take files over as attachments."""
        for path in paths:
            self.jobs.letters.submit(
                partial(_take_file, path=path), self._on_file_taken, asker=self
            )

    def fill_in(self, html: str, subject: str) -> None:
        """Put the text of a template at the cursor, and its subject where there is none."""
        if self.text.is_plain:
            self.text.insertPlainText(plain_text(html))
        else:
            self.text.insert_html(html)
        if subject and not self.head.subject.text().strip():
            self.head.subject.setText(subject)
        self.touch()

    def say(self, sentence: str) -> None:
        """Say below the head what keeps the letter from going, "" for nothing."""
        if sentence:
            self.notice.say(sentence)
        else:
            self.notice.hide()

    @Slot()
    def touch(self) -> None:
        """Note that something was changed."""
        self.is_touched = True
        self.state.setText("")
        self.keeper.touch()
        self._show_title()

    # --- parts
    def _lay_out(self) -> None:
        self.state.setForegroundRole(self.state.palette().ColorRole.PlaceholderText)
        self.state.setContentsMargins(14, 2, 14, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = QWidget(self)
        inside = QVBoxLayout(bar)
        inside.setContentsMargins(12, 4, 12, 4)
        inside.addWidget(self.bar)
        for part in (self.tools, self.head, self.notice, self.files, bar):
            layout.addWidget(part)
        text = QVBoxLayout()
        text.setContentsMargins(12, 0, 12, 4)
        text.addWidget(self.text)
        layout.addLayout(text, 1)
        layout.addWidget(self.state)
        room = self.screen().availableSize()
        wanted = (look().px(WIDTH), look().px(HEIGHT))
        self.resize(min(wanted[0], room.width() - 40), min(wanted[1], room.height() - 60))

    def _connect(self) -> None:
        self.head.edited.connect(self.touch)
        self.head.told.connect(self.say)
        self.head.sender_chosen.connect(self._on_sender_chosen)
        self.text.textChanged.connect(self._on_text_changed)
        self.text.files_dropped.connect(self.add_files)
        self.text.picture_given.connect(self._on_picture_given)
        self.files.edited.connect(self.touch)
        self.tools.edited.connect(self.touch)
        self.tools.files_chosen.connect(self.add_files)
        self.tools.plain_asked.connect(self._on_plain_asked)
        self.tools.send_asked.connect(self.send_asked)
        self.keeper.kept.connect(self._on_kept)

    def _show_title(self) -> None:
        self.setWindowTitle(self.head.subject.text().strip() or _("New e-mail"))

    def _sign(self, sender: Sender) -> None:
        self.text.sign(sender.signature, plain_text(sender.signature))

    def _read_picture(self, file: LetterFile) -> None:
        self.jobs.letters.submit(
            partial(_bytes_of, file=file), partial(self.text.know_picture, file.cid), asker=self
        )

    @Slot()
    def _on_text_changed(self) -> None:
        if self.text.document().isModified():
            self.touch()

    @Slot(object)
    def _on_sender_chosen(self, sender: Sender) -> None:
        self.letter = written_by(self.letter, sender)
        self.files.allow(sender.limit)
        if not self.text.isReadOnly():
            self._sign(sender)

    @Slot(str, object)
    def _on_picture_given(self, cid: str, content: bytes) -> None:
        kind = "image/jpeg" if content[:2] == b"\xff\xd8" else "image/png"
        ending = kind.rpartition("/")[2]
        self.jobs.letters.submit(
            partial(_take_picture, cid=cid, kind=kind, name=f"image.{ending}", content=content),
            self._on_picture_kept,
            asker=self,
        )

    def _on_picture_kept(self, file: LetterFile) -> None:
        self._pictures[file.cid] = file
        self.touch()

    def _on_file_taken(self, file: LetterFile) -> None:
        self.files.add((file,))
        self.touch()

    @Slot(bool)
    def _on_plain_asked(self, is_plain: bool) -> None:
        if is_plain == self.text.is_plain:
            return
        text = self.text.text()
        html = "\n".join(f"<p>{_escaped(line)}</p>" for line in text.split("\n"))
        self.text.show_letter(html, text, is_plain=is_plain)
        self.bar.setVisible(not is_plain)
        self.touch()

    @Slot()
    def _on_kept(self) -> None:
        self.state.setText(_("The draft is kept."))

    # --- Qt overrides
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files onto the whole window."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        if paths := _paths(event.mimeData()):
            event.acceptProposedAction()
            self.add_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what becomes of what was written."""
        if self.is_leaving or not self.is_touched:
            self.keeper.end()
            self.gone.emit()
            super().closeEvent(event)
            return
        event.ignore()
        self.leave_asked.emit()


def _paths(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def _escaped(line: str) -> str:
    import html

    return html.escape(line) or "<br>"


def _take_file(letters: Letters, path: str) -> LetterFile:
    return letters.keep_file(path)


def _take_picture(letters: Letters, cid: str, kind: str, name: str, content: bytes) -> LetterFile:
    return letters.keep_bytes(name, kind, content, cid)


def _bytes_of(letters: Letters, file: LetterFile) -> bytes:
    return letters.bytes_of(file)
