"""Calendars as other programs write them: iCalendar (RFC 5545) and vCalendar 1.0, without loss.

`parsing` makes a tree of a file, `entries` understands it, `merging` writes back what changed,
`invitations` and `answers` are meetings by mail (RFC 5546). No file and no network is touched here.
"""
