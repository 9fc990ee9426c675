"""Windows in which profiles are chosen."""

from __future__ import annotations

from tests.views.shell.conftest import *  # noqa: F403 - the windows of the shell
