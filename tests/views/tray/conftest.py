"""The tray stands beside the windows of the shell's tests."""

from tests.views.shell.conftest import (  # noqa: F401 - pytest finds fixtures by their names here
    backstage,
    desk,
    first,
    profile,
    settings,
    windows,
)
