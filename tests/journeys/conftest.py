"""What journeys need: profiles, the program as a process, a screen, pictures of what failed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, save_settings
from desktop.services.opening import open_for_window, write_manifest
from tests.journeys.company import fill
from tests.journeys.company_server import Server
from tests.journeys.hands import ROOT, Hands
from tests.server.clusters import cluster_folder

KEPT = ROOT / "build" / "journeys"  # pictures and logs of what failed
LONGEST_STALL_MS = 200  # in CI; see docs/benchmarks.md for what is wanted
SCREEN = "1400x900x24"

Start = Callable[..., Hands]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


@pytest.fixture(scope="session")
def _empty_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("empty") / "profile")


@pytest.fixture(scope="session")
def _company_profile(_empty_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company") / "profile"
    shutil.copytree(_empty_profile, folder)
    fill(folder)
    return folder


def _made(folder: Path) -> Path:
    """Make a profile that was opened once: nothing is asked, and the window comes at once."""
    profile = Profile(folder)
    profile.make()
    opened = open_for_window(folder, "Nguyễn Văn An")
    write_manifest(profile, program_revision(), opened.actor)
    opened.close()
    save_settings(profile, Settings(language="vi", theme="light", first_run_done=True))
    return folder


@pytest.fixture
def profile(_empty_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile in which there is nothing but its owner."""
    folder = tmp_path / "profile"
    shutil.copytree(_empty_profile, folder)
    return folder


@pytest.fixture
def company(_company_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of a profile with three hundred customers and people who work there."""
    folder = tmp_path / "profile"
    shutil.copytree(_company_profile, folder)
    return folder


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Iterator[Start]:
    """Return what starts the program on a profile, off screen; all is ended after the test.

    A test fails that left a bug of ours behind, or in which the window stood still.
    """
    started: list[Hands] = []

    def start_one(profile: Path, *arguments: str, **how: Any) -> Hands:
        how.setdefault("environment", {"QT_QPA_PLATFORM": "offscreen"})
        started.append(Hands(profile, *arguments, **how))
        return started[-1]

    yield start_one
    report = getattr(request.node, "report_call", None)
    failed = report is None or report.failed
    complaints = [_look_back(hands, request.node.name, failed) for hands in started]
    for hands in started:
        hands.end()
    found = [complaint for complaint in complaints if complaint]
    assert failed or not found, "\n".join(found)


def _look_back(hands: Hands, name: str, failed: bool) -> str:
    """Keep what helps to understand a failure; return what was wrong all the same."""
    if failed:
        KEPT.mkdir(parents=True, exist_ok=True)
        place = KEPT / re.sub(r"\W+", "-", name)
        shutil.copyfile(hands.log, place.with_suffix(".log"))
        if hands.process.poll() is None:
            with contextlib.suppress(Exception):
                hands.ask("shoot", path=str(place))
    if hands.process.poll() is not None:
        return ""
    with contextlib.suppress(BrokenPipeError):
        return _wrong(hands, name)
    return ""


def _wrong(hands: Hands, name: str) -> str:
    bugs = hands.ask("bugs")
    stalls = [(ms, stack) for ms, stack in hands.ask("stalls") if ms > LONGEST_STALL_MS]
    _note(name, hands.ask("worst"))
    told = [f"a bug of ours: {bug}" for bug in bugs]
    told += [f"the window stood still for {ms:.0f} ms at\n{stack}" for ms, stack in stalls]
    return "\n".join(told)


def _note(name: str, worst: float) -> None:
    """Write down the longest standstill of a journey, for the figure L12."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "stalls.txt").open("a", encoding="utf-8") as file:
        file.write(f"{worst:7.0f} ms {name}\n")


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """Return the environment of a screen without a monitor, with a window manager on it."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        display = f":{told.readline().strip()}"
    environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def server() -> Iterator[Server]:
    """A company's server, with two administrators."""
    folder = cluster_folder()
    made = Server(folder)
    yield made
    made.end()
    shutil.rmtree(folder, ignore_errors=True)
