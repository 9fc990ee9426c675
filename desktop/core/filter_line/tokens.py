"""The parts of a filter line: names with their colons, brackets, "or", and words."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from desktop.core.entities import Entity
from desktop.core.filter_line.keywords import Keyword, find_keyword
from desktop.core.filter_line.names import AmbiguousNameError, find_path
from desktop.core.filter_line.problems import Problem
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass

LONGEST_NAME: Final = 6  # words
_WORD: Final = re.compile(r'(?:"(?:[^"]|"")*(?:"|$)|[^\s"])+')
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*(?:"|$)')
_OPENING: Final = re.compile(r"-?\(")
_LIKE_A_NAME: Final = re.compile(r"-?[^\W\d][^:/]*")


class Part(Enum):
    """What a token is."""

    NAME = auto()
    EMPTY = auto()  # `empty:`
    FILLED = auto()  # `filled:`
    WORD = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the line from `start` to `end` (excluded)."""

    part: Part
    start: int
    end: int
    text: str  # of a name the field's path
    negated: bool = False


class Scanner:
    """Takes a line apart; what it cannot understand is kept as problems."""

    def __init__(self, line: str, entity: Entity) -> None:
        self.line = line
        self.entity = entity
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []
        self._depth = 0
        for found in _WORD.finditer(line):
            self._take(found.start(), found.end())

    def _take(self, start: int, end: int) -> None:
        """Add the tokens of one word, from which brackets are taken off first."""
        start = self._take_openings(start, end)
        closing = 0
        while closing < self._depth and _closes_more(self.line[start:end]):
            closing, end = closing + 1, end - 1
        if start < end:
            self._take_word(start, end)
        for place in range(end, end + closing):
            self._depth -= 1
            self._add(Part.CLOSE, place, place + 1)

    def _take_openings(self, start: int, end: int) -> int:
        while match := _OPENING.match(self.line, start, end):
            if not self._opens_group(match.end()):
                break
            self._depth += 1
            self._add(Part.OPEN, start, match.end(), negated=match.group().startswith("-"))
            start = match.end()
        return start

    def _opens_group(self, start: int) -> bool:
        """Tell whether a bracket holds terms: "(024)" is a word, "(type: partner)" a group."""
        inside = _QUOTED.sub("", self.line[start:])
        return ":" in inside.partition(")")[0]

    def _take_word(self, start: int, end: int) -> None:
        word = self.line[start:end]
        if word == "|" or find_keyword(word, Keyword.OR):
            self._add(Part.OR, start, end)
            return
        colon = _unquoted_colon(word)
        if colon < 0 or not self._take_name(start, start + colon):
            self._add(Part.WORD, start, end)
        elif start + colon + 1 < end:
            self._add(Part.WORD, start + colon + 1, end)

    def _take_name(self, start: int, end: int) -> bool:
        """Turn the words before a colon into a name, as many of them as make one."""
        words = self._words_before()[-LONGEST_NAME + 1 :]
        ambiguous: Problem | None = None
        for count in range(len(words), -1, -1):
            began = words[-count].start if count else start
            try:
                token = self._name(began, end)
            except AmbiguousNameError as error:
                ambiguous = ambiguous or self._ambiguity(began, end, error)
                continue
            if token:
                del self.tokens[len(self.tokens) - count :]
                self.tokens.append(token)
                return True
        if ambiguous:
            self.problems.append(ambiguous)
        else:
            self._complain(start, end)
        return False

    def _words_before(self) -> list[Token]:
        words: list[Token] = []
        for token in reversed(self.tokens):
            if token.part is not Part.WORD or '"' in token.text:
                break
            words.insert(0, token)
        return words

    def _name(self, start: int, end: int) -> Token | None:
        negated = self.line.startswith("-", start)
        text = self.line[start + negated : end]
        if any(sign in text for sign in ",;|"):
            return None
        path = find_path(self.entity, text)
        if path:
            return Token(Part.NAME, start, end, path, negated)
        keyword = find_keyword(text, Keyword.EMPTY, Keyword.FILLED, Keyword.NONE, Keyword.ANY)
        if keyword in {Keyword.EMPTY, Keyword.NONE}:
            return Token(Part.EMPTY, start, end, text, negated)
        return Token(Part.FILLED, start, end, text, negated) if keyword else None

    def _ambiguity(self, start: int, end: int, error: AmbiguousNameError) -> Problem:
        sentence = _("“{name}” could be: {labels}").format(
            name=self.line[start:end].lstrip("-"), labels=", ".join(error.labels)
        )
        return Problem(start, end, sentence)

    def _complain(self, start: int, end: int) -> None:
        """Report a name that no field has, but leave times and web addresses alone."""
        name = self.line[start:end]
        after = self.line[end + 1 : end + 3]
        if _LIKE_A_NAME.fullmatch(name) and after != "//":
            sentence = _("There is no field called “{name}”.").format(name=name.lstrip("-"))
            self.problems.append(Problem(start, end, sentence))

    def _add(self, part: Part, start: int, end: int, *, negated: bool = False) -> None:
        self.tokens.append(Token(part, start, end, self.line[start:end], negated))


def _unquoted_colon(word: str) -> int:
    """Return where the first colon outside quotation marks stands, -1 if there is none."""
    masked = _QUOTED.sub(lambda match: "_" * len(match.group()), word)
    return masked.find(":")


def _closes_more(word: str) -> bool:
    """Tell whether the bracket that ends a word was not opened in it."""
    masked = _QUOTED.sub("", word)
    return masked.endswith(")") and masked.count(")") > masked.count("(")
