"""From a filter line to the filter and the words to search for."""

from __future__ import annotations

import uuid
from dataclasses import replace

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Kind, value_kind
from desktop.core.filter_line.names import AmbiguousNameError, find_path
from desktop.core.filter_line.problems import LineError, Problem
from desktop.core.filter_line.tidying import tidy
from desktop.core.filter_line.tokens import Part, Scanner, Token
from desktop.core.filter_line.values import Resolve, conditions_of, is_text, unquote
from desktop.core.filters import EVERYTHING, Condition, Filter, Group, Op
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import anniversary_of

_TERMS = frozenset({Part.NAME, Part.EMPTY, Part.FILLED, Part.OPEN})
_LINKED = frozenset({Kind.LINK, Kind.TAGS})
_SOME_ID = str(uuid.UUID(int=0))
Member = Condition | Group


@dataclass(frozen=True, slots=True)
class Line:
    """What a line means; with problems, what was understood of it."""

    filter: Filter = EVERYTHING
    search: str = ""
    problems: tuple[Problem, ...] = ()


def resolve_nothing(_entity: str, _title: str) -> str | None:
    """Know no titles."""
    return None


def parse_line(text: str, entity: Entity, resolve: Resolve = resolve_nothing) -> Line:
    """Return what a line means; `resolve` finds the ids of records by their titles."""
    scanner = Scanner(text, entity)
    parser = _Parser(text, entity, resolve, scanner.tokens)
    group = tidy(parser.alternatives(is_top=True), entity)
    problems = sorted({*scanner.problems, *parser.problems}, key=lambda problem: problem.start)
    return Line(group, " ".join(parser.words), tuple(problems))


def links_in(text: str, entity: Entity) -> list[tuple[str, str]]:
    """Return (entity, title) of every link and tag that a line names, to be resolved first."""
    asked: dict[tuple[str, str], None] = {}

    def note(target: str, title: str) -> str:
        asked[target, title] = None
        return _SOME_ID

    parse_line(text, entity, note)
    return list(asked)


class _Parser:
    """Walks over the tokens once; keeps problems and goes on."""

    def __init__(self, line: str, entity: Entity, resolve: Resolve, tokens: list[Token]) -> None:
        self.problems: list[Problem] = []
        self.words: list[str] = []
        self._line = line
        self._entity = entity
        self._resolve = resolve
        self._tokens = tokens
        self._at = 0

    def alternatives(self, *, is_top: bool) -> Group:
        """Read terms up to a closing bracket, split by "or"."""
        found: list[Group] = []
        terms: list[Member] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.part is Part.CLOSE:
                break
            if token.part is Part.OR and self._precedes_term():
                found.append(Group(tuple(terms)))
                terms = []
                self._at += 1
                continue
            term = self._term(token, is_top=is_top)
            if term is not None:
                terms.append(term)
        if not found:
            return Group(tuple(terms))
        return Group(tuple(one for one in (*found, Group(tuple(terms))) if one.items), any_of=True)

    def _precedes_term(self) -> bool:
        following = self._tokens[self._at + 1 : self._at + 2]
        return bool(following) and following[0].part in _TERMS

    def _term(self, token: Token, *, is_top: bool) -> Member | None:
        self._at += 1
        if token.part is Part.OPEN:
            return self._bracket(token)
        if token.part in _TERMS:
            return self._named(token)
        if is_top:
            self._add_words(token.start, token.end)
        else:
            self._complain(
                token, _("Between brackets every word needs a field, such as “name: …”.")
            )
        return None

    def _bracket(self, token: Token) -> Member:
        group = self.alternatives(is_top=False)
        if self._at < len(self._tokens):
            self._at += 1  # the closing bracket
        else:
            self._complain(token, _("The closing bracket is missing."))
        return Group((group,), negated=True) if token.negated else group

    def _named(self, token: Token) -> Member | None:
        words = self._value_words()
        if not words:
            if token.text:
                self._complain(token, _("A value is missing."))
            return None
        try:
            if token.part is Part.NAME:
                found = self._conditions(token, words)
            else:
                found = self._about_fields(token, words)
        except LineError as error:
            self.problems.append(error.problem)
            return None
        group = Group(tuple(found), any_of=True)
        return Group((group,), negated=True) if token.negated else group

    def _value_words(self) -> list[Token]:
        """Take the words up to the next term or bracket."""
        words = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            is_word = token.part is Part.WORD
            if not is_word and not (token.part is Part.OR and not self._precedes_term()):
                break
            words.append(token)
            self._at += 1
        return words

    def _conditions(self, name: Token, words: list[Token]) -> list[Condition]:
        """Return what the words mean; words that a number or a choice leaves over are searched."""
        field = find_field(self._entity, name.text)
        first: LineError | None = None
        least = len(words) if is_text(field) or value_kind(field) in _LINKED else 1
        for count in range(len(words), least - 1, -1):
            start, end = words[0].start, words[count - 1].end
            try:
                found = conditions_of(name.text, field, self._line[start:end], self._resolve)
            except LineError as error:
                place = error.problem
                first = first or LineError(start + place.start, start + place.end, place.sentence)
                continue
            for word in words[count:]:
                self._add_words(word.start, word.end)
            return [self._about_anniversary(condition) for condition in found]
        raise first or LineError(words[0].start, words[-1].end, _("A value is missing."))

    def _about_anniversary(self, condition: Condition) -> Condition:
        """Return for "born: this month" who has a birthday then, not who was born just now."""
        birthday = anniversary_of(self._entity, condition.field)
        is_asked = condition.op is Op.DURING and birthday
        return replace(condition, field=birthday) if is_asked else condition

    def _about_fields(self, token: Token, words: list[Token]) -> list[Condition]:
        """Return which fields are empty, or filled."""
        op = Op.EMPTY if token.part is Part.EMPTY else Op.FILLED
        start, end = words[0].start, words[-1].end
        return [self._about_field(op, name, start, end) for name in self._names(start, end)]

    def _about_field(self, op: Op, name: str, start: int, end: int) -> Condition:
        try:
            path = find_path(self._entity, name)
        except AmbiguousNameError as error:
            sentence = _("“{name}” could be: {labels}")
            labels = ", ".join(error.labels)
            raise LineError(start, end, sentence.format(name=name, labels=labels)) from error
        if path is None or op not in kind_of(find_field(self._entity, path)).operators:
            sentence = _("There is no field called “{name}”.").format(name=name)
            raise LineError(start, end, sentence)
        return Condition(path, op)

    def _names(self, start: int, end: int) -> list[str]:
        return [part.strip() for part in self._line[start:end].split(",") if part.strip()]

    def _add_words(self, start: int, end: int) -> None:
        word = " ".join(unquote(self._line[start:end]).split())
        if word:
            self.words.append(word)

    def _complain(self, token: Token, sentence: str) -> None:
        self.problems.append(Problem(token.start, token.end, sentence))
