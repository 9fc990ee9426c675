"""Editors of fields, one file per kind, and how a list draws their cells.

Lists import `cells` before the first paint, so editors are imported when the first one is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.fields import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.views.fields.base import FieldEditor
    from desktop.views.fields.context import EditorContext


def field_editor(
    field: Field, context: EditorContext, parent: QWidget | None = None
) -> FieldEditor:
    """Return the editor of a field on a form."""
    from desktop.views.fields.editors import make_editor

    return make_editor(field, context, parent)


def inline_editor(
    field: Field, context: EditorContext, parent: QWidget | None = None
) -> FieldEditor | None:
    """Return an editor of one line for a cell of a list, or None if there is none for the kind."""
    from desktop.views.fields.editors import make_inline_editor

    return make_inline_editor(field, context, parent)
