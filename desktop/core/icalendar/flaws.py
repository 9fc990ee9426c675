"""What is wrong in a calendar, each with its line and the sentence that tells it to the person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _

MOST_FLAWS: Final = 500  # told of one calendar; more of them help nobody
_LONGEST_SHOWN: Final = 60  # characters of the file in a sentence


class Flaw(StrEnum):
    """A kind of fault."""

    NOT_A_CALENDAR = auto()
    TOO_BIG = auto()
    TOO_DEEP = auto()
    NOT_CLOSED = auto()
    STRAY_END = auto()
    NO_PROPERTY = auto()
    OUTSIDE = auto()
    JOINED = auto()
    NO_START = auto()
    BAD_TIME = auto()
    BAD_OTHER_TIME = auto()
    BAD_RULE = auto()
    BAD_VALUE = auto()
    BAD_ALARM = auto()
    ENDS_BEFORE = auto()
    UNKNOWN_ZONE = auto()
    NO_UID = auto()
    OLDER = auto()
    NO_METHOD = auto()
    MISSING = auto()


_SENTENCES: Final = {
    Flaw.NOT_A_CALENDAR: N_(
        "Line {line}: no calendar begins here (BEGIN:VCALENDAR). "
        "Export the calendar once more from the program it comes from."
    ),
    Flaw.TOO_BIG: N_(
        "Line {line}: the calendar is larger than {limit} MB. Export a shorter period, "
        "or leave out the attachments."
    ),
    Flaw.TOO_DEEP: N_("Line {line}: the calendar is damaged, its parts lie in one another."),
    Flaw.NOT_CLOSED: N_(
        "Line {line}: {name} has no end; it was taken to end where the next begins."
    ),
    Flaw.STRAY_END: N_("Line {line}: the end of {name} has no beginning and was left out."),
    Flaw.NO_PROPERTY: N_("Line {line}: “{value}” is not understood; it is kept as it is."),
    Flaw.OUTSIDE: N_("Line {line}: “{value}” stands outside of the calendar and was left out."),
    Flaw.JOINED: N_("Line {line}: “{value}” was taken as part of the text above it."),
    Flaw.NO_START: N_("Line {line}: the entry does not say when it begins."),
    Flaw.BAD_TIME: N_("Line {line}: “{value}” is no date or time, so the entry has no place."),
    Flaw.BAD_OTHER_TIME: N_(
        "Line {line}: “{value}” ({name}) is no date or time; it is kept as it is."
    ),
    Flaw.BAD_RULE: N_(
        "Line {line}: the entry is shown once, as its repeat rule is wrong: {reason}"
    ),
    Flaw.BAD_VALUE: N_("Line {line}: “{value}” makes no sense as {name}; it is kept as it is."),
    Flaw.BAD_ALARM: N_(
        "Line {line}: the reminder does not say when to remind; it is kept as it is."
    ),
    Flaw.ENDS_BEFORE: N_(
        "Line {line}: the entry ends before it begins; its length is taken as none."
    ),
    Flaw.UNKNOWN_ZONE: N_(
        "Line {line}: the time zone “{value}” is unknown; the time is taken as one here."
    ),
    Flaw.NO_UID: N_("Line {line}: the entry has no mark of its own (UID); it was given one."),
    Flaw.OLDER: N_("Line {line}: the same entry stands in the file in a newer state."),
    Flaw.NO_METHOD: N_("Line {line}: the message does not say what is asked (METHOD)."),
    Flaw.MISSING: N_("Line {line}: the message lacks {name}, so nobody can act on it."),
}
# What cannot be taken into a diary; everything else is taken, and told.
_REFUSING: Final = frozenset(
    {
        Flaw.NOT_A_CALENDAR,
        Flaw.TOO_BIG,
        Flaw.TOO_DEEP,
        Flaw.BAD_TIME,
        Flaw.OLDER,
        Flaw.NO_METHOD,
        Flaw.MISSING,
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault at a line (from 1) of a calendar."""

    flaw: Flaw
    line: int
    name: str = ""
    value: str = ""
    reason: str = ""

    @property
    def refuses(self) -> bool:
        """Tell whether what stands there cannot be used because of it."""
        return self.flaw in _REFUSING

    @property
    def text(self) -> str:
        """The sentence for the person at the screen."""
        return _(_SENTENCES[self.flaw]).format(
            line=self.line,
            name=_short(self.name),
            value=_short(self.value),
            reason=self.reason,
            limit=self.value,
        )


@dataclass(slots=True)
class Remarks:
    """Gathers the faults of a calendar; the first MOST_FLAWS are kept, and those that refuse."""

    found: list[Remark] = field(default_factory=list)
    left_out: int = 0

    def add(
        self, flaw: Flaw, line: int, *, name: str = "", value: str = "", reason: str = ""
    ) -> None:
        """Note a fault."""
        if len(self.found) >= MOST_FLAWS and flaw not in _REFUSING:
            self.left_out += 1
            return
        self.found.append(Remark(flaw, line, name, _short(value), reason))

    def __iter__(self) -> Iterator[Remark]:
        return iter(self.found)


class CalendarProblem(InputError):  # noqa: N818 - a thing the person has, not a fault of ours
    """A calendar cannot be used at all; `remark` says where and why, the text tells the person."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark
        super().__init__(remark.text)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN]}…"
