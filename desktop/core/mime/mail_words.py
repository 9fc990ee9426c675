"""Words of mail programs in the languages of Vietnamese offices: Vietnamese first, then English."""

from __future__ import annotations

from typing import Final

# Before the subject of an answer or of a forwarded message, as patterns.
SUBJECT_PREFIXES: Final = (
    "re", "fwd?", "fw", "tl", "trả lời", "tr", "chuyển tiếp", "phúc đáp", "rv",
    "aw", "antw", "wg", "sv", "rif", "enc", "res", "odp", "回复", "答复", "转发",
    "返信", "転送", "회신", "전달",
)  # fmt: skip
