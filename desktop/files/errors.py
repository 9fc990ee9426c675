"""What can be wrong with a file, each with the sentence that says what happened and what to do.

A problem travels from the reading process as its code with values; the sentence is made where the
person's language is known.
"""

from __future__ import annotations

import errno
from enum import StrEnum, auto
from pathlib import Path
from typing import Final

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _


class Problem(StrEnum):
    """Why a file cannot be read or written."""

    MISSING = auto()
    FOLDER = auto()
    NO_FILE = auto()
    UNREADABLE = auto()
    READ_FAILED = auto()
    EMPTY = auto()
    NO_ROWS = auto()
    CHANGED = auto()
    OTHER_KIND = auto()
    UNKNOWN_KIND = auto()
    PASSWORD = auto()
    DAMAGED = auto()
    TOO_BIG = auto()
    BOMB = auto()
    LONG_LINE = auto()
    LONG_CELL = auto()
    TOO_SLOW = auto()
    READER_DIED = auto()
    READER_MISSING = auto()
    DISK_FULL = auto()
    WRITE_DENIED = auto()
    NO_FOLDER = auto()
    WRITE_FAILED = auto()
    MANY_COLUMNS = auto()


_SENTENCES: Final = {
    Problem.MISSING: N_(
        "“{name}” is not there any more. Check the folder, then choose the file again."
    ),
    Problem.FOLDER: N_("“{name}” is a folder. Choose a file in it."),
    Problem.NO_FILE: N_("“{name}” is a device, not a file. Choose a file."),
    Problem.UNREADABLE: N_(
        "You may not read “{name}”, or another program holds it. "
        "Close it there, or copy it to a folder of your own, then try again."
    ),
    Problem.READ_FAILED: N_(
        "The disk or network did not deliver “{name}” ({reason}). "
        "Copy the file to this computer, then try again."
    ),
    Problem.EMPTY: N_("“{name}” is empty (0 bytes). Save or download it again."),
    Problem.NO_ROWS: N_("There are no rows in “{name}”. Choose a file that holds a table."),
    Problem.CHANGED: N_("“{name}” was changed after it was opened. Choose the file again."),
    Problem.OTHER_KIND: N_(
        "“{name}” is not a table but {kind}. Save the table as Excel (.xlsx) or CSV, "
        "then choose that file."
    ),
    Problem.UNKNOWN_KIND: N_(
        "“{name}” is no kind of table this program knows. Open it in the program it comes from and "
        "save it as Excel (.xlsx) or CSV."
    ),
    Problem.PASSWORD: N_(
        "“{name}” is protected by a password. Open it in Excel, remove the password "
        "(File › Info › Protect Workbook › Encrypt with Password), save it and choose it again."
    ),
    Problem.DAMAGED: N_(
        "“{name}” is damaged or incomplete. Open it in Excel, let it repair the file and save it "
        "under a new name, or download it again."
    ),
    Problem.TOO_BIG: N_(
        "“{name}” unpacks to more than this program takes at once. Save the sheet as CSV UTF-8 "
        "(which may be of any size), or split it into several files."
    ),
    Problem.BOMB: N_(
        "“{name}” is small but would unpack to an enormous size, as harmful files do. It was not "
        "opened. Ask the sender for another copy."
    ),
    Problem.LONG_LINE: N_(
        "Line {line} of “{name}” is longer than {limit} characters, so this is hardly a table. "
        "Check the file in a text editor."
    ),
    Problem.LONG_CELL: N_(
        "A cell near line {line} of “{name}” is longer than {limit} characters: probably a "
        "quotation mark is not closed there. Correct it in a text editor, then try again."
    ),
    Problem.TOO_SLOW: N_(
        "Reading “{name}” took longer than {seconds} seconds and was stopped. Save the sheet as "
        "CSV UTF-8, or split it into several files."
    ),
    Problem.READER_DIED: N_(
        "“{name}” could not be read: it is damaged or needs too much memory. Open it in Excel, "
        "save it as a new .xlsx or as CSV UTF-8, then choose that file."
    ),
    Problem.READER_MISSING: N_(
        "The part of this program that reads files did not start ({reason}). "
        "Close other programs and try again; if that does not help, install the program again."
    ),
    Problem.DISK_FULL: N_(
        "There is not enough room on the disk for “{name}”. Free some space or choose another "
        "disk, then try again. Nothing was changed."
    ),
    Problem.WRITE_DENIED: N_(
        "“{name}” cannot be written: it is open in another program, write-protected, or you may "
        "not write to this folder. Close it there or choose another name or folder."
    ),
    Problem.NO_FOLDER: N_("The folder of “{name}” does not exist. Choose another folder."),
    Problem.WRITE_FAILED: N_(
        "“{name}” could not be written ({reason}). Choose another folder and try again. "
        "Nothing was changed."
    ),
    Problem.MANY_COLUMNS: N_(
        "Excel holds {limit} columns, but {count} were chosen. Choose fewer, or export to CSV."
    ),
}

