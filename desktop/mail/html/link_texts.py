"""Links whose text names one place while they lead to another."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from desktop.core.mime.domains import registered_domain
from desktop.core.patterns import Pattern

_HOST: Final = Pattern(
    r"(?i)(?:(https?)://)?(?:[^\s/@]+@)?((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24})(?::\d+)?"
    r"(?:[/?#]\S*)?"
)
_FILES: Final = (
    "pdf",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "zip",
    "png",
    "jpg",
    "txt",
    "html",
    "rar",
    "csv",
)


def posed_host(href: str, text: str) -> str:
    """Return the host that the text of a link names, if it leads elsewhere; else ""."""
    found = _HOST.fullmatch(text.strip(" .,;:()<>[]\"'"))
    if not found or not href.lower().startswith(("http://", "https://")):
        return ""
    named = found[2].lower().removeprefix("www.")
    if not found[1] and named.rpartition(".")[2] in _FILES:
        return ""  # "báo-giá.pdf" is the name of a file
    try:
        led = (urlsplit(href).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return named
    return "" if registered_domain(named) == registered_domain(led) else named
