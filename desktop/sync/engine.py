"""One round with the centre: say hello, send what waits, take over what changed.

Pulling never waits for pushing, and a refused group never blocks the queue.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from desktop.core.clock import to_micros
from desktop.core.filters import Json
from desktop.core.permissions import Actor
from desktop.core.sync_status import PROTOCOL
from desktop.core.version import VERSION
from desktop.store.maintenance import refill_search
from desktop.store.migrations import HEAD
from desktop.store.mirror import applying, outbox
from desktop.store.mirror.files import release
from desktop.store.mirror.forgetting import forget
from desktop.store.mirror.overlay import recompute
from desktop.store.mirror.parking import BAD_REQUEST, park, park_too_large
from desktop.store.mirror.rights import keep_rights
from desktop.store.mirror.squashing import squash
from desktop.store.mirror.tables import get_state, renew_tables, set_state
from desktop.store.transactions import Writing
from desktop.store.work import Store
from desktop.sync import verifying
from desktop.sync.backfill import Copier
from desktop.sync.centre import Centre
from desktop.sync.chosen import edit_chosen
from desktop.sync.errors import CentreError
from desktop.sync.history import GENERATION, learn_history
from desktop.sync.identity import LEASE, NEXT_LEASE, become_another, identity_of, read_from
from desktop.sync.messages import Batch, message_of
from desktop.sync.rounds import Round
from desktop.sync.transport import new_uuid
from desktop.sync.widening import copy_what_is_wider
from desktop.sync.wiping import wipe

WIPE: Final = "wipe"
BAD_MESSAGE: Final = "LH006"
COMMAND: Final = "sync"
EXCHANGE_SECONDS: Final = 10.0  # between two exchanges while something long is done
log = logging.getLogger(__name__)


def _nothing() -> None:
    """Send no files."""


class Engine:
    """Brings one profile and the centre together; one thread at a time."""

    def __init__(
        self,
        store: Store,
        actor: Actor,
        centre: Centre,
        device: str,
        send_files: Callable[[], None] = _nothing,
    ) -> None:
        """Make it; `send_files` sends the files that wait, before a wipe."""
        self._store = store
        self._actor = actor
        self._centre = centre
        self._device = device
        self._send_files = send_files
        self._copier = Copier(self)
        self._alone = 0  # how many parts are sent one by one

    @property
    def centre(self) -> Centre:
        """With whom it talks."""
        return self._centre

    @property
    def store(self) -> Store:
        """The profile."""
        return self._store

    def round(self) -> Round:
        """Push and pull once.

        Raises:
            OfflineError: the centre does not answer; what was edited waits on.
            CentreError: the centre refuses to talk to us.
        """
        done = self.heed()
        if done.lost:
            return done
        self._exchange(done)
        while self._copier.copy_gained():
            self._exchange(done)  # what is edited meanwhile, here and there, does not wait for it
        self._fill_search(done)
        forget(self._store, self._now())
        if verifying.is_due(self, self._now()):
            self.verify()
        return done

    def heed(self) -> Round:
        """Say hello, and delete what is here if the centre orders it; raise as `round` does."""
        done = Round()
        with self._store.work(self._actor, COMMAND, captured=False) as work:
            renew_tables(work.writing.connection)
            copy_what_is_wider(work.writing.connection)
        edit_chosen(self._store)
        try:
            self._greet(done)
        except CentreError:
            if not self._is_to_wipe():  # an order stands though nobody is let in any more
                raise
        done.lost = self._is_to_wipe()
        return self._wipe(done) if done.lost else done

    def _is_to_wipe(self) -> bool:
        with self._store.reading() as connection:
            return get_state(connection, WIPE) is not None

    def verify(self) -> verifying.Differences | None:
        """Compare what is here with the centre, and mend it; return what differed.

        None: it could not be told just now; a round later it can.
        """
        with self.engine_work() as writing:
            client, _lease = identity_of(writing.connection)
        found = verifying.compare(self, self._store, client)
        while found and self._copier.copy_gained():
            pass
        return found

    def _fill_search(self, done: Round) -> None:
        """Make the documents of tables that came in large copies; edits do not wait for it."""
        last = time.monotonic()

        def exchange_meanwhile(_rows: int) -> None:
            nonlocal last
            if time.monotonic() - last > EXCHANGE_SECONDS:
                self._exchange(done)
                last = time.monotonic()

        refill_search(self._store, exchange_meanwhile)

    def _wipe(self, done: Round) -> Round:
        """Send what waits, then delete what is here of the company.

        Once it was asked for it is done, whatever the centre says at the next greeting.
        """
        try:
            while self._push(done):
                pass
            self._send_files()
            with self.engine_work() as writing:
                release(writing.connection)  # rather a record without its file than neither
            while self._push(done):
                pass
        except CentreError:
            log.exception("what waited could not be sent before the wipe")
        done.wiped = wipe(self._store)
        return done

    def _exchange(self, done: Round) -> None:
        with self.engine_work() as writing:
            self._show(writing, squash(writing.connection))
        while self._push(done):
            pass
        self._pull(done)

    # --- hello
    def _greet(self, done: Round) -> None:
        with self.engine_work() as writing:
            client, lease = identity_of(writing.connection)
            cursor = read_from(writing.connection)
        about: dict[str, Json] = {
            "device": self._device,
            "program": VERSION,
            "protocol": PROTOCOL,
            "rev": HEAD,
            "cursor": cursor,
        }
        answer = self._centre.hello(client, lease, about)
        if answer["state"] == "fork":
            self._become_another(done)
            return
        done.listens = bool(answer.get("listen"))
        with self.engine_work() as writing:
            keep_rights(writing.connection, answer["rights"])
            if answer["state"] == "wipe":
                set_state(writing.connection, WIPE, "1")
                return
        learn_history(self, answer, self._now())

    def _become_another(self, done: Round) -> None:
        with self.engine_work() as writing:
            become_another(writing.connection)
        done.forked = True
        self._greet(done)

    # --- push
    def _push(self, done: Round) -> bool:
        """Send one batch; tell whether more waits."""
        batch, is_more = self._prepare()
        if batch is None:
            return is_more
        try:
            answer = self._centre.push(
                batch.client, batch.lease, batch.following, HEAD, batch.messages
            )
        except CentreError as error:
            if error.code != BAD_MESSAGE:
                raise
            self._find_bad(batch.parts, done)
            return True
        self._alone = max(self._alone - 1, 0)
        if answer["state"] == "fork":
            self._become_another(done)
            return True
        self._take(batch, answer["results"], done)
        return True

    def _prepare(self) -> tuple[Batch | None, bool]:
        """Return what is sent next, and whether anything may wait after it."""
        with self.engine_work() as writing:
            connection = writing.connection
            parts = outbox.next_parts(connection, 1 if self._alone else outbox.PARTS)
            if not parts:
                return None, False
            self._show(writing, park_too_large(connection, parts, self._now()))
            if not parts:
                return None, True
            outbox.mark_sent(connection, parts)
            if get_state(connection, NEXT_LEASE) is None:
                set_state(connection, NEXT_LEASE, new_uuid())
            following = get_state(connection, NEXT_LEASE) or ""
            messages = [message_of(connection, part) for part in parts]
            return Batch(*identity_of(connection), following, parts, messages), True

    def _take(self, batch: Batch, results: list[dict[str, Any]], done: Round) -> None:
        with self.engine_work() as writing:
            connection = writing.connection
            if identity_of(connection) != (batch.client, batch.lease):
                return  # an answer to an earlier call; the repeated one settled it
            generation = get_state(connection, GENERATION) or ""
            self._show(writing, applying.take_answers(connection, results, generation, self._now()))
            set_state(connection, LEASE, batch.following)
            set_state(connection, NEXT_LEASE, None)
        done.sent += len(results)
        done.problems += sum(result["s"] != "ok" for result in results)

    def _show(self, writing: Writing, keys: set[outbox.Key]) -> None:
        """Write rows as they look now."""
        recompute(writing.connection, keys)
        writing.uncaptured.update(table for table, _row in keys)

    def _find_bad(self, parts: list[outbox.Part], done: Round) -> None:
        """Send the parts of a message that the centre cannot read one by one; park the bad one."""
        if len(parts) > 1:
            self._alone = len(parts)
            return
        log.error("the centre cannot read the part %s", parts[0].mid)
        self._alone = max(self._alone - 1, 0)
        done.problems += 1
        with self.engine_work() as writing:
            self._show(writing, park(writing.connection, parts[0], BAD_REQUEST, self._now()))

    # --- pull
    def _pull(self, done: Round) -> None:
        with self.engine_work() as writing:
            connection = writing.connection
            client, _lease = identity_of(connection)
            stored = get_state(connection, applying.CURSOR)
        since: Json = None if stored is None else json.loads(stored)
        pulled = None if since is None else self._centre.pull(client, since)
        if pulled is None:
            self._copier.copy_all()
            done.copied = True
            with self.engine_work() as writing:
                stored = get_state(writing.connection, applying.CURSOR)
            pulled = self._centre.pull(client, json.loads(stored or "null"))
        if pulled is None:
            return
        with self.engine_work() as writing:
            touched = applying.apply_pull(writing.connection, pulled)
            writing.uncaptured.update(touched or ())
        if touched is not None:
            done.received += len(pulled.rows) + len(pulled.removed)

    def _now(self) -> int:
        return to_micros(self._store.clock.now())

    @contextmanager
    def engine_work(self) -> Iterator[Writing]:
        """Write without capture, after what was edited meanwhile went into the outbox."""
        with self._store.work(self._actor, COMMAND, captured=False) as work:
            outbox.collect(work.writing.connection, self._now())
            yield work.writing
