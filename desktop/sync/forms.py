"""The form in which a column travels in a copy: as SQLite holds it."""

from __future__ import annotations

from typing import Final

from desktop.core.kinds.base import Storage

# What is asked for, and the type in which it comes.
FORMS: Final = {
    Storage.ID: ("uuid_send(r.{})", "bytea"),
    Storage.AMOUNT: ("(r.{} * 10000)::bigint", "int8"),
    Storage.DAY: ("to_char(r.{}, 'YYYY-MM-DD')", "text"),
    Storage.MOMENT: ("(extract(epoch FROM r.{}) * 1000000)::bigint", "int8"),
    Storage.FLAG: ("r.{}::int::bigint", "int8"),
    Storage.INTEGER: ("r.{}::bigint", "int8"),
    Storage.JSON: ("r.{}::text", "text"),
    Storage.TEXT: ("r.{}::text", "text"),
}
