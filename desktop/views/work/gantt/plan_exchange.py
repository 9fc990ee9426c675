"""Plans out to files and in from them: the questions to the person, the work in the worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.file_names import safe_file_name
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.work.scope_json import scope_to_json
from desktop.views.dialogs import choose_file_to_open, choose_file_to_save, show, tell
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.work.gantt.gantt_pane import GanttPane

KINDS: Final = "Excel (*.xlsx);;CSV (*.csv);;Microsoft Project XML (*.xml)"
ENDINGS: Final = (".xlsx", ".csv", ".tsv", ".xml")
WIDTH, HEIGHT = 560, 520
INDENT: Final = "\u2003"


class PlanExchange(QObject):
    """Exports the plan that a chart shows, and imports others."""

    def __init__(self, pane: GanttPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def begin_export(self) -> None:
        """Ask for a file and write the plan into it."""
        self._pane.jobs.start(self._export(), name=_("Exporting the plan"))

    def begin_import(self) -> None:
        """Ask for a file, show what is in it, and make a project of it."""
        self._pane.jobs.start(self._import(), name=_("Importing the plan"))

    async def _export(self) -> None:
        pane, scope = self._pane, self._pane.scope
        if scope is None:
            return
        title = pane.plan_title()
        name = f"{safe_file_name(title)}.xlsx"
        chosen = await choose_file_to_save(pane.window(), _("Export the plan…"), name, KINDS)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in ENDINGS:
            path = path.with_name(f"{path.name}.xlsx")
        wanted: dict[str, Json] = scope_to_json(scope)
        asked: dict[str, Json] = {"scope": wanted, "title": title, "path": str(path)}
        await pane.ask(_("Exporting the plan"), "plan.export", asked)
        await tell(pane.window(), _("The plan was written to “{name}”.").format(name=path.name))

    async def _import(self) -> None:
        pane = self._pane
        kinds = "Microsoft Project XML (*.xml)"
        path = await choose_file_to_open(pane.window(), _("Import a plan…"), kinds)
        if not path:
            return
        found = await pane.ask(_("Importing the plan"), "plan.look", {"path": path})
        if not isinstance(found, dict):
            return
        dialog = PlanPreview(found, pane.window())
        if await show(dialog):
            asked: dict[str, Json] = {"path": path, "title": dialog.title}
            made = await pane.ask(_("Importing the plan"), "plan.import", asked)
            if isinstance(made, dict):
                await self._tell_imported(int(str(made["tasks"])))

    async def _tell_imported(self, count: int) -> None:
        words = ngettext("{count} task was imported.", "{count} tasks were imported.", count)
        sentence = words.format(count=format_number(count, language()))
        await tell(self._pane.window(), sentence)


class PlanPreview(QDialog):
    """Shows what a plan file brings, and what of it is left out; its name may be changed."""

    def __init__(self, found: dict[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a plan"))
        self.name = QLineEdit(str(found["title"]), self)
        form = QFormLayout()
        form.addRow(_("Name of the new project"), self.name)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._wrapped(_contents(found)))
        self.tasks = QListWidget(self)
        self.tasks.setAccessibleName(_("Tasks"))
        for level, title in found["titles"]:
            self.tasks.addItem(INDENT * (int(level) - 1) + str(title))
        layout.addWidget(self.tasks, 1)
        for words in _left_out(found):
            layout.addWidget(self._wrapped(words))
        self.buttons = QDialogButtonBox(self)
        self.go = self.buttons.addButton(_("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(bool(found["tasks"]))
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    @property
    def title(self) -> str:
        """The name that the project shall have."""
        return self.name.text().strip()

    def _wrapped(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        return label


def _contents(found: dict[str, Any]) -> str:
    tasks, links = int(found["tasks"]), int(found["links"])
    words = ngettext("{count} task", "{count} tasks", tasks)
    parts = [words.format(count=format_number(tasks, language()))]
    words = ngettext("{count} link", "{count} links", links)
    parts.append(words.format(count=format_number(links, language())))
    return " · ".join(parts)


def _left_out(found: dict[str, Any]) -> Sequence[str]:
    """Return what is not taken over, in sentences."""
    sentences = []
    if found["strangers"]:
        names = ", ".join(str(name) for name in found["strangers"])
        words = _("Nobody here has these names, so their tasks come without them: {names}")
        sentences.append(words.format(names=names))
    if found["missed"]:
        parts = ", ".join(f"{_(str(what))} ({count})" for what, count in found["missed"])
        sentences.append(_("Not taken over: {what}").format(what=parts))
    return sentences
