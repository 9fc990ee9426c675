"""Shows the text of a message: safe HTML or plain words, and never anything from elsewhere.

Qt's own viewer would load pictures from files and from other computers (`file:`, `//host/share`)
as soon as HTML names them; here a document is given what it may show, and asks for nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPalette, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.core.i18n import _
from desktop.core.pictures import from_data_uri
from desktop.views.mail.body_colours import on_dark
from desktop.views.mail.part_copies import decoded
from desktop.views.theme import look
from desktop.views.tokens import THEMES

MARGIN: Final = 14
WIDEST: Final = 1600  # pixels of a picture
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]{2,2000}[^\s<>\".,;:!?)\]]")
_PICTURE: Final = re.compile(r"<img\b[^>]*>")
_SOURCE: Final = re.compile(r'\bsrc="([^"]*)"')
_WORDS: Final = re.compile(r'\balt="([^"]*)"')
_QUOTED: Final = re.compile(r"^(?:&gt; ?)+", re.MULTILINE)


class GuardedDocument(QTextDocument):
    """A document that gets its pictures from `pictures` alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pictures: Mapping[str, QImage] = {}
        self.refused: list[str] = []  # what was asked for and not given, for tests
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)

    # Qt's name
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture that is known; where there is none, one that is not to be seen.

        Never nothing: Qt would then look for a file of that name.
        """
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            self.refused.append(address)
            return QByteArray(b" ")
        found = self.pictures.get(address) or self.pictures.get(address.lower())
        if found is None and address.startswith("data:image/"):
            found = _picture_in(address)
        if found is None or found.isNull():
            self.refused.append(address)
            return self._nothing
        return found


class BodyView(QTextBrowser):
    """Shows one message; links are told, never followed by the viewer itself.

    Signals:
        link_clicked: the address of a link.
    """

    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._text = ""
        self._is_plain = False
        self._is_paper = False
        self._pictures: Mapping[str, QImage] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.anchorClicked.connect(self._on_anchor_clicked)
        look().changed.connect(self._on_look_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Text of the message"))

    @property
    def guarded(self) -> GuardedDocument:
        """The document in view."""
        found = self.document()
        if not isinstance(found, GuardedDocument):
            found = GuardedDocument(self)
            self.setDocument(found)
        return found

    def show_body(
        self,
        safe: str,
        text: str,
        pictures: Mapping[str, QImage],
        *,
        is_plain: bool = False,
        is_paper: bool = False,
    ) -> None:
        """Show a message.

        Args:
            safe: HTML that was made harmless; "" if there is none.
            text: its words.
            pictures: what stands for the addresses of its pictures ("cid:…", "remote:…").
            is_plain: show the words even if there is HTML.
            is_paper: show it on white ground in a dark theme too.
        """
        self._html, self._text, self._pictures = safe, text, pictures
        self._is_plain, self._is_paper = is_plain, is_paper
        self._render()
        self.verticalScrollBar().setValue(0)

    def page_down(self) -> bool:
        """Scroll on by a page; return whether there was more to see."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + max(20, bar.pageStep() - 30))
        return bar.value() > before

    def _render(self) -> None:
        is_paper = self._is_paper or not look().is_dark
        colours = THEMES["light"] if self._is_paper else look().colours
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, colours.base)
        palette.setColor(QPalette.ColorRole.Text, colours.text)
        palette.setColor(QPalette.ColorRole.Link, colours.link)
        self.setPalette(palette)
        document = GuardedDocument(self)
        document.pictures = self._pictures
        document.setDocumentMargin(MARGIN)
        document.setDefaultFont(look().font("text"))
        document.setDefaultStyleSheet(
            f"a {{ color: {colours.link}; }} blockquote {{ color: {colours.muted}; }}"
        )
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        if self._html and not self._is_plain:
            shown = without_missing(self._html, self._pictures)
            document.setHtml(shown if is_paper else on_dark(shown))
        else:
            document.setHtml(text_as_html(self._text, colours.muted))
        before, found = self.document(), document
        self.setDocument(found)
        if isinstance(before, GuardedDocument):
            before.deleteLater()

    def _on_anchor_clicked(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("#"):
            self.scrollToAnchor(address[1:])
        else:
            self.link_clicked.emit(address)

    def _on_look_changed(self) -> None:
        if self._html or self._text:
            self._render()

    # Qt's names
    def doSetSource(self, _name: QUrl | str, _kind: object = None) -> None:
        """Go nowhere: what is shown was given."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return what the document may show."""
        return self.guarded.loadResource(kind, name)


def without_missing(safe: str, pictures: Mapping[str, QImage]) -> str:
    """Return safe HTML in which pictures that are not here are their words, not empty room."""

    def stand_in(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[0])
        address = html.unescape(source[1]) if source else ""
        if address in pictures or address.startswith("data:image/"):
            return found[0]
        words = _WORDS.search(found[0])
        return f"<i>[{words[1]}]</i>" if words and words[1].strip() else ""

    return _PICTURE.sub(stand_in, safe)


def text_as_html(text: str, quiet: str) -> str:
    """Return words as HTML: addresses are links, quoted lines are written quietly."""
    lines = []
    for line in text.split("\n"):
        escaped = html.escape(line, quote=False).replace("  ", "&nbsp; ")
        linked = _ADDRESS.sub(_as_link, escaped)
        is_quoted = bool(_QUOTED.match(escaped))
        lines.append(f'<span style="color:{quiet}">{linked}</span>' if is_quoted else linked)
    return "<br>".join(lines)


def _as_link(found: re.Match[str]) -> str:
    address = found[0] if "://" in found[0] else f"https://{found[0]}"
    return f'<a href="{html.escape(address)}">{found[0]}</a>'


def _picture_in(address: str) -> QImage | None:
    try:
        content = from_data_uri(address)
    except ValueError:
        return None
    return decoded(content)


def open_link(address: str) -> None:
    """Open an address of the web in the person's browser."""
    QDesktopServices.openUrl(QUrl(address))
