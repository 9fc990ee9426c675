"""format=flowed: lines that were broken to be sent become paragraphs again (RFC 3676)."""

from __future__ import annotations

from typing import Final

_SIGNATURE: Final = "-- "


def unflow(text: str, *, deletes_space: bool = False) -> str:
    """Return flowed text with its soft line ends taken out; quotes keep their depth."""
    lines: list[str] = []
    pieces: list[str] = []
    depth_before = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        rest = rest.removeprefix(" ")  # space-stuffed
        if pieces and depth != depth_before:
            lines.append(_joined(pieces, depth_before))
            pieces = []
        depth_before = depth
        if rest.endswith(" ") and rest != _SIGNATURE:
            pieces.append(rest[:-1] if deletes_space else rest)
            continue
        lines.append(_joined([*pieces, rest], depth))
        pieces = []
    if pieces:
        lines.append(_joined(pieces, depth_before))
    return "\n".join(lines)


def _joined(pieces: list[str], depth: int) -> str:
    text = "".join(pieces)
    return f"{'>' * depth} {text}" if depth else text
