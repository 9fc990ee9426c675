"""What a report about sent mail says, in sentences for whoever sent it."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_, _
from desktop.core.mime.reports import COMPLAINED, DELAYED, DELIVERED, FAILED, READ, Delivery, Report
from desktop.core.mime.status_words import status_sentence

_SENTENCES: Final = {
    FAILED: N_("“{subject}” could not be delivered to {recipient}."),
    DELAYED: N_("“{subject}” has not reached {recipient} yet; the server keeps trying."),
    DELIVERED: N_("“{subject}” was delivered to {recipient}."),
    READ: N_("“{subject}” was opened by {recipient}."),
    COMPLAINED: N_("{recipient} marked “{subject}” as unwanted mail."),
}
_YOUR_MESSAGE: Final = N_("Your message")
_SOMEBODY: Final = N_("a recipient")
_MOST: Final = 10  # sentences; a list of a thousand recipients is read in the report itself


def explained_report(report: Report) -> list[str]:
    """Return what became of a message, a sentence or two for each recipient, each once."""
    told = [_explained(report, delivery) for delivery in report.deliveries[:_MOST]]
    return list(dict.fromkeys(told))


def _explained(report: Report, delivery: Delivery) -> str:
    sentence = _(_SENTENCES[delivery.action]).format(
        subject=report.subject or _(_YOUR_MESSAGE), recipient=delivery.recipient or _(_SOMEBODY)
    )
    if delivery.action not in {FAILED, DELAYED}:
        return sentence
    why = status_sentence(delivery.status)
    said = delivery.said or delivery.status
    return " ".join(filter(None, (sentence, _(why) if why else "", f"({said})" if said else "")))
