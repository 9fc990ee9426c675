"""The editors of one form of an event; those of its times know each other.

The end goes along with the start, whole days have no time, the wall of the event's zone is shown,
and a rule turns with the day on which the event begins.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QObject, Slot

from desktop.core.clock import DEFAULT_ZONE
from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.recurrence.preview import Preview
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.shifting import moved_rule
from desktop.core.recurrence.stamps import When
from desktop.core.recurrence.writing import write_rule
from desktop.views.diary.editor.rule_editor import RuleEditor, as_when
from desktop.views.diary.editor.wall_editors import ONE_DAY, EndEditor, StartEditor
from desktop.views.diary.editor.zone_editor import ZoneEditor
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import NO_CONTEXT
from desktop.views.fields.flag import FlagEditor
from desktop.views.records.record_form import MakeEditor

_USUAL_START: Final = time(9)
_USUAL_LENGTH: Final = timedelta(hours=1)


class EventFields(QObject):
    """Makes the editors of a form and keeps them in step."""

    def __init__(self, make: MakeEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.starts: StartEditor | None = None
        self.ends: EndEditor | None = None
        self.all_day: FlagEditor | None = None
        self.zone: ZoneEditor | None = None
        self.rule: RuleEditor | None = None
        self._start: datetime | None = None  # as it was before the last edit, on the wall
        self._rule_base: tuple[When, str] | None = None  # a rule, and the start that it fits
        self._times = (_USUAL_START, _USUAL_LENGTH)  # of whole days, if they get times again
        self._is_busy = False  # one editor follows another

    def make(self, field: Field) -> FieldEditor:
        """Return the editor of a field of an event."""
        own = {
            "starts_at": self._make_start,
            "ends_at": self._make_end,
            "is_all_day": self._make_all_day,
            "zone": self._make_zone,
            "rule": self._make_rule,
        }
        return own.get(field.name, self._make)(field)

    def _make_start(self, field: Field) -> FieldEditor:
        self.starts = StartEditor(field, NO_CONTEXT)
        self.starts.shown.connect(self._on_shown)
        self.starts.edited.connect(self._on_start_edited)
        return self.starts

    def _make_end(self, field: Field) -> FieldEditor:
        self.ends = EndEditor(field, NO_CONTEXT)
        self.ends.shown.connect(self._on_shown)
        return self.ends

    def _make_all_day(self, field: Field) -> FieldEditor:
        self.all_day = _AllDayEditor(field, self)
        self.all_day.edited.connect(self._on_all_day_edited)
        return self.all_day

    def _make_zone(self, field: Field) -> FieldEditor:
        self.zone = ZoneEditor(field, NO_CONTEXT)
        self.zone.shown.connect(self._on_shown)
        self.zone.edited.connect(self._on_zone_edited)
        return self.zone

    def _make_rule(self, field: Field) -> FieldEditor:
        self.rule = RuleEditor(field, NO_CONTEXT)
        self.rule.shown.connect(self._on_shown)
        self.rule.edited.connect(self._on_rule_edited)
        self.rule.built.connect(self._on_rule_built)
        return self.rule

    @property
    def is_all_day(self) -> bool:
        """Whether the event takes whole days."""
        return self.all_day is not None and bool(self.all_day.value())

    def start(self) -> When | None:
        """Return when the event begins, a day or a local moment; None while it is not known."""
        wall = self.starts.wall() if self.starts else None
        return as_when(wall, is_all_day=self.is_all_day)

    def span(self) -> tuple[datetime, datetime] | None:
        """Return the moments of start and end; None while one is not known or wrong."""
        if self.starts is None or self.ends is None or self.starts.problem():
            return None
        start, end = self.starts.moment(), self.ends.moment()
        if start is None or end is None or end < start or self.ends.problem():
            return None
        return start, end

    def wall_span(self) -> tuple[datetime, datetime] | None:
        """Return start and end on the wall of the zone; None while one is not known or wrong."""
        if self.span() is None or self.starts is None or self.ends is None:
            return None
        start, end = self.starts.wall(), self.ends.wall()
        return None if start is None or end is None else (start, end)

    def take_wall_span(self, start: datetime, end: datetime) -> None:
        """Take a time that was found, on the wall, as if the person had typed it."""
        if self.starts is not None and self.ends is not None:
            self.starts.take_wall(start)
            self.ends.take_wall(end)

    def take_wall_start(self, start: datetime) -> None:
        """Begin at another time on the wall; the end goes along."""
        if self.starts is not None and not self.is_all_day:
            self.starts.take_wall(start)

    def zone_name(self) -> str:
        """Return the IANA name of the zone on whose wall times are shown."""
        name = self.zone.name() if self.zone is not None and not self.zone.problem() else ""
        return name or DEFAULT_ZONE

    def follow(self) -> None:
        """Show everything by the values that the form was given."""
        self._set_modes()
        self._start = self.starts.wall() if self.starts else None
        self._pass_on_start()
        self._keep_rule()

    def _set_modes(self) -> None:
        if self.zone is None:
            return
        for editor in (self.starts, self.ends):
            if editor is not None:
                editor.set_mode(self.zone.zone(), is_all_day=self.is_all_day)

    def _pass_on_start(self) -> None:
        if self.ends is not None and self.starts is not None:
            self.ends.set_start(self.starts.moment())
        if self.rule is not None:
            self.rule.set_start(self.start())

    def _keep_rule(self) -> None:
        start = self.start()
        rule = str(self.rule.value() or "") if self.rule else ""
        self._rule_base = (start, rule) if start is not None and rule else None

    @Slot()
    def _on_shown(self) -> None:
        if not self._is_busy:
            self.follow()

    @Slot()
    def _on_start_edited(self) -> None:
        starts, ends, before = self.starts, self.ends, self._start
        wall = starts.wall() if starts and not starts.problem() else None
        if self._is_busy or wall is None or wall == before:
            return
        end = ends.wall() if ends else None
        self._start = wall
        self._is_busy = True
        if ends is not None and before is not None and end is not None and end >= before:
            ends.set_start(None)  # the end is not wrong while it follows
            ends.take_wall(wall + (end - before))
        self._turn_rule()
        self._pass_on_start()
        self._is_busy = False

    def _turn_rule(self) -> None:
        """Let a weekly event that goes from Monday to Tuesday repeat on Tuesdays."""
        start = self.start()
        if self._rule_base is None or self.rule is None or start is None:
            return
        first, text = self._rule_base
        if isinstance(start, datetime) is not isinstance(first, datetime):
            return
        try:
            turned = moved_rule(parse_rule(text), first, first, start)
        except (InvalidValueError, RuleBrokenError):
            return  # it stays as it is, and its line says if it has no sense any more
        self.rule.set_start(start)
        self.rule.set_rule(write_rule(turned))

    @Slot()
    def _on_all_day_edited(self) -> None:
        starts, ends = self.starts, self.ends
        start = starts.wall() if starts else None
        end = ends.wall() if ends else None
        self._is_busy = True
        if start is not None and starts is not None and ends is not None:
            end = start + _USUAL_LENGTH if end is None else end
            new_start, new_end = (
                self._whole_days(start, end) if self.is_all_day else self._timed(start, end)
            )
            self._set_modes()
            ends.set_start(None)
            starts.take_wall(new_start)
            ends.take_wall(new_end)
            self._start = new_start
        self._set_modes()
        self._pass_on_start()
        self._keep_rule()
        self._is_busy = False

    def _whole_days(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        self._times = (start.time(), end - start)
        first = datetime.combine(start.date(), time())
        last = datetime.combine(end.date(), time())
        return first, max(last if last == end else last + ONE_DAY, first + ONE_DAY)

    def _timed(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        clock, length = self._times
        begin = datetime.combine(start.date(), clock)
        if length >= ONE_DAY or end - start > ONE_DAY:
            length = end - start - ONE_DAY + _USUAL_LENGTH
        return begin, begin + length

    @Slot()
    def _on_zone_edited(self) -> None:
        """Keep what the clock on the wall shows."""
        walls = [(one, one.wall()) for one in (self.starts, self.ends) if one is not None]
        self._is_busy = True
        if self.ends is not None:
            self.ends.set_start(None)
        self._set_modes()
        for editor, wall in walls:
            if wall is not None and not editor.problem():
                editor.take_wall(wall)
        self._pass_on_start()
        self._is_busy = False

    @Slot()
    def _on_rule_edited(self) -> None:
        if not self._is_busy:
            self._keep_rule()

    @Slot(object)
    def _on_rule_built(self, preview: Preview) -> None:
        """Begin when the rule first comes."""
        start = preview.start
        if self.starts is None or start == self.start():
            return
        self._rule_base = None
        wall = start if isinstance(start, datetime) else datetime.combine(start, time())
        self.starts.take_wall(wall)


class _AllDayEditor(FlagEditor):
    """The box "All day"; the form follows what it shows."""

    def __init__(self, field: Field, fields: EventFields) -> None:
        super().__init__(field, NO_CONTEXT)
        self._fields = fields

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        super().set_value(value)
        self._fields.follow()
