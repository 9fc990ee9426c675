"""Whether words can be Vietnamese: each is one syllable of few beginnings and few endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Written here with one sign for each vowel: A = a with circumflex, W = a with breve, E and O with
# circumflex, P = o with horn, U = u with horn, D = d with stroke.
_BEGINNINGS: Final = "b c ch d D g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_ENDINGS: Final = """
a ai am an ang anh ao au ay Am An Ang Au Ay A Wm Wn Wng e em en eng eo E Em En Enh Eu Eng
i ia iEm iEn iEng iEu im in inh iu o oa oai oam oan oang oanh oao oay oWm oWn oWng oe oen oeo oi om
on ong oong O Oi Om On Ong P Pi Pm Pn u ua uAn uAng uAy uE uEn uEnh ui um un ung uOi uOm uOn uOng uy
uya uyEn uynh uyu uP uWn uWng U Ua Ui Um Ung UPi UPm UPn UPng UPu Uu Un y yEm yEn yEng yEu uao ue
uanh uang uan uai uay uyn ynh
""".split()
_STOPPED: Final = """
ac ach ap at Ac Ap At Wc Wp Wt ec ep et Ech Ep Et ich iEc iEp iEt ip it oac oach oap oat oWc oWt oc
oet ooc op ot Oc Op Ot Pp Pt uAt uEch uc uOc uOt up ut uych uyEt uyt Uc UPc UPp UPt Ut uWc uWt uWp
uat uac uet uach yEt ych yt Wk
""".split()
_SYLLABLE: Final = re.compile(
    rf"(?:{'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))})?"
    rf"(?:(?P<open>{'|'.join(_ENDINGS)})|(?P<stopped>{'|'.join(_STOPPED)}))"
)
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_SIGNS: Final = {
    ("a", _CIRCUMFLEX): "A",
    ("a", _BREVE): "W",
    ("e", _CIRCUMFLEX): "E",
    ("o", _CIRCUMFLEX): "O",
    ("o", _HORN): "P",
    ("u", _HORN): "U",
}
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SHARP: Final = ("\u0301", "\u0323")  # the tones of syllables that end in c, ch, p or t
_STROKE_D: Final = 0x111
# Between words: everything that is neither a letter nor beyond ASCII, and printers' marks.
_BETWEEN: Final = re.compile("[\\x00-@\\[-`{-~\u2010-\u2027\u201c\u201d\u00a0\u20ab]+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many words with letters beyond ASCII there are, and how many can be Vietnamese."""

    good: int
    words: int

    @property
    def share(self) -> float:
        """The share that can be, 0 where there are none."""
        return self.good / self.words if self.words else 0.0


def judge(texts: Iterable[str]) -> Judgement:
    """Return how Vietnamese the words of `texts` with letters beyond ASCII are."""
    good = words = 0
    for text in texts:
        for word in _BETWEEN.split(text):
            if len(word) > 1 and not word.isascii():  # a single sign proves nothing
                words += 1
                good += is_syllable(word)
    return Judgement(good, words)


def is_syllable(word: str) -> bool:
    """Tell whether a word can be Vietnamese: letters in order, one tone that fits the ending."""
    is_one_case = word in (word.lower(), word.upper(), word[:1].upper() + word[1:].lower())
    tone, letters = "", ""
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).lower()):
        if sign in _TONES:
            if tone:
                return False
            tone = sign
        elif unicodedata.combining(sign):
            letters = letters[:-1] + _SIGNS.get((letters[-1:], sign), "?")
        else:
            letters += "D" if ord(sign) == _STROKE_D else sign
    match = _SYLLABLE.fullmatch(letters)
    if match is None or not is_one_case:
        return False
    return not match["stopped"] or tone in _SHARP
