"""Names of files by strangers: made harmless for every system, shown with type and size."""

from __future__ import annotations

import unicodedata
from typing import Final

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.core.patterns import Pattern

LONGEST: Final = 180  # characters: 255 bytes of UTF-8 are the limit of most file systems
_LONGEST_BYTES: Final = 240
_LONGEST_ENDING: Final = 20
_NAMELESS: Final = N_("File")
# What Windows forbids in names, controls, and the marks that turn text around or cannot be seen.
_FORBIDDEN: Final = Pattern(
    '[<>:"|?*\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff'
    "\ufff0-\uffff\ud800-\udfff]"
)
_RESERVED: Final = Pattern(
    r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?"
)
# Endings that a system runs instead of showing. They can be saved, not opened.
_RUNNING: Final = frozenset(
    "ade adp apk app appimage appx bat bin cab chm cmd com command cpl csh deb desktop dll dmg exe"
    " gadget hta htm html inf ins iso jar js jse jnlp ksh lnk mde msc msh msi msix msp mst pif pkg"
    " pl ps1 ps1xml psc1 py pyw rb reg run scf scr sct settingcontent-ms sh shb shs svg sys url vb"
    " vbe vbs vxd webloc ws wsc wsf wsh xhtml xll".split()
)
_TYPES: Final = {
    "pdf": N_("PDF document"),
    "doc": N_("Word document"),
    "docx": N_("Word document"),
    "odt": N_("Text document"),
    "xls": N_("Excel workbook"),
    "xlsx": N_("Excel workbook"),
    "ods": N_("Spreadsheet"),
    "csv": N_("CSV text"),
    "ppt": N_("Presentation"),
    "pptx": N_("Presentation"),
    "txt": N_("Plain text"),
    "png": N_("Picture"),
    "jpg": N_("Picture"),
    "jpeg": N_("Picture"),
    "gif": N_("Picture"),
    "webp": N_("Picture"),
    "bmp": N_("Picture"),
    "heic": N_("Picture"),
    "zip": N_("Archive"),
    "rar": N_("Archive"),
    "7z": N_("Archive"),
    "mp3": N_("Sound"),
    "m4a": N_("Sound"),
    "wav": N_("Sound"),
    "mp4": N_("Film"),
    "mov": N_("Film"),
    "eml": N_("E-mail"),
    "msg": N_("E-mail"),
    "vcf": N_("Contact card"),
}
_STEP: Final = 1024
_UNITS: Final = ("kB", "MB", "GB")


def safe_file_name(name: str) -> str:
    """Return the last part of a path as a name that every system takes and that hides nothing."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    plain = " ".join(_FORBIDDEN.sub("", last.replace("\t", " ")).split()).strip(". ")
    if not plain:
        return _(_NAMELESS)
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _shortened(plain)


def ending_of(name: str) -> str:
    """Return what stands behind the last dot, in small letters; "" if nothing does."""
    return name.rpartition(".")[2].lower() if "." in name.strip(".") else ""


def may_open(name: str) -> bool:
    """Tell whether a file is something to look at, not something that would be run."""
    return bool(ending_of(name)) and ending_of(name) not in _RUNNING


def type_text(name: str) -> str:
    """Return what sort of file it is, as people call it."""
    ending = ending_of(name)
    known = _TYPES.get(ending)
    return _(known) if known else ending.upper()[:_LONGEST_ENDING] or _(_NAMELESS)


def size_text(size: int | None) -> str:
    """Return a size in bytes as people read it: "12 kB", "3,4 MB"; "" if nobody knows it."""
    if size is None:
        return ""
    if size < _STEP:
        return _("{count} bytes").format(count=size)
    amount, unit = float(size), 0
    while amount >= _STEP and unit < len(_UNITS):
        amount, unit = amount / _STEP, unit + 1
    if amount < 10:  # noqa: PLR2004 - one digit before the comma wants one behind it
        whole, tenth = divmod(round(amount * 10), 10)
        comma = "," if language() == "vi" else "."
        return (
            f"{whole}{comma}{tenth} {_UNITS[unit - 1]}" if tenth else f"{whole} {_UNITS[unit - 1]}"
        )
    return f"{format_number(round(amount), language())} {_UNITS[unit - 1]}"


def numbered_name(name: str, number: int) -> str:
    """Return a name for another file of the same name: "a.pdf" becomes "a (2).pdf"."""
    ending = ending_of(name)
    if not ending:
        return f"{name} ({number})"
    return f"{name[: -len(ending) - 1]} ({number}).{name[-len(ending) :]}"


def _shortened(name: str) -> str:
    """Return a name that fits into file systems, with its ending."""
    ending = ending_of(name)
    tail = f".{name[-len(ending) :]}" if 0 < len(ending) <= _LONGEST_ENDING else ""
    head = name[: len(name) - len(tail)][: LONGEST - len(tail)]
    while len((head + tail).encode()) > _LONGEST_BYTES:
        head = head[:-1]
    return head.rstrip(". ") + tail or name[:1]
