"""Files that are there whole or not at all: written beside their place, then moved onto it."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from desktop.core.errors import CancelledError
from desktop.core.i18n import _
from desktop.files.errors import writing_problem

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NEW_FILE: Final = 0o666
_NAME_KEPT: Final = 40  # characters of the name in that of the file beside


class WatchedFile(io.BufferedIOBase):
    """A file whose writing can be cancelled, however long the library that writes keeps at it.

    After the first failure it swallows everything, as archive writers try to finish their file
    when they are thrown away.
    """

    def __init__(self, file: IO[bytes], cancelled: Callable[[], bool]) -> None:
        super().__init__()
        self._end = 0  # how far was written, or would be if it did not swallow
        self._is_over = False
        self._file = file
        self._cancelled = cancelled

    def finish(self) -> None:
        """Swallow everything from now on."""
        self._is_over = True

    def write(self, data: ReadableBuffer) -> int:
        """Write, unless the person has cancelled."""
        if self._is_over:
            self._end += memoryview(data).nbytes
            return memoryview(data).nbytes
        try:
            check_cancelled(self._cancelled)
            written = self._file.write(data)
            self._end = max(self._end, self._file.tell())
        except BaseException:
            self.finish()
            raise
        return written

    def flush(self) -> None:
        """Pass on what is buffered."""
        if not self._is_over:
            self._file.flush()

    def tell(self) -> int:
        """Return the place in the file; once over, it still grows, as archives reckon with it."""
        return self._end if self._is_over else self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file."""
        return self._end if self._is_over else self._file.seek(offset, whence)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True


def check_cancelled(cancelled: Callable[[], bool]) -> None:
    """Raise CancelledError if the person has cancelled."""
    if cancelled():
        raise CancelledError(_("Writing the file was cancelled; nothing was changed."))


@contextmanager
def replacing(path: Path, cancelled: Callable[[], bool]) -> Iterator[WatchedFile]:
    """Give a file to write; at the end it takes the place of `path`, at any error it is gone.

    Raises:
        FileProblem: no room, no permission, no folder…; an earlier file at `path` is untouched.
        CancelledError: the person cancelled while it was written.
    """
    target = path.resolve()  # a link stays a link
    prefix = f".{target.name[:_NAME_KEPT]}."
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise writing_problem(error, path) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield from _watched(file, cancelled)
            file.flush()
            os.fsync(file.fileno())
        check_cancelled(cancelled)
        _give_permissions(Path(name), target)
        Path(name).replace(target)
    except OSError as error:
        raise writing_problem(error, path) from error
    finally:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _watched(file: IO[bytes], cancelled: Callable[[], bool]) -> Iterator[WatchedFile]:
    watched = WatchedFile(file, cancelled)
    try:
        yield watched
    finally:
        watched.finish()


def _give_permissions(new: Path, target: Path) -> None:
    """Give the new file the permissions of the one it replaces, else those of any new file."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = _NEW_FILE & ~mask
    with suppress(PermissionError):  # some shares know no permissions
        new.chmod(mode)
