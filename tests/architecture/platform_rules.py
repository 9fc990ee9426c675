"""Rules that keep the program running on Windows and macOS, where no test of ours runs."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Faults, Source, last_word, parents, rule

UNIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
UNIX_CALLS = {
    "fork",
    "forkpty",
    "geteuid",
    "getloadavg",
    "getuid",
    "killpg",
    "mkfifo",
    "nice",
    "setpriority",
    "setsid",
    "sysconf",
    "uname",
    "wait3",
    "wait4",
}
UNIX_SIGNALS = {"SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2"}
UNIX_PLACE = re.compile(
    r"^(file://)?/(bin|dev|etc|home|opt|proc|sys|tmp|usr|var)(/|$)|\bapt(-get)? "
)
TEXT_FILES = {"open", "read_text", "write_text"}


PLATFORM = re.compile(r"sys\.platform|os\.name|hasattr|platform\.system")


def is_guarded(node: ast.AST) -> bool:
    """Return whether the node is reached only where the system has what it names."""
    return any(guards(outer) or leaves_before(outer, node) for outer in parents(node))


def guards(outer: ast.AST) -> bool:
    """Return whether `outer` is `try … except ImportError` or a test of the platform."""
    if isinstance(outer, ast.Try):
        caught = " ".join(ast.unparse(h.type) for h in outer.handlers if h.type)
        return bool(re.search(r"ImportError|ModuleNotFoundError|AttributeError", caught))
    return isinstance(outer, ast.If | ast.IfExp) and bool(PLATFORM.search(ast.unparse(outer.test)))


def leaves_before(outer: ast.AST, node: ast.AST) -> bool:
    """Return whether the function `outer` ends above the node on other systems."""
    return isinstance(outer, ast.FunctionDef) and any(
        isinstance(step, ast.If)
        and step.lineno < node.lineno
        and PLATFORM.search(ast.unparse(step.test))
        and isinstance(step.body[-1], ast.Return | ast.Raise)
        for step in outer.body
    )


@rule(
    "desktop/",
    bad=(
        "import resource",
        "from fcntl import flock",
        "os.fork()",
        "os.kill(pid, signal.SIGKILL)",
        "if debug:\n    import pwd",
        "def f():\n    if debug:\n        return\n    import pwd",
    ),
    good=(
        'if sys.platform != "win32":\n    import fcntl',
        "try:\n    import resource\nexcept ImportError:\n    resource = None",
        'def f():\n    if sys.platform == "win32":\n        return\n    import resource',
        "process.kill()",
    ),
)
def nothing_that_only_unix_has(source: Source) -> Faults:
    for name, statement in source.imports:
        module = name.partition(".")[0]
        if module in UNIX_MODULES and not is_guarded(statement):
            yield statement.lineno, f"{module} is missing on Windows"
    for node in source.nodes:
        if names_unix_call(node) and not is_guarded(node):
            yield node.lineno, f"{ast.unparse(node)} is missing on Windows"


def names_unix_call(node: ast.AST) -> bool:
    """Return whether the node is `os.fork`, `signal.SIGKILL` or the like."""
    if not isinstance(node, ast.Attribute) or last_word(node.value) not in {"os", "signal"}:
        return False
    return node.attr in UNIX_CALLS | UNIX_SIGNALS


@rule(
    "desktop/",
    bad=('open("/etc/hostname")', 'cache = "/tmp/lienhe"', 'run("apt-get install xvfb")'),
    good=('path = profile / "cache"', 'url = "/api/records"', '"adapt to it"'),
)
def no_place_that_only_unix_has(source: Source) -> Faults:
    for string in source.strings:
        if UNIX_PLACE.search(string.value) and not is_guarded(string):
            yield string.lineno, f"{string.value!r} is a place of Unix: ask platformdirs"


@rule(
    "desktop/",
    "tools/",
    "bench/",
    bad=("path.read_text()", "path.write_text(text)", 'open("a.csv")', 'path.open("w")'),
    good=(
        'path.read_text("utf-8")',
        'path.write_text(text, encoding="utf-8")',
        'path.open("rb")',
        'path.open("w", encoding="utf-8", newline="")',
        "dialog.open()",
        "QDesktopServices.open(url)",
    ),
)
def a_text_file_has_its_encoding(source: Source) -> Faults:
    for name, call in source.calls:
        if name in TEXT_FILES and reads_system_encoding(name, call):
            yield call.lineno, "Windows would take another encoding: say utf-8"


def reads_system_encoding(name: str, call: ast.Call) -> bool:
    """Return whether a call opens text in whatever encoding the system has."""
    if any(keyword.arg in {"encoding", None} for keyword in call.keywords):
        return False
    places = {"read_text": 1, "write_text": 2}
    if name in places:
        return len(call.args) < places[name]
    is_function = isinstance(call.func, ast.Name)
    mode = call.args[1:2] if is_function else call.args[:1]
    if not mode:
        return is_function and bool(call.args)
    word = mode[0].value if isinstance(mode[0], ast.Constant) else None
    return isinstance(word, str) and set(word) <= set("rwaxt+") and "b" not in word
