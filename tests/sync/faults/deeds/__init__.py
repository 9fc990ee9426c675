"""What happens in a company on a bad day, and how often beside the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tests.sync.desk import Desk
from tests.sync.faults.deeds import centre, commands, files, imports, machines, records, rights

if TYPE_CHECKING:
    from tests.sync.faults.world import World

Deeds = Sequence[tuple[int, Callable[["World", Desk], None]]]

ALWAYS: Deeds = (
    (60, machines.sync),
    (16, records.make),
    (24, records.edit),
    (8, records.edit_two),
    (6, records.edit_contact),
    (9, records.note),
    (4, records.tag),
    (4, records.own_field),
    (4, records.bin_one),
    (3, records.take_out),
    (4, records.purge),
    (4, records.hang_below),
    (14, records.move_money),
    (4, rights.give_away),
    (5, rights.show),
    (4, rights.share),
    (2, rights.end_share),
    (6, rights.change_role),
    (4, rights.change_unit),
    (1, rights.shut_out),
    (5, commands.number),
    (2, commands.assign),
    (2, commands.move_unit),
    (1, commands.lease),
    (3, commands.merge),
    (2, commands.undo),
    (4, commands.points),
    (2, imports.bring),
    (3, imports.take_back),
    (5, files.attach),
    (6, files.exchange),
    (3, files.fetch),
    (1, files.give_room),
    (14, machines.late_pull),
    (5, machines.fetch_older),
    (2, machines.set_horizon),
    (2, machines.back_up),
    (2, machines.go_back),
    (1, machines.clone),
    (2, machines.set_clock),
    (3, machines.full_disk),
    (2, machines.upgrade),
    (4, centre.open_transaction),
    (2, centre.end_sessions),
    (2, centre.full_disk),
    (1, centre.back_up),
    (1, centre.restore),
)
SELDOM: Deeds = ((1, centre.crash), (1, centre.step))
