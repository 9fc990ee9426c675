"""What all tests share: no window, no home folder of a person, no network, hypothesis profiles."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from desktop.core import i18n

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SOAK = "LIENHE_SOAK" in os.environ
SHARE = int(os.environ.get("SOAK_SHARE", "1"))
COUNTS = pytest.StashKey[list[str]]()
LINES: list[str] = []  # what tests of endurance did

# No deadline: a machine that is busy for a moment is no fault of the code.
settings.register_profile("ordinary", deadline=None, max_examples=100)
settings.register_profile("soak", deadline=None, max_examples=10_000 // SHARE)
settings.load_profile("soak" if SOAK else "ordinary")


@pytest.fixture(scope="session", autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the platform's folders for settings, data and caches a place that goes away."""
    home = tmp_path_factory.mktemp("home")
    names = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in names.items():
            patch.setenv(name, str(home / folder))
        yield home


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine, whatever a test or library tries."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise OSError(f"a test tried to reach {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True)
def _language_of_before() -> Iterator[None]:
    """Speak after each test as before it: a request to the worker brings its own language."""
    before = i18n.language()
    yield
    if i18n.language() != before:
        i18n.set_language(before)


@pytest.fixture(autouse=True)
def _no_own_fields_after() -> Iterator[None]:
    """Leave no test the fields and words that a company of another test made."""
    yield
    if i18n.own_words_in_use():
        from tests.own_fields import forget_own_fields

        forget_own_fields()


@pytest.hookimpl(trylast=True)  # after the plug-in that opens the socket
def pytest_configure(config: pytest.Config) -> None:
    """Let each worker ask at once whether a test gets a second go (decision 28).

    The plug-in writes twice and then waits: the system holds the second one back for 40 ms.
    """
    asked = getattr(config, "failures_db", None)
    if hasattr(config, "workerinput") and asked is not None:
        asked.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@pytest.fixture
def rounds(tell: Callable[[str], None]) -> Callable[[int, int], int]:
    """Return how often to repeat: `rounds(50, 1000)` is 50, and 1000 under `make soak`.

    SOAK_SHARE=10 in the environment makes that a tenth, to try the long form out.
    """

    def choose(ordinary: int, soak: int) -> int:
        chosen = max(ordinary, soak // SHARE) if SOAK else ordinary
        tell(f"{chosen} rounds")
        return chosen

    return choose


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let the garbage collector rest while nothing but what stays is made."""
    if isinstance(collector, pytest.Session):
        gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector pass over all that was imported and collected, as the program does.

    With 16,000 tests in it a whole collection takes half a second, and there are hundreds.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Play what fails once more, and say so: the machine is part of it (decision 28)."""
    if not SOAK:
        for item in items:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what notes a count for the line that `make soak` prints of a test."""
    counts: list[str] = []
    request.node.stash[COUNTS] = counts
    return counts.append


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Write the line of a test of endurance."""
    report = yield
    if SOAK and report.when == "call" and item.get_closest_marker("soak"):
        counts = ", ".join(item.stash.get(COUNTS, ["done"]))
        LINES.append(f"{item.name}: {counts}, {report.outcome} in {report.duration:.0f} s")
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print one line for each test of endurance, and why a test got a second go."""
    for line in LINES:
        terminalreporter.write_line(line)
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"first go of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real files by strangers, which lies beside the project."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    assert folder.is_dir(), "the corpus is missing: it lies beside the project in shared/corpus"
    return folder
