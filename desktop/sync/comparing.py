"""What the window asks before it joins: what the company has already of what is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from desktop.core.errors import InputError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.join_plan import comparison_to_json, decisions_from_json
from desktop.core.patterns import Pattern
from desktop.services.demo.mark import is_demo
from desktop.services.long_work import LongWork, long_work
from desktop.sync.invitation import invitation_from_json
from desktop.sync.join_decisions import JoinDecisions, rows_of
from desktop.sync.matching import compare
from desktop.sync.transport import PostgresCentre

BRANCH = Pattern(r"[A-Za-z0-9.-]{0,12}")


@long_work("sync.compare")
def compare_with_company(work: LongWork, invitation: Json, login: str, password: str) -> Json:
    """Return which of my records look like some of the company's; see core.join_plan.

    Nothing is sent, and nothing of the company is kept.

    Raises:
        RuleBrokenError: it is the demo company.
        OfflineError, CentreError: the server cannot be read.
        CancelledError: the person cancelled.
    """
    if is_demo(work.store):
        raise RuleBrokenError(_("The demo company cannot join a server."))
    found = invitation_from_json(cast("Mapping[str, Any]", invitation))
    centre = PostgresCentre(found.address(work.profile, login, password))
    try:
        return comparison_to_json(compare(work.store, centre, work.report))
    finally:
        centre.close()


def read_decisions(centre: PostgresCentre, matches: Json, branch: str) -> JoinDecisions:
    """Return what was decided; raise InputError for what is no decision."""
    try:
        decisions = decisions_from_json(matches)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError(_("These decisions cannot be read.")) from error
    if not BRANCH.fullmatch(branch):
        raise InputError(_("The letters of a branch are at most twelve, without marks or spaces."))
    return JoinDecisions(decisions, rows_of(centre, decisions), branch)
