"""Contacts: customers, persons, leads, and what they are told apart by."""

from __future__ import annotations

from desktop.models.contacts.account import Account
from desktop.models.contacts.business_card import BusinessCard, SignatureSpecimen
from desktop.models.contacts.contact import AccountContact, Contact
from desktop.models.contacts.dictionaries import CardGroup, Industry, Source, StopReason, Tag
from desktop.models.contacts.lead import Lead, Target
from desktop.models.contacts.points import PointEntry
from desktop.models.contacts.privacy import Consent
from desktop.models.contacts.relation import AccountRelation, Address, ContactRelation

__all__ = [
    "Account",
    "AccountContact",
    "AccountRelation",
    "Address",
    "BusinessCard",
    "CardGroup",
    "Consent",
    "Contact",
    "ContactRelation",
    "Industry",
    "Lead",
    "PointEntry",
    "SignatureSpecimen",
    "Source",
    "StopReason",
    "Tag",
    "Target",
]
