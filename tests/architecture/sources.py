"""The sources of the project as the rules see them: path, text and syntax tree."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("desktop", "tests", "tools", "bench")

# Line and what is wrong with it.
Faults = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """One module; `path` is relative to the root, with forward slashes."""

    path: str
    text: str

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the syntax tree, each knowing its `parent`."""
        tree = ast.parse(self.text)
        found = tuple(ast.walk(tree))
        for node in found:
            for child in ast.iter_child_nodes(node):
                child.parent = node
        return found

    @cached_property
    def calls(self) -> tuple[tuple[str, ast.Call], ...]:
        """Every call with the last word of what is called: "connect" of `a.b.connect(…)`."""
        return tuple((last_word(n.func), n) for n in self.nodes if isinstance(n, ast.Call))

    @cached_property
    def imports(self) -> tuple[tuple[str, ast.stmt], ...]:
        """Every imported name in full, "PySide6.QtCore.Qt", with its statement."""
        found: list[tuple[str, ast.stmt]] = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [(alias.name, node) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                start = "." * node.level + (node.module or "")
                found += [(f"{start}.{alias.name}", node) for alias in node.names]
        return tuple(found)

    @cached_property
    def strings(self) -> tuple[ast.Constant, ...]:
        """Every string that is not a docstring."""
        return tuple(
            node
            for node in self.nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not isinstance(node.parent, ast.Expr)
        )

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment with its line."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return tuple((t.start[0], t.string) for t in tokens if t.type == tokenize.COMMENT)


def last_word(node: ast.AST) -> str:
    """Return "c" of `a.b.c` and of `c`; the empty string of anything else."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def parents(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what surrounds a node, from the inside out."""
    while node := getattr(node, "parent", None):
        yield node


def all_sources() -> Iterator[Source]:
    """Yield every module of the project; nobody keeps the trees of them all."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


@dataclass(frozen=True)
class Rule:
    """A rule with samples that prove that it bites, and that it leaves good code alone."""

    find: Callable[[Source], Faults]
    where: tuple[str, ...]
    but_not: tuple[str, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the rule as a sentence."""
        return self.find.__name__

    def concerns(self, path: str) -> bool:
        """Return whether a module is held to this rule."""
        return path.startswith(self.where) and not path.startswith(self.but_not or ("\0",))


RULES: list[Rule] = []


def rule(
    *where: str, bad: tuple[str, ...], good: tuple[str, ...], but_not: tuple[str, ...] = ()
) -> Callable[[Callable[[Source], Faults]], Callable[[Source], Faults]]:
    """Register a function that yields faults as a rule for the modules below `where`."""

    def register(find: Callable[[Source], Faults]) -> Callable[[Source], Faults]:
        RULES.append(Rule(find, where, but_not, bad, good))
        return find

    return register
