"""The centre with a bad network before it, and a watch on what the centre tells."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.store.mirror.horizons import Window
from desktop.store.mirror.wire_rows import WireRow
from desktop.sync import reading
from desktop.sync.errors import OfflineError
from desktop.sync.queries import ALL, Older, Part
from desktop.sync.transport import PostgresCentre
from tests.sync.faults.watching import Watch

LONG_AGO = "2025"  # as moments travel


class BadNetwork:
    """Passes calls on; sometimes the question, sometimes the answer is lost.

    `mistake` is "", or the name of one that a client or a centre could make (controls.py).
    """

    def __init__(
        self, centre: PostgresCentre, rng: random.Random, watch: Watch, mistake: str = ""
    ) -> None:
        self._centre = centre
        self._random = rng
        self._mistake = mistake
        self.watch = watch
        self.is_bad = True
        self.lost = 0
        self.has_told = False  # something newer came since somebody looked

    def hello(self, client_id: str, lease: str, about: Mapping[str, Json]) -> dict[str, Any]:
        self._ask()
        if self._mistake == "numbered":
            self.watch.forget_lease(client_id, lease)
        return self._answer(self._centre.hello(client_id, lease, about))

    def push(
        self, client_id: str, lease: str, next_lease: str, rev: int, groups: Sequence[Json]
    ) -> dict[str, Any]:
        self._ask()
        sent: list[Any] = list(groups)
        if self._mistake == "numbered":
            self.watch.forget_lease(client_id, lease)
            sent = [{**g, "mid": self.watch.numbered(client_id, g["mid"])} for g in sent]
        elif self._mistake == "no dedupe":
            sent = [{**g, "mid": str(uuid.uuid4())} for g in sent]
        before = self.watch.before_push(sent)
        answer = self._centre.push(client_id, lease, next_lease, rev, sent)
        self.watch.after_push(sent, answer["results"], before)
        for result, group in zip(answer["results"], list[Any](groups), strict=False):
            result["mid"] = group["mid"]
        return self._answer(answer)

    def pull(self, client_id: str, since: Json) -> Pulled | None:
        self._ask()
        with self._centre._snapshot() as connection:
            pulled = reading.read_pull(connection, client_id, since)
            if pulled is not None:
                self.watch.see(connection, pulled)
        return self._told(self._answer(self._spoilt(pulled)))

    def known(self, mids: Sequence[str]) -> dict[str, Any]:
        self._ask()
        return self._answer(self._centre.known(mids))

    def tick(self, since: Json) -> bool:
        return self._centre.tick(since)

    def tables(self) -> list[str]:
        return self._centre.tables()

    def position(self) -> dict[str, Json]:
        self._ask()
        return self._told(self._answer(self._centre.position()))

    def rows(self, table: str, rev: int, part: Part = ALL) -> Iterator[list[Stored]]:
        self.has_told = True
        for number, row in enumerate(self._centre.rows(table, rev, part)):
            if self.is_bad and number == 5 and self._random.random() < 0.05:
                self.lost += 1
                raise OfflineError("cut while copying")
            yield row

    def ids(self, table: str, rev: int, part: Part = ALL) -> set[bytes]:
        return self._centre.ids(table, rev, part)

    def count_rows(self, windows: Mapping[str, Window]) -> int:
        return self._centre.count_rows(windows)

    def levels(self) -> list[tuple[int, int]]:
        return self._centre.levels()

    def pull_with_digest(
        self, client_id: str, since: Json, windows: Mapping[str, Window]
    ) -> tuple[Pulled | None, Digest]:
        self._ask()
        told = {} if self._mistake == "the digest knows no windows" else windows
        pulled, digest = self._centre.pull_with_digest(client_id, since, told)
        return self._answer((self._told(self._spoilt(pulled)), digest))

    def pull_with_older(
        self, client_id: str, since: Json, older: Older, after: str | None, limit: int
    ) -> tuple[Pulled | None, list[list[Stored]]]:
        self._ask()
        with self._centre._snapshot() as connection:
            pulled = reading.read_pull(connection, client_id, since)
            rows = reading.read_older(connection, older, after, limit)
            if pulled is not None:
                self.watch.see(connection, pulled)
        return self._answer((self._told(self._spoilt(pulled)), rows))

    def close(self) -> None:
        self._centre.close()

    def _ask(self) -> None:
        if self.is_bad and self._random.random() < 0.06:
            self.lost += 1
            raise OfflineError("the question was lost")

    def _answer(self, answer: Any) -> Any:
        if self.is_bad and self._random.random() < 0.12:
            self.lost += 1
            raise OfflineError("the answer was lost")
        return answer

    def _told(self, answer: Any) -> Any:
        self.has_told = True
        return answer

    def _spoilt(self, pulled: Pulled | None) -> Pulled | None:
        if pulled is not None and self._mistake == "sequence cursor":
            newest = str(pulled.cursor["snapshot"]).split(":")[1]
            pulled.cursor = {**pulled.cursor, "snapshot": f"{newest}:{newest}:"}
        if pulled is not None and self._mistake == "what is old is not told":
            pulled.rows = [(t, row) for t, row in pulled.rows if t != "note" or not is_old(row)]
        return pulled


def is_old(row: WireRow) -> bool:
    """Tell whether a note is of long ago."""
    return str(row["noted_at"] or row["created_at"]) < LONG_AGO
