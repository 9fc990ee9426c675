"""Where a list looks, as conditions on the message `m`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from desktop.core.mail.places import MailPlace, PlaceKind
from desktop.store.sql import Sql

VISIBLE: Final = Sql("+m.folder IS NOT NULL AND m.hidden = 0")  # +: no reason for an index
KEPT: Final = Sql(
    "m.folder IS NOT NULL AND m.hidden = 0"
    " AND m.folder NOT IN (SELECT id FROM folder WHERE role IN ('trash', 'junk'))"
)
GATHERED: Final = {
    PlaceKind.SNOOZED: (Sql("m.folder IS NOT NULL AND m.snoozed_until IS NOT NULL"),),
    PlaceKind.FLAGGED: (VISIBLE, Sql("m.flags & 4")),
    PlaceKind.PINNED: (VISIBLE, Sql("m.pinned")),
    PlaceKind.UNREAD: (KEPT, Sql("m.flags & 1 = 0")),
}


def within_account(place: MailPlace) -> tuple[Sql, ...]:
    """Return what keeps a place to its account; nothing if it looks into all."""
    if place.account is None:
        return ()
    text = "m.account = (SELECT number FROM account WHERE id = ?)"
    return (Sql(text, (place.account.bytes,)),)


def with_people(addresses: Sequence[str], kinds: Sequence[int] = (0, 1, 2, 3)) -> Sql:
    """Return what holds of messages that name one of the addresses, as these kinds."""
    told = json.dumps([address.strip().lower() for address in addresses if address.strip()])
    among = ",".join(map(str, kinds))
    text = (
        f"m.id IN (SELECT message FROM message_address WHERE kind IN ({among}) AND address IN"
        " (SELECT id FROM address WHERE address IN (SELECT value FROM json_each(?))))"
    )
    return Sql(text, (told,))
