"""Targets: dropped, or turned into leads."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.conversion import TARGET_TO_LEAD
from desktop.core.i18n import N_
from desktop.core.workflow import transition
from desktop.models.contacts import Lead, Target
from desktop.services.commands import command
from desktop.services.contacts.conversion import convert
from desktop.services.moving import move
from desktop.store.work import Work

transition("target", "target.convert", ("new",), "converted")
transition("target", "target.drop", ("new",), "dead")


@command("target.convert", label=N_("Turn into a lead"), on_records=True, makes="lead")
def convert_targets(work: Work, ids: Sequence[str]) -> list[str]:
    """Make a lead of each target, with what is known of it; return the leads' ids."""
    made = []
    for target in move(work, Target, "target.convert", ids):
        lead = convert(work, TARGET_TO_LEAD, target, Lead)
        work.session.flush()
        target.lead_id = lead.id
        made.append(str(lead.id))
    return made


@command("target.drop", label=N_("Drop"), on_records=True)
def drop_targets(work: Work, ids: Sequence[str]) -> None:
    """Stop working on targets that will come to nothing."""
    move(work, Target, "target.drop", ids)
