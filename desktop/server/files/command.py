"""What an administrator says about files on the command line: where new ones lie, how it stands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

from desktop.server.connections import Connection
from desktop.server.files.bodies import Place, use_database, use_s3
from desktop.server.files.preparing import connect_files

_FIGURES: Final = """
    SELECT (SELECT kind FROM files.store), count(*), coalesce(sum(b.size), 0),
           count(*) FILTER (WHERE b.store = 's3'),
           count(*) FILTER (WHERE f.unnamed_since IS NOT NULL),
           count(*) FILTER (WHERE NOT b.verified),
           (SELECT count(*) FROM files.body WHERE NOT complete)
    FROM files.blob f JOIN files.body b USING (body)
"""
_WORDS: Final = (
    "new files lie in the {}",
    "{} files",
    "{} bytes",
    "{} of them in an S3-compatible store",
    "{} named by no record; deleted after 30 days",
    "{} not checked yet",
    "{} being sent, or left",
)


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add what can be said after `files`."""
    steps = parser.add_subparsers(required=True, dest="step", metavar="STEP")
    steps.add_parser("status", help="how many files there are, and where")
    steps.add_parser("database", help="keep new files in the database beside the centre")
    s3 = steps.add_parser(
        "s3", help="keep new files in an S3-compatible store; its secret key is asked"
    )
    s3.add_argument("--endpoint", required=True, help="https://HOST[:PORT]")
    s3.add_argument("--region", default="us-east-1")
    s3.add_argument("--bucket", required=True)
    s3.add_argument("--prefix", default="", help="a folder in the bucket, as NAME/")
    s3.add_argument("--access-key", required=True)


def run(told: argparse.Namespace, address: dict[str, Any], secret: Callable[[], str]) -> list[str]:
    """Do a step; return what is to be said about it.

    Args:
        told: the words of the command line.
        address: of the centre.
        secret: asks for the secret key of the store.

    Raises:
        ServerError: the store cannot be used; nothing was changed.
    """
    with connect_files(address) as files:
        if told.step == "s3":
            at = (told.endpoint, told.region, told.bucket, told.prefix, told.access_key)
            use_s3(files, Place(*at, secret()))
        elif told.step == "database":
            use_database(files)
        return _figures(files)


def _figures(files: Connection) -> list[str]:
    row = files.execute(_FIGURES.encode()).fetchone() or ()
    return [word.format(value) for word, value in zip(_WORDS, row, strict=True)]
