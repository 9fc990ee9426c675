"""The centre with a bad network before it, and the mistakes that the harness has to catch."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.sync.errors import OfflineError
from desktop.sync.transport import PostgresCentre


class BadNetwork:
    """Passes calls on; sometimes the question, sometimes the answer is lost.

    `mode` is "right", or the name of a mistake: "no dedupe" sends a group that it sends again as
    another; "open transactions" forgets in the cursor which transactions were open.
    """

    def __init__(self, centre: PostgresCentre, rng: random.Random, mode: str) -> None:
        self._centre = centre
        self._random = rng
        self._mode = mode
        self.is_bad = True
        self.lost = 0

    def hello(self, client_id: str, lease: str, about: Mapping[str, Json]) -> dict[str, Any]:
        self._ask()
        return self._answer(self._centre.hello(client_id, lease, about))

    def push(
        self, client_id: str, lease: str, next_lease: str, rev: int, groups: Sequence[Json]
    ) -> dict[str, Any]:
        self._ask()
        if self._mode != "no dedupe":
            return self._answer(self._centre.push(client_id, lease, next_lease, rev, groups))
        mids = [group["mid"] for group in groups]
        other = [{**group, "mid": str(uuid.uuid4())} for group in groups]
        answer = self._centre.push(client_id, lease, next_lease, rev, other)
        for result, mid in zip(answer["results"], mids, strict=False):
            result["mid"] = mid
        return self._answer(answer)

    def pull(self, client_id: str, since: Json) -> Pulled | None:
        self._ask()
        pulled = self._centre.pull(client_id, since)
        if pulled is not None and self._mode == "open transactions":
            newest = str(pulled.cursor["snapshot"]).split(":")[1]
            pulled.cursor = {**pulled.cursor, "snapshot": f"{newest}:{newest}:"}
        return self._answer(pulled)

    def known(self, mids: Sequence[str]) -> dict[str, Any]:
        return self._centre.known(mids)

    def tick(self, since: Json) -> bool:
        return self._centre.tick(since)

    def tables(self) -> list[str]:
        return self._centre.tables()

    def position(self) -> dict[str, Json]:
        return self._centre.position()

    def rows(
        self, table: str, rev: int, acls: Sequence[int] | None = None, after: str | None = None
    ) -> Iterator[list[Stored]]:
        for number, row in enumerate(self._centre.rows(table, rev, acls, after)):
            if self.is_bad and number == 20 and self._random.random() < 0.05:
                raise OfflineError("cut while copying")
            yield row

    def ids(self, table: str, rev: int, acls: Sequence[int] | None = None) -> set[bytes]:
        return self._centre.ids(table, rev, acls)

    def levels(self) -> list[tuple[int, int]]:
        return self._centre.levels()

    def pull_with_digest(self, client_id: str, since: Json) -> tuple[Pulled | None, Digest]:
        self._ask()
        return self._answer(self._centre.pull_with_digest(client_id, since))

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
