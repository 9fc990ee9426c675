"""The background service with a short breath: `python -m tests.agent.swift` is `desktop.agent`.

What it does is the same; a test only does not wait for seconds in which nothing happens.
"""

from __future__ import annotations

import sys

from desktop.agent import heart, running
from desktop.agent.__main__ import main

STEP_SECONDS = 0.1

if __name__ == "__main__":
    running.STEP_SECONDS = running.TROUBLE_SECONDS = STEP_SECONDS
    heart.STANDBY_SECONDS = STEP_SECONDS
    sys.exit(main())
