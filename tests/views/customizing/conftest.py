"""Windows over data in memory."""

from __future__ import annotations

from tests.views.shell.conftest import *  # noqa: F403 - the windows of the shell
