"""What a profile holds, opened with its key; each part in the thread that asks for it."""

from __future__ import annotations

from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, cast

from desktop.core import manifest
from desktop.core.arguments import SEALED
from desktop.core.manifest import Manifest
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.window_state import StateKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.mail.letters import Letters
    from desktop.core.mail.ports import MailActs, MailReads
    from desktop.core.ports import Drafts, Keys, Reads
    from desktop.services.opening import OpenProfile


class ProfileData:
    """One profile; `key` is None as long as nothing is encrypted, or not yet unlocked.

    `password` gives that for the server where this run or the one before it knows it.
    """

    def __init__(self, profile: Profile, password: str = "") -> None:
        self.profile = profile
        self.key: bytes | None = None
        self.password: Callable[[], str] = partial(str, password)
        self.owner_name = ""
        self.joins = False  # whether the person asked at the first start to join a server
        self.opened: OpenProfile | None = None

    def keep_state(self) -> StateKeeper:
        """Read how the windows were left."""
        if self.key is None:
            return StateKeeper(self.profile)
        from desktop.services.seals import UI, make_seal

        return StateKeeper(self.profile, make_seal(self.key, UI))

    def read_manifest(self) -> Manifest | None:
        """Return what an earlier start of this program wrote into an encrypted profile."""
        from desktop.services.seals import MANIFEST, make_seal

        if self.key is None or self.profile.is_new:
            return None
        seal = make_seal(self.key, MANIFEST)
        return manifest.read(self.profile.manifest, program_revision(), seal)

    def make_manifest(self, _writing: Writing) -> Manifest:
        """Write the manifest and return it."""
        from desktop.services.opening import write_manifest

        if self.opened is None:
            raise RuntimeError("the store is not open")
        return write_manifest(self.profile, program_revision(), self.opened.actor, self.key)

    def make_keys(self) -> Keys:
        """Load what encryption takes; for a thread."""
        from desktop.services.keys import ProfileKeys

        return ProfileKeys(self.profile.folder)

    def make_reads(self) -> Reads:
        """Import the reading side and open the database; runs in a reader thread."""
        from desktop.core.clock import SystemClock
        from desktop.store.reads import LocalReads

        return LocalReads(self.profile.main, SystemClock(), self.key)

    def start_mail(self, jobs: Jobs) -> None:
        """Start the threads that ask the mailbox, act on it and write letters."""
        interrupt, close = methodcaller("interrupt"), methodcaller("close")
        jobs.mail.start(self.make_mail_reads, interrupt=interrupt, close=close)
        jobs.mail_acts.start(self.make_mail_acts, close=close)
        jobs.letters.start(self.make_letters, close=close)

    def make_mail_reads(self) -> MailReads:
        """Open the mailbox with the first question; runs in its reader thread."""
        from desktop.app.late import Late

        return cast("MailReads", Late(self._make_mail_reads))

    def _make_mail_reads(self) -> MailReads:
        from desktop.core.clock import SystemClock
        from desktop.mail.boxes.reads import LocalMailReads

        return LocalMailReads(self.profile.folder, SystemClock(), self.key)

    def make_mail_acts(self) -> MailActs:
        """Open the mailbox with the first act; runs in the thread of acts."""
        from desktop.app.late import Late

        return cast("MailActs", Late(self._make_mail_acts))

    def _make_mail_acts(self) -> MailActs:
        from desktop.mail.boxes.acts import LocalMailActs

        return LocalMailActs(self.profile.folder, self.key)

    def make_drafts(self) -> Drafts:
        """Open the journal of drafts; runs in its thread."""
        from desktop.store.drafts import LocalDrafts

        return LocalDrafts(self.profile.folder, self.key)

    def make_letters(self) -> Letters:
        """Open drafts and outbox of mail with the first question; runs in their thread."""
        from desktop.app.late import Late

        return cast("Letters", Late(self._make_letters))

    def _make_letters(self) -> Letters:
        from desktop.core.clock import SystemClock
        from desktop.mail.sending.drafts import LocalLetters

        return LocalLetters(self.profile.folder, SystemClock(), self.key)

    def make_writing(self) -> Writing:
        """Load SQLAlchemy and the mapped classes; runs in the store thread."""
        from desktop.services.opening import open_for_window

        opened = open_for_window(self.profile.folder, self.owner_name, self.key)
        self.opened = opened
        if self.key is not None:
            from desktop.store.encrypting import drop_old

            drop_old(self.profile.folder)
        return Writing(opened.commands, opened.drafts, opened.blobs)

    def worker_start(self) -> tuple[tuple[str, ...], bytes]:
        """Return the arguments of the worker, and what it hears first: never the key as one."""
        words = ("--worker", str(self.profile.folder))
        if self.key is None:
            return words, b""
        from desktop.core.secret_frame import pack_secret

        return (*words, SEALED), pack_secret(self.key)

    def close_writing(self, _writing: Writing) -> None:
        """Close the store; runs in its thread."""
        if self.opened is not None:
            self.opened.close()
