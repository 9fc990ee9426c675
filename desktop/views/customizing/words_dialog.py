"""The dialog in which a company calls things by words of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.collation import sort_key
from desktop.core.entities import iter_entities
from desktop.core.i18n import _, language, own_words_in_use, program_text
from desktop.core.words import fold
from desktop.views.jobs import Jobs
from desktop.views.theme import look

VI, EN = 1, 2  # columns
_MESSAGES: Final = Qt.ItemDataRole.UserRole


class OwnWordsDialog(QDialog):
    """Lists what lists, fields and menus are called; a word typed beside it is used instead."""

    def __init__(self, jobs: Jobs, menus: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(_("Words of your own"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Find a word"))
        self.search.setAccessibleName(_("Find a word"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(_("Words of your own"))
        self.list.setHeaderLabels([_("The program says"), _("You say"), _("You say in English")])
        triggers = QAbstractItemView.EditTrigger
        self.list.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        hint = QLabel(
            _("Press F2 in a line and type your word; an empty one brings the program's back."),
            self,
        )
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (self.search, self.list, hint, buttons):
            layout.addWidget(widget)
        self.resize(look().px(680), look().px(560))
        self._fill(menus)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemActivated.connect(self._on_item_activated)

    def _fill(self, menus: tuple[str, ...]) -> None:
        own = own_words_in_use()
        for said, messages in sorted(_lines(menus), key=lambda line: sort_key(line[0])):
            first = messages[0]
            vi, en = own.get("vi", {}).get(first, ""), own.get("en", {}).get(first, "")
            plain = program_text(first, "vi")
            item = QTreeWidgetItem(self.list, [said, "" if vi == plain else vi, en])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(0, ", ".join([plain, *messages]))
            item.setData(0, _MESSAGES, messages)
        for column, width in enumerate((240, 190)):
            self.list.setColumnWidth(column, look().px(width))
        self.list.setCurrentIndex(self.list.model().index(0, VI))

    async def _rename(self, messages: list[str], vi: str, en: str) -> None:
        await self._jobs.command(
            "word.rename", message=messages[0], text_vi=vi, text_en=en, also=messages[1:]
        )

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column in {VI, EN}:
            messages = list(item.data(0, _MESSAGES))
            vi, en = item.text(VI).strip(), item.text(EN).strip()
            self._show_alike(messages[1:], vi)
            self._jobs.start(self._rename(messages, vi, en), name=_("Saving"))

    def _show_alike(self, messages: list[str], vi: str) -> None:
        """Show a Vietnamese word in the other lines that take it as well."""
        with QSignalBlocker(self.list):
            for row in range(self.list.topLevelItemCount()):
                line = self.list.topLevelItem(row)
                if line is not None and line.data(0, _MESSAGES)[0] in messages:
                    line.setText(VI, vi)

    def _on_item_activated(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:  # in the others the view edits by itself
            self.list.editItem(item, VI)

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        wanted = fold(text)
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        shown = []
        for item in items:
            if item is not None:
                words = " ".join([item.text(column) for column in range(3)])
                item.setHidden(wanted not in fold(f"{words} {item.toolTip(0)}"))
                shown += [] if item.isHidden() else [item]
        # What is called just so is meant before what only has the word in it.
        exact = [item for item in shown if fold(item.text(0)) == wanted]
        if shown:
            self.list.setCurrentItem((exact or shown)[0], VI)

    @Slot()
    def _on_search_return_pressed(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _lines(menus: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Return what each line says in the language of now, and its texts, the line's own first.

    One line stands for all that read alike in Vietnamese; English has two for one and for many.
    """
    words = _words(menus)
    if language() == "vi":
        return list(words.items())
    return [
        (program_text(own, language()), [own, *(one for one in alike if one != own)])
        for alike in words.values()
        for own in alike
    ]


def _words(menus: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the texts that may be renamed by their Vietnamese: several read alike there."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in dict.fromkeys((*_declared(), *menus)):
        found[program_text(message, "vi")].append(message)
    return found


def _declared() -> list[str]:
    messages: list[str] = []
    for entity in iter_entities():
        if not entity.hidden:
            messages += (entity.label, entity.plural)
            messages += [field.label for field in entity.fields if not field.custom]
            messages += [field.section for field in entity.fields if field.section]
    return messages
