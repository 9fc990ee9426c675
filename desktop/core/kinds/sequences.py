"""The kind of a number from a sequence: a code that the program gives a record when it is saved."""

from __future__ import annotations

from typing import Any

from desktop.core.fields import Kind
from desktop.core.kinds.base import FieldKind
from desktop.core.kinds.texts import LineKind


class SequenceKind(LineKind):
    """A code such as KH2026-00012; people may type another, the program gives none twice."""

    kind = Kind.SEQUENCE
    width = 120


KINDS: tuple[FieldKind[Any], ...] = (SequenceKind(),)
