"""What is wrong with a filter line: where, and a sentence that says what to write instead."""

from __future__ import annotations

from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """The signs from `start` to `end` (excluded) that were not understood."""

    start: int
    end: int
    sentence: str


class LineError(Exception):
    """Raised inside the parser; becomes a Problem of the line."""

    def __init__(self, start: int, end: int, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(start, end, sentence)
