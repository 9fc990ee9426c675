"""What is typed in the line that logs, while it waits or is being saved."""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.quick_dataclass import dataclass

Link = tuple[str, str]  # what names the record in the arguments, and its id
Place = tuple[Link | None, uuid.UUID | None]  # and the planned one that is closed, if one is


@dataclass(frozen=True, slots=True)
class LogText:
    """The texts of the line and of its options as they were typed, and the number dialled."""

    text: str = ""
    minutes: str = ""
    at: str = ""
    next: str = ""
    planned: bool = False
    number: str = ""

    def after(self, sent: LogText) -> LogText:
        """Return what was typed since `sent` was: the rest of the text, options told anew."""
        return LogText(
            self.text.removeprefix(sent.text).lstrip(),
            "" if self.minutes == sent.minutes else self.minutes,
            "" if self.at == sent.at else self.at,
            "" if self.next == sent.next else self.next,
            self.planned and not sent.planned,
            "" if self.number == sent.number else self.number,
        )


NOTHING: Final = LogText()
