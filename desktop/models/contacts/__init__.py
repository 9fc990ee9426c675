"""Contacts: customers, persons, leads, and what they are told apart by."""

from __future__ import annotations

from desktop.models.contacts.account import Account
from desktop.models.contacts.contact import AccountContact, Contact
from desktop.models.contacts.dictionaries import Industry, Source, Tag
from desktop.models.contacts.lead import Lead, Target
from desktop.models.contacts.relation import AccountRelation, Address, ContactRelation

__all__ = [
    "Account",
    "AccountContact",
    "AccountRelation",
    "Address",
    "Contact",
    "ContactRelation",
    "Industry",
    "Lead",
    "Source",
    "Tag",
    "Target",
]
