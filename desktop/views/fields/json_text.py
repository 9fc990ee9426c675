"""The editor of any JSON, for the few who need it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.views.fields.context import EditorContext
from desktop.views.fields.long_text import LongTextEditor


class JsonEditor(LongTextEditor):
    """JSON over several lines, checked while it is typed."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
