"""Rules about how this code base reads: sizes, names, reasons, assertions, language."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Faults, Source, last_word, parents, rule

MOST_LINES = 300
SHAPELESS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
SHAPELESS_CLASS = re.compile(r"(Manager|Helper|Utils?|Controller)$")
EVERYWHERE = ("desktop/", "tests/", "tools/", "bench/")
# A test asserts when it says so itself or calls something whose name says that it does.
ASSERTING = re.compile(
    r"^(assert|check|expect|verify|ensure)|^(raises|warns|fail|until|wait\w*|run_state_machine_as_test)$"
)
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# These are about the Vietnamese language itself; no person reads their texts on a screen.
LANGUAGE_DATA = (
    "desktop/core/addresses.py",
    "desktop/core/collation.py",
    "desktop/core/emails.py",
    "desktop/core/header_words.py",
    "desktop/core/lunar.py",
    "desktop/core/mime/mail_words.py",
    "desktop/core/name_likeness.py",
    "desktop/core/names.py",
    "desktop/core/numerals.py",
    "desktop/core/phone_texts.py",
    "desktop/core/phones.py",
    "desktop/core/tax_codes.py",
    "desktop/core/typed_",
    "desktop/core/value_shapes.py",
    "desktop/core/words.py",
    "desktop/files/encodings.py",
    "desktop/models/contacts/choices.py",  # how people are addressed, in any language of the screen
    "desktop/services/demo/",
    "desktop/store/folded.py",
)


@rule(
    *EVERYWHERE,
    bad=("x = 1\n" * 301,),
    good=("x = 1\n" * 300,),
    but_not=(
        "desktop/store/migrations/versions/",  # written by a program, read by another
    ),
)
def a_file_has_at_most_300_lines(source: Source) -> Faults:
    lines = source.text.count("\n")
    if lines > MOST_LINES:
        yield lines, f"{lines} lines: it holds more than one thing"


@rule(*EVERYWHERE, bad=("import os", "# what it is\nx = 1"), good=('"""What it holds."""',))
def a_module_says_what_it_holds(source: Source) -> Faults:
    if not ast.get_docstring(source.nodes[0]):
        yield 1, "its first line says what the file holds"


@rule(*EVERYWHERE, bad=("from .work import Work", "from . import work"), good=("import desktop",))
def imports_are_absolute(source: Source) -> Faults:
    for name, statement in source.imports:
        if name.startswith("."):
            yield statement.lineno, f"{name} is relative"


@rule(
    *EVERYWHERE,
    bad=("x = f()  # noqa", "x = f()  # noqa: S101", "x = f()  # type: ignore[arg-type]"),
    good=(
        "x = f()  # noqa: S101 - the file is ours",
        "x = f()  # type: ignore[arg-type]  # the stub forgets None",
        "x = 1  # a type is ignored here",
    ),
)
def a_silenced_check_has_a_reason(source: Source) -> Faults:
    if not re.search(r"noqa|type: ignore", source.text):
        return
    for line, comment in source.comments:
        if re.search(r"#\s*noqa", comment) and not re.search(r"noqa: [A-Z0-9, ]+ - \w", comment):
            yield line, "write `# noqa: CODE - reason`"
        if "type: ignore" in comment and not re.search(r"ignore\[[\w, -]+\]\s+# \w", comment):
            yield line, "write `# type: ignore[code]  # reason`"


@rule(
    "desktop/",
    bad=("class StoreManager: ...", "class TextUtils: ..."),
    good=("class Store: ...", "class ProfileHandler(logging.Handler): ..."),
)
def a_class_is_named_after_what_it_is(source: Source) -> Faults:
    for node in source.nodes:
        if isinstance(node, ast.ClassDef) and SHAPELESS_CLASS.search(node.name):
            yield node.lineno, f"{node.name} says nothing about what it does"


@rule(
    "tests/",
    bad=("def test_it_works():\n    save()", "class TestIt:\n    def test_a(self):\n        go()"),
    good=(
        "def test_it_is_one():\n    assert one() == 1",
        "def test_it_is_refused():\n    with pytest.raises(ValueError):\n        save()",
        "def test_the_list(view):\n    check_rows(view)",
    ),
)
def a_test_can_fail(source: Source) -> Faults:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            inside = list(ast.walk(node))
            words = [last_word(n.func) for n in inside if isinstance(n, ast.Call)]
            # A test with `try` asserts that nothing but the caught error comes, and a process
            # that is checked asserts in its own way.
            says = any(isinstance(n, ast.Assert | ast.Try) or is_checked(n) for n in inside)
            if not says and not any(ASSERTING.search(word.lstrip("_")) for word in words):
                yield node.lineno, f"{node.name} asserts nothing"


def is_checked(node: ast.AST) -> bool:
    """Return whether a node is the `check=True` of a process that is run."""
    return (
        isinstance(node, ast.keyword) and node.arg == "check" and ast.unparse(node.value) == "True"
    )


@rule(
    "tests/",
    bad=("def test_it():\n    time.sleep(1)", "def test_it(qtbot):\n    qtbot.wait(100)"),
    good=(
        "while not done():\n    time.sleep(0.01)",
        "await asyncio.sleep(0)",
        "qtbot.waitUntil(done)",
        "def slow_work():\n    time.sleep(1)",
    ),
)
def no_test_sleeps_blindly(source: Source) -> Faults:
    for name, call in source.calls:
        blind = name == "sleep" or ast.unparse(call.func) == "qtbot.wait"
        around = list(parents(call))
        in_loop = any(isinstance(node, ast.While | ast.For | ast.Await) for node in around)
        tests = [n for n in around if isinstance(n, ast.FunctionDef) and n.name.startswith("test")]
        if blind and tests and not in_loop:
            yield call.lineno, "wait for what is to happen, not for a time"


@rule(
    "desktop/",
    but_not=LANGUAGE_DATA,
    bad=('label = N_("Lưu")', 'label = "Khách hàng"'),
    good=(
        'label = N_("Save")',
        '"""Người dùng thấy gì."""',
        "x = 1  # Đặng",
        'name = text(N_("Name"), synonyms=("Tên khách hàng",))',
    ),
)
def vietnamese_stands_in_the_catalogue(source: Source) -> Faults:
    for string in source.strings:
        # Synonyms are the headers that people's own spreadsheets have.
        is_synonym = any(getattr(node, "arg", "") == "synonyms" for node in parents(string))
        if VIETNAMESE.search(string.value) and not is_synonym:
            yield string.lineno, f"{string.value[:40]!r} belongs into resources"


@rule(
    "desktop/",
    bad=("import sqlite3", "from sqlcipher3 import dbapi2"),
    good=("from desktop.store.engine import connect",),
    but_not=("desktop/store/engine.py",),
)
def one_module_knows_the_driver(source: Source) -> Faults:
    for name, statement in source.imports:
        if name.partition(".")[0] in {"sqlite3", "sqlcipher3"}:
            yield statement.lineno, "ask desktop.store.engine"


@rule("desktop/", bad=('print("saved")',), good=('log.info("saved")',))
def nothing_is_printed(source: Source) -> Faults:
    for name, call in source.calls:
        if name == "print" and isinstance(call.func, ast.Name):
            yield call.lineno, "nobody reads the terminal of a window: log it or show it"
