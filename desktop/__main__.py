"""Starts the program: the window, the worker process behind it, or the background service."""

from __future__ import annotations

import gc
import sys

from desktop.core.arguments import parse_arguments

READER_SWITCH = "--file-reader"  # a bundle starts itself for each foreign file; see files.sandbox
AGENT_SWITCH = "--agent"  # a bundle is its own background service; see agent.unit_files


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    if sys.argv[1:] == [READER_SWITCH]:
        from desktop.files.child import main as read_file

        return read_file()
    if sys.argv[1:2] == [AGENT_SWITCH]:
        from desktop.agent.__main__ import main as look_after

        return look_after(sys.argv[2:])
    arguments = parse_arguments(sys.argv[1:])
    if arguments.worker:
        from desktop.worker import main as serve

        return serve(arguments.profile, is_sealed=arguments.sealed)
    # A start makes much and drops little: collecting would cost it a seventh of its time. The
    # window collects by a timer later.
    gc.disable()
    from desktop.views.qt_import import import_qt

    import_qt()
    from desktop.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
