"""Calendars on CalDAV servers (RFC 4791), kept the same as calendars here."""
