"""Mail accounts and what people keep for their mail; messages themselves are no records."""

from __future__ import annotations

from desktop.models.mail.account import MailAccount, MailIdentity
from desktop.models.mail.handling import MailRule, MailSender, MailTag
from desktop.models.mail.shared import MailLink
from desktop.models.mail.writing import MailTemplate, Signature

__all__ = [
    "MailAccount",
    "MailIdentity",
    "MailLink",
    "MailRule",
    "MailSender",
    "MailTag",
    "MailTemplate",
    "Signature",
]
