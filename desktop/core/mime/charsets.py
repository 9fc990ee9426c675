"""Bytes to text: the declared charset if it can be true, else the one that makes sense.

What comes out is in normal form C, without controls and lone surrogates, however wrong the label.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import Final

from desktop.core.old_encodings import OLD_ENCODINGS, converted, propose

# What programs call a charset, and what they mean.
_ALIASES: Final = {
    "": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "ansi_x3.4-1968": "utf-8",
    "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8", "x-unknown": "utf-8", "unknown-8bit": "utf-8", "unknown": "utf-8",
    "default": "utf-8", "8bit": "utf-8", "7bit": "utf-8", "binary": "utf-8", "unicode": "utf-8",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb_2312-80": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "cp-850": "cp850",
    "windows-31j": "cp932", "iso-2022-jp": "iso2022_jp_ext", "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman", "tis-620": "cp874", "windows-874": "cp874",
    "x-viet-tcvn": "tcvn3", "x-viet-tcvn5712": "tcvn3", "tcvn": "tcvn3", "tcvn-5712": "tcvn3",
    "tcvn5712": "tcvn3", "tcvn5712-1": "tcvn3", "tcvn3": "tcvn3", "abc": "tcvn3",
    "viscii": "viscii", "viscii1.1-1": "viscii", "csviscii": "viscii", "x-viet-vni": "vni",
    "vni": "vni", "x-viet-vps": "utf-8",
}  # fmt: skip
# Codecs of texts. Others of Python's are no charsets (punycode takes a time squared).
_TEXT_CODECS: Final = (
    "utf-", "iso8859", "iso2022", "cp", "koi8", "gb", "big5", "euc", "shift", "mac", "tis", "hz",
    "johab", "ptcp", "kz", "hp-roman",
)  # fmt: skip
# In these, bytes of ASCII mean other letters.
_SHIFTED: Final = ("utf-7", "utf-16", "utf-32", "iso2022", "hz")
# Of one byte a letter: bytes that are good UTF-8 too are hardly ever anything else.
_SINGLE: Final = ("cp125", "iso8859", "koi8", "mac", "cp4", "cp8", "utf-8")
_NO_PROOF: Final = frozenset(("cp874", "iso8859-11"))  # Thai is good UTF-8 by chance
_WESTERN: Final = frozenset(("utf-8", "cp1252", "cp1254", "iso8859-15"))
_LABEL: Final = re.compile(r"[a-z0-9._:+-]{1,40}")
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
# A run this long may be marks on one letter, whose sorting takes a time squared.
_MARKS: Final = re.compile(r"[^\w\s\x00-\x7f]{32,}")
_MOST_MARKS: Final = 30  # UAX 15, stream-safe text
_SAMPLE: Final = 3_000  # characters in which an old encoding is looked for
_ENOUGH_GOOD: Final = 3  # letters of several bytes for each broken one: UTF-8 that nobody named


def decode_text(raw: bytes, charset: str = "") -> str:
    """Return what bytes say; never raises, and never leaves more than U+FFFD for what is broken."""
    codec = codec_of(charset)
    if raw.isascii() and not codec.startswith(_SHIFTED):
        return clean(raw.decode("ascii"))
    raw = raw.removeprefix(codecs.BOM_UTF8)
    is_single = codec in OLD_ENCODINGS or codec.startswith(_SINGLE)
    text = _utf8(raw) if is_single and codec not in _NO_PROOF else ""
    if not text and codec == "utf-8":
        text = _damaged_utf8(raw, 1 if charset else _ENOUGH_GOOD)
    if not text and codec in _WESTERN:
        text = _old_vietnamese(raw)
    return clean(text or _decoded(raw, codec))


def decode_field(raw: bytes, charset: str) -> str:
    """Return the text of a header field, whose bytes may be in the charset of the text below.

    Fields are ASCII apart from letters somebody put there raw, so charsets in which bytes of ASCII
    mean other letters are not theirs.
    """
    is_theirs = not codec_of(charset).startswith(_SHIFTED)
    return decode_text(raw, charset if is_theirs else "")


@lru_cache(maxsize=500)
def codec_of(charset: str) -> str:
    """Return the codec that a label means: a name of Python's or of an old encoding."""
    label = charset.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    if label in OLD_ENCODINGS:
        return label
    if not _LABEL.fullmatch(label):
        return "utf-8"
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return "utf-8"
    return _ALIASES.get(name, name) if name.startswith(_TEXT_CODECS) else "utf-8"


def clean(text: str) -> str:
    """Return a text in normal form C, without controls (tab and line ends stay) and surrogates."""
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", text)
    if text.isascii():
        return text
    if _MARKS.search(text):
        text = _MARKS.sub(_with_fewer_marks, text)
    return unicodedata.normalize("NFC", text)


def _with_fewer_marks(run: re.Match[str]) -> str:
    """Return a run of signs without the marks that are one too many on one letter."""
    kept, marks = [], 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _decoded(raw: bytes, codec: str) -> str:
    """Return the text of bytes in a charset that they are said to be in."""
    if codec in OLD_ENCODINGS:
        return converted(raw.decode("latin-1"), codec)
    try:
        return raw.decode("cp1252" if codec == "utf-8" else codec, "replace")
    except (UnicodeError, ValueError):
        return raw.decode("utf-8", "replace")


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _damaged_utf8(raw: bytes, enough: int) -> str:
    """Return a text of which only a few letters are broken, as when it was cut; else ""."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if good >= broken * enough else ""


def _old_vietnamese(raw: bytes) -> str:
    """Return the text of bytes that make sense in an encoding of before Unicode; else ""."""
    text = raw.decode("latin-1")
    found = propose([text[:_SAMPLE]])
    return converted(text, found.encoding) if found else ""
