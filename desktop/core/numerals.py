"""Amounts in Vietnamese words, as invoices and receipts write them under the figure.

Two habits are a matter of the company's taste, so they are arguments: "linh" or "lẻ" before a lone
unit, "bốn" or "tư" after tens.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("triệu", "nghìn", "")  # of a block of nine digits; blocks are joined by "tỷ"
_BLOCK = 10**9
_UNIT_ONE, _UNIT_FOUR, _UNIT_FIVE = 1, 4, 5


@dataclass(frozen=True, slots=True)
class _Currency:
    """How a currency is read; `minor` is the hundredth, empty where there is none in use."""

    name: str
    minor: str = "xu"


_CURRENCIES: Final = {
    "VND": _Currency("đồng", ""),
    "USD": _Currency("đô la Mỹ"),
    "EUR": _Currency("euro"),
    "GBP": _Currency("bảng Anh"),
    "JPY": _Currency("yên Nhật", ""),
    "CNY": _Currency("nhân dân tệ", "phân"),
    "KRW": _Currency("won Hàn Quốc", ""),
    "AUD": _Currency("đô la Úc"),
    "CAD": _Currency("đô la Canada"),
    "SGD": _Currency("đô la Singapore"),
    "THB": _Currency("baht Thái Lan"),
}


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """The company's way of reading numbers aloud."""

    filler: Literal["linh", "lẻ"] = "linh"
    four: Literal["bốn", "tư"] = "bốn"
    exact: bool = False  # "chẵn" after a whole amount


DEFAULT_STYLE: Final = ReadingStyle()


def number_in_words(number: int, style: ReadingStyle = DEFAULT_STYLE) -> str:
    """Return a whole number in Vietnamese words, in small letters."""
    if not number:
        return _DIGITS[0]
    blocks: list[int] = []
    rest = abs(number)
    while rest:
        rest, block = divmod(rest, _BLOCK)
        blocks.append(block)
    words: list[str] = [] if number > 0 else ["âm"]
    for i, block in reversed(list(enumerate(blocks))):
        words += _block(block, i < len(blocks) - 1, style)
        words += ["tỷ"] if i else []
    return " ".join(words)


def amount_in_words(
    amount: Decimal | int, currency: str = "VND", style: ReadingStyle = DEFAULT_STYLE
) -> str:
    """Return an amount of money as the sentence that stands under the figure.

    The amount is rounded half up to what the currency has (VND: whole đồng, USD: cents).

    Args:
        amount: never a float.
        currency: ISO 4217 code; an unknown one is written as it is, with two decimals read.
        style: the company's habits of reading.
    """
    known = _CURRENCIES.get(currency, _Currency(currency))
    cents = 0 if not known.minor else 2
    exact = Decimal(amount).quantize(Decimal(1).scaleb(-cents), ROUND_HALF_UP)
    whole, fraction = divmod(abs(int(exact.scaleb(cents))), 10**cents)
    words = f"{number_in_words(whole, style)} {known.name}"
    if exact < 0:
        words = f"âm {words}"
    if fraction:
        words += f" và {number_in_words(fraction, style)} {known.minor}"
    elif style.exact:
        words += " chẵn"
    return f"{words[0].upper()}{words[1:]}."


def _block(block: int, follows: bool, style: ReadingStyle) -> list[str]:
    """Read nine digits; a group that follows another is read with its hundreds."""
    words: list[str] = []
    for group, name in zip(
        (block // 10**6, block // 1000 % 1000, block % 1000), _GROUPS, strict=True
    ):
        if group:
            words += _hundreds(group, follows or bool(words), style)
            words += [name] if name else []
    return words


def _hundreds(number: int, with_hundreds: bool, style: ReadingStyle) -> list[str]:
    """Read three digits."""
    hundreds, tens, unit = number // 100, number // 10 % 10, number % 10
    words: list[str] = []
    if hundreds or with_hundreds:
        words += [_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif unit and words:
        words.append(style.filler)
    if unit:
        words.append(_unit(unit, tens, style))
    return words


def _unit(unit: int, tens: int, style: ReadingStyle) -> str:
    """Read the last digit, which changes its sound after tens."""
    if unit == _UNIT_FIVE and tens:
        return "lăm"
    if tens > 1 and unit == _UNIT_ONE:
        return "mốt"
    if tens > 1 and unit == _UNIT_FOUR:
        return style.four
    return _DIGITS[unit]