OTHER_KINDS: Final = {
    "pdf": N_("a PDF document"),
    "word": N_("a Word document"),
    "powerpoint": N_("a PowerPoint presentation"),
    "opendocument": N_("an OpenDocument text or drawing"),
    "numbers": N_("an Apple Numbers document"),
    "outlook": N_("an Outlook message"),
    "mhtml": N_("a web archive"),
    "old_excel": N_("a workbook of Excel 4 or older"),
    "picture": N_("a picture"),
    "media": N_("a sound or video file"),
    "archive": N_("a compressed archive"),
    "program": N_("a program"),
    "database": N_("a database"),
    "rtf": N_("an RTF document"),
    "calendar": N_("a calendar file"),
    "json": N_("JSON data"),
    "xml": N_("an XML document"),
}

# By name: not every system knows every number.
_NO_ROOM: Final = tuple(getattr(errno, name, -1) for name in ("ENOSPC", "EDQUOT", "EFBIG"))
_DENIED: Final = tuple(
    getattr(errno, name, -1) for name in ("EACCES", "EPERM", "EROFS", "EBUSY", "ETXTBSY")
)
_VALUES: Final = {"name": "?", "reason": "?", "line": "?", "limit": "?", "seconds": "?"}


class FileProblem(InputError):  # noqa: N818 - a thing the person has, not a fault of ours
    """A file cannot be used; `problem` says why, the text says it to the person."""

    def __init__(self, problem: Problem, **values: object) -> None:
        self.problem = problem
        self.values = values
        shown = {**_VALUES, **values}
        if problem is Problem.OTHER_KIND:
            shown["kind"] = _(OTHER_KINDS[str(values["kind"])])
        super().__init__(_(_SENTENCES[problem]).format(**shown))

    def named(self, name: str) -> FileProblem:
        """Return the same problem with the name of its file."""
        return FileProblem(self.problem, **{**self.values, "name": name})


def reading_problem(error: OSError, path: Path) -> FileProblem:
    """Return what an error of the operating system means for reading `path`."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return FileProblem(Problem.MISSING, name=path.name)
    if error.errno == errno.EISDIR:
        return FileProblem(Problem.FOLDER, name=path.name)
    if error.errno in _DENIED:
        return FileProblem(Problem.UNREADABLE, name=path.name)
    return FileProblem(Problem.READ_FAILED, name=path.name, reason=_reason(error))


def writing_problem(error: OSError, path: Path) -> FileProblem:
    """Return what an error of the operating system means for writing `path`."""
    if error.errno in _NO_ROOM:
        return FileProblem(Problem.DISK_FULL, name=path.name)
    if error.errno in _DENIED:
        return FileProblem(Problem.WRITE_DENIED, name=path.name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileProblem(Problem.NO_FOLDER, name=path.name)
    if error.errno == errno.EISDIR:
        return FileProblem(Problem.FOLDER, name=path.name)
    return FileProblem(Problem.WRITE_FAILED, name=path.name, reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
