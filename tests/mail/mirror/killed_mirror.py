"""Mirrors an account in a process that is to be killed: `python -m … PROFILE PORT USER ACCOUNT`.

Each message fetched is written to the standard output, by its UID.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.imap.server import connect
from desktop.mail.imap.sign_in import Login
from desktop.mail.imap.wire import Server
from desktop.mail.mirror.rounds import Rounds
from tests.mail.dovecot import PASSWORD


def say(*words: object) -> None:
    """Write a line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(profile: str, port: str, user: str, account: str) -> None:
    """Do a round with all older messages."""
    server = connect(Server("127.0.0.1", int(port), "none"), Login(user, PASSWORD))
    box = Mailbox(Path(profile))
    store = box.store

    def told(folder, batch, cursor=None):
        found = store(folder, batch, cursor)
        say(*(outline.uid for outline, _prepared in batch))
        return found

    box.store = told
    rounds = Rounds(box, server, uuid.UUID(account))
    rounds.run()
    while rounds.older():
        pass
    say("end")


if __name__ == "__main__":
    main(*sys.argv[1:])
