"""The program as a process of its own, and the hands and eyes of a person before it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop.core.paths import Profile
from desktop.views.shell.single_instance import server_name

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds until something is said not to happen
GLANCE = 0.03  # seconds between two looks
SILENT = ("QT_LOGGING_RULES", "*.debug=false")


class Hands:
    """Starts the program with a guest in it, and acts and looks by the guest."""

    def __init__(
        self,
        profile: Path,
        *arguments: str,
        environment: dict[str, str] | None = None,
        prefix: Sequence[str] = (),
        log: Path | None = None,
    ) -> None:
        command = [sys.executable, "-m", "tests.journeys.guest", "--profile", str(profile)]
        self.profile = profile
        self.log = log or profile.with_name(profile.name + ".stderr")
        with self.log.open("ab") as complaints:
            self.process = subprocess.Popen(
                [*prefix, *command, *arguments],
                cwd=self.log.parent,  # where an export without a folder is written to
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    SILENT[0]: SILENT[1],
                    **(environment or {}),
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                encoding="utf-8",
            )

    # --- asking
    def ask(self, request: str, **arguments: object) -> Any:
        """Let the guest do something and return its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"request": request, **arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the program ended ({self.process.wait(10)}): {self.complaints()}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def complaints(self) -> str:
        """Return what the program wrote to the terminal."""
        return self.log.read_text("utf-8", errors="replace")[-4000:]

    # --- looking
    def texts(self) -> list[str]:
        """Return every text on the screen."""
        return self.ask("texts")

    def shows(self, text: str) -> bool:
        """Tell whether a text is on the screen now."""
        return any(text in shown for shown in self.texts())

    def sees(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until a text is on the screen."""
        self.until(lambda: self.shows(text), f"“{text}” on the screen", seconds)

    def sees_no_more(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until a text is gone."""
        self.until(lambda: not self.shows(text), f"no “{text}” on the screen", seconds)

    def until(
        self, condition: Callable[[], object], what: str = "", seconds: float = PATIENCE
    ) -> None:
        """Wait for something; fail with what is on the screen instead."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; seen: {self._seen()}")
            time.sleep(GLANCE)

    def _seen(self) -> str:
        return " | ".join(self.texts()) if self.process.poll() is None else self.complaints()

    # --- acting
    def press(self, *combinations: str) -> None:
        """Press combinations of keys, one after the other, as soon as there is a window."""
        for keys in combinations:
            self.until(lambda keys=keys: self.ask("press", keys=keys), f"a window for {keys}")

    def type(self, text: str) -> None:
        """Type a text where the keyboard is."""
        self.ask("type", text=text)

    def click(self, text: str, **how: bool) -> None:
        """Click on what shows a text, as soon as it is there."""
        self.until(lambda: self.ask("click", text=text, **how), f"“{text}” to click on")

    def turn_to(self, tab: str) -> None:
        """Bring a tab of a card to the front, out of the menu where it stands there."""
        self.sees("Thông tin")
        if not self.ask("click", text=tab, exact=True):
            self.click("Khác", exact=True)
            self.click(tab, exact=True)

    def run(self, action: str) -> None:
        """Do what a menu would."""
        self.until(lambda: self.ask("run", action=action), f"{action} to be possible")

    # --- beginning and ending
    def until_ready(self) -> None:
        """Wait until the database is open for writing, then watch for stalls."""
        self.until(lambda: self.ask("worker"), "a worker")
        self.ask("watch")

    def limit_files(self, size: int) -> None:
        """Let no file of the program grow beyond `size`, as on a full disk; -1 lifts it."""
        _soft, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, hard))

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def quit(self) -> int:
        """Close the window as a person does and return the exit code."""
        assert self.process.stdin is not None
        request = {"request": "run", "action": "app.quit"}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self.process.wait(PATIENCE)

    def _clear_away(self) -> None:
        """Remove what a killed program cannot."""
        name = server_name(Profile(self.profile))
        (Path(tempfile.gettempdir()) / name).unlink(missing_ok=True)

    def end(self) -> None:
        """Leave nothing running, whatever happened."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
        self._clear_away()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
