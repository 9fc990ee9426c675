"""Mail as strangers write it: raw bytes become values, within limits, whatever the bytes are.

`read_message` is the door. Nothing here raises because of what a message holds, nothing follows a
name or an address in it, and every pass grows with the length alone. RFC 5322, 2045-2047, 2231.
"""

from __future__ import annotations

from desktop.core.mime.limits import Limits
from desktop.core.mime.reading import read_message
from desktop.core.mime.values import Mailbox, Message, Part

__all__ = ["Limits", "Mailbox", "Message", "Part", "read_message"]
