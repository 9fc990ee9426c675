"""What an administrator is told about certificates and access, as text to copy."""

from __future__ import annotations

from typing import Final

from desktop.server.connections import CLIENT

_ADVICE: Final = """\
1. Certificates. Take one from the company's own authority, for the name that people connect to.
   postgresql.conf:
       ssl = on
       ssl_cert_file = 'server.crt'
       ssl_key_file = 'server.key'      (readable by PostgreSQL's user alone, mode 600)
       ssl_min_protocol_version = 'TLSv1.2'
       password_encryption = 'scram-sha-256'
   The authority's certificate goes to people in the invitation file:
       python -m desktop.server invite --host NAME --ca ca.pem --user LOGIN

2. Who may connect from where. pg_hba.conf, these lines first, in this order:
       hostssl  {database},{database}_files  +{client}  192.168.0.0/16  scram-sha-256
       host     all  +{client}  all  reject
   Administrators connect from this machine alone. Do not open the port to the internet: people
   outside the office come through a VPN.

3. Let the background service run beside PostgreSQL: it makes backups each day, tries them out and
   tidies up. This writes what makes the system start it at each boot:
       python -m desktop.agent files --user NAME --connect "host=localhost user=postgres"
   To go back to any moment, keep backups of the whole cluster as well (pg_basebackup or pgBackRest,
   with the archived log). After bringing back an older state by any means but the window's or
   `python -m desktop.server restore` (a copied data folder, a snapshot of the machine), run
       python -m desktop.server renew --reason "restored from ..."
   so that all programs compare what they have.
"""


def connection_advice(database: str) -> str:
    """Return the advice for a database."""
    return _ADVICE.format(database=database, client=CLIENT)
