"""Which encoding a text file was written in; Vietnamese 8-bit text is recognised by its tones."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.core.old_encodings import propose
from desktop.files.sniffing import looks_like_utf16

SAMPLE: Final = 1024 * 1024  # bytes on which the guess rests
_FEW: Final = 0.01  # of the letters beyond ASCII may be broken before UTF-8 is given up

_JUDGED: Final = 64 * 1024  # characters
_DECLARED: Final = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*encoding=[\"']([\w.:-]+)"
)
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_MISPLACED_TONE: Final = re.compile(f"(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[{_TONES}]")


def guess_encoding(sample: bytes) -> str:
    """Return the Python name of the encoding of a file that begins with `sample`.

    The order: marks at the beginning, NULs of UTF-16, valid UTF-8, Vietnamese Windows-1258 if its
    combining tones all stand after vowels, else Western Windows-1252. Texts of old Vietnamese
    fonts are read as Western ones, too: `core.old_encodings` recognises them.
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if wide := looks_like_utf16(sample):
        return wide
    if _is_utf8(sample):
        return "utf-8"
    proposal = propose(sample.decode("latin-1")[:_JUDGED].splitlines())
    if proposal is not None and proposal.encoding != "cp1258":
        return _western(sample)  # fonts and VISCII: proposed to the person, never converted unseen
    text = sample.decode("cp1258", "replace")
    return "cp1252" if _MISPLACED_TONE.search(text) or "\ufffd" in text else "cp1258"


def declared_encoding(head: bytes) -> str:
    """Return the encoding that a web page or XML document names for itself, "" if none is known."""
    match = _DECLARED.search(head)
    if not match:
        return ""
    try:
        return codecs.lookup((match.group(1) or match.group(2)).decode()).name
    except LookupError:
        return ""


def read_sample(path: Path) -> bytes:
    """Return the bytes that a guess rests on."""
    with path.open("rb") as file:
        return file.read(SAMPLE)


def first_bad_byte(path: Path, encoding: str) -> int | None:
    """Return where the file breaks its encoding, None if it never does."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    place = 0
    with path.open("rb") as file:
        try:
            while piece := file.read(SAMPLE):
                decoder.decode(piece)
                place += len(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return place + error.start
    return None


def composed(lines: Iterator[str], encoding: str) -> Iterator[str]:
    """Join the letters and tones that Windows-1258 writes one after the other."""
    if encoding != "cp1258":
        return lines
    return (line if line.isascii() else unicodedata.normalize("NFC", line) for line in lines)


def _western(sample: bytes) -> str:
    """Return Windows-1252, or Latin-1 where there are bytes that it has not."""
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(sample)  # a letter cut off at the end is left inside the decoder
    if text.isascii():
        return True
    foreign = sum(1 for sign in text if sign > "\x7f")
    return text.count("\ufffd") / foreign <= _FEW
