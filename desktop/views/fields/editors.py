"""Which editor belongs to which kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field, Kind
from desktop.views.fields.address import AddressEditor
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.choice import ChoiceEditor
from desktop.views.fields.colour import ColourEditor
from desktop.views.fields.computed import ComputedEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.date import DateEditor
from desktop.views.fields.emails import EmailsEditor
from desktop.views.fields.file import FileEditor
from desktop.views.fields.flag import FlagEditor
from desktop.views.fields.image import ImageEditor
from desktop.views.fields.json_text import JsonEditor
from desktop.views.fields.line import LineEditor
from desktop.views.fields.link import LinkEditor
from desktop.views.fields.long_text import LongTextEditor
from desktop.views.fields.moment import MomentEditor
from desktop.views.fields.number import DurationEditor, IntegerEditor, MoneyEditor, PercentEditor
from desktop.views.fields.person_name import PersonNameEditor
from desktop.views.fields.phones import PhonesEditor
from desktop.views.fields.rating import RatingEditor
from desktop.views.fields.rich_text import RichTextEditor
from desktop.views.fields.sequence import SequenceEditor
from desktop.views.fields.several_choices import SeveralChoicesEditor
from desktop.views.fields.tags import TagsEditor
from desktop.views.fields.tax_code import TaxCodeEditor
from desktop.views.fields.url import UrlEditor

EDITORS: Final[dict[Kind, type[FieldEditor]]] = {
    Kind.TEXT: LineEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.INTEGER: IntegerEditor,
    Kind.MONEY: MoneyEditor,
    Kind.PERCENT: PercentEditor,
    Kind.DATE: DateEditor,
    Kind.MOMENT: MomentEditor,
    Kind.FLAG: FlagEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.TAGS: TagsEditor,
    Kind.LINK: LinkEditor,
    Kind.EMAILS: EmailsEditor,
    Kind.PHONES: PhonesEditor,
    Kind.ADDRESS: AddressEditor,
    Kind.PERSON_NAME: PersonNameEditor,
    Kind.URL: UrlEditor,
    Kind.TAX_CODE: TaxCodeEditor,
    Kind.IMAGE: ImageEditor,
    Kind.COMPUTED: ComputedEditor,
    Kind.JSON: JsonEditor,
    Kind.DURATION: DurationEditor,
    Kind.RATING: RatingEditor,
    Kind.CHOICES: SeveralChoicesEditor,
    Kind.COLOUR: ColourEditor,
    Kind.RICH_TEXT: RichTextEditor,
    Kind.SEQUENCE: SequenceEditor,
    Kind.FILE: FileEditor,
}
# In a cell there is one line: these are typed as the text that their kind reads back.
_AS_A_LINE: Final = {Kind.LONG_TEXT, Kind.EMAILS, Kind.PHONES, Kind.ADDRESS, Kind.PERSON_NAME}
_NOT_IN_A_CELL: Final = {Kind.IMAGE, Kind.JSON, Kind.COMPUTED, Kind.RICH_TEXT, Kind.FILE}


def make_editor(field: Field, context: EditorContext, parent: QWidget | None = None) -> FieldEditor:
    """Return the editor of a field on a form."""
    editor = EDITORS[field.kind](field, context, parent)
    if field.readonly:
        editor.set_readonly(True)
    return editor


def make_inline_editor(
    field: Field, context: EditorContext, parent: QWidget | None = None
) -> FieldEditor | None:
    """Return an editor of one line for a cell of a list, or None if there is none for the kind."""
    if field.readonly or field.part_of or field.system or field.kind in _NOT_IN_A_CELL:
        return None
    editor = LineEditor if field.kind in _AS_A_LINE else EDITORS[field.kind]
    made = editor(field, context, parent)
    made.setAutoFillBackground(True)
    return made
