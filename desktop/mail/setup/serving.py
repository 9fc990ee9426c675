"""Setting accounts up: what the window asks the worker for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from desktop.core.filters import Json
from desktop.mail.secrets import INCOMING, OUTGOING, Secrets
from desktop.mail.setup.discovery import discover
from desktop.mail.setup.found import as_json
from desktop.mail.setup.trying import try_account
from desktop.services.long_work import LongWork, long_work


@long_work("mail.discover")
def discover_servers(_work: LongWork, address: str) -> Json:
    """Return the servers of an address.

    Returns:
        {"user_name", "incoming": {"host", "port", "security"}, "outgoing": the same, "sign_in",
        "oauth_provider", "name" of the provider, "help": what to do before, "source": who says so:
        provider, autoconfig, srv, tried, or guess where nobody does}.

    Raises:
        InputError: it is no address.
    """
    return as_json(discover(address), address.strip())


@long_work("mail.test")
def try_settings(
    work: LongWork,
    values: Mapping[str, Json],
    incoming: str = "",
    outgoing: str = "",
    account: str = "",
) -> Json:
    """Try the settings of an account; nothing is saved.

    Args:
        work: the profile.
        values: columns of the account.
        incoming: the password for receiving; "" = the one that is kept.
        outgoing: the one for sending; "" = the one that is kept, or the same.
        account: whose kept passwords are meant.

    Returns:
        {"steps": [{"key", "sentence", "is_ok", "certificate"}, …]} as far as it came.
    """
    if account:
        secrets = Secrets(work.profile, work.store.key)
        one = uuid.UUID(account)
        incoming = incoming or secrets.find(one, INCOMING)
        outgoing = outgoing or secrets.find(one, OUTGOING)
    steps = try_account(values, incoming, outgoing)
    return {"steps": [step.as_json() for step in steps]}
