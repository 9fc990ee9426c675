"""Reading who prints: the company at the top of the organisation, and its logo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QImage

from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery, Page, Row, Sort
from desktop.core.ports import Reads
from desktop.views.blob_loading import load_blob
from desktop.views.jobs import Jobs
from desktop.views.printing.sheet import Letterhead

LONGEST_SIDE: Final = 800  # points of the logo; more is not seen on paper
COMPANY: Final = ListQuery(
    "org_unit", ("name", "logo"), Group((Condition("parent_id", Op.EMPTY),)), sort=Sort("name")
)


async def read_letterhead(jobs: Jobs) -> Letterhead:
    """Return the letterhead; an empty one where no company was named yet."""
    page = await jobs.read(_first)
    row = company_of(page.rows)
    if row is None:
        return Letterhead()
    digest = row.values[1]
    if not isinstance(digest, str) or not digest:
        return Letterhead(row.texts[0])

    content = await load_blob(jobs, digest)
    return Letterhead(row.texts[0], await jobs.aside(_read_picture, content))


def company_of(tops: Sequence[Row]) -> Row | None:
    """Return which of the units at the top is the company: the only one, or the only with a logo.

    A wrong name on paper is worse than none: several departments may stand side by side.
    """
    for some in (tops, [row for row in tops if row.values[1]]):
        if len(some) == 1:
            return some[0]
    return None


def _first(reads: Reads) -> Page:
    return reads.first_page(COMPANY)


def _read_picture(content: bytes) -> QImage | None:
    """Return the picture, or None if it is none; runs in a thread."""
    drawn = QImage.fromData(content)
    if drawn.isNull():
        return None
    if max(drawn.width(), drawn.height()) > LONGEST_SIDE:
        from PySide6.QtCore import Qt

        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn = drawn.scaled(LONGEST_SIDE, LONGEST_SIDE, keep, smooth)
    return drawn
