"""The six years of the demo company, made up whole: the same for the same day and owner."""

from __future__ import annotations

import uuid
from datetime import date

from desktop.services.demo.activities import note_activities
from desktop.services.demo.appointments import note_appointments
from desktop.services.demo.cards import note_cards, note_specimens, note_stops
from desktop.services.demo.care import note_care
from desktop.services.demo.contacts import add_people, note_people
from desktop.services.demo.customers import make_customers, note_customers
from desktop.services.demo.diary import Step
from desktop.services.demo.edits import hand_over, note_edits, note_twins
from desktop.services.demo.kept_views import note_views
from desktop.services.demo.office import open_office
from desktop.services.demo.organisation import found_company
from desktop.services.demo.projects import note_projects
from desktop.services.demo.prospects import make_leads, note_leads
from desktop.services.demo.targets import note_targets
from desktop.services.demo.ties import note_ties


def make_up(today: date, owner: uuid.UUID, *, names_owner: bool) -> list[Step]:
    """Return what happened up to the morning of `today`, the earliest first.

    Args:
        today: the day that everything leads up to.
        owner: the user whose profile it is; the company's sales director.
        names_owner: give the owner a name as well.
    """
    office = open_office(today, owner)
    found_company(office, names_owner=names_owner)
    customers = make_customers(office)
    hand_over(office, customers)
    add_people(office, customers)
    leads = make_leads(office, customers)
    note_customers(office, customers)
    note_people(office, customers)
    note_targets(office, leads)
    note_leads(office, leads)
    note_ties(office, customers)
    note_activities(office, customers)
    note_care(office, customers)
    note_edits(office, customers)
    note_twins(office, customers)
    note_cards(office)
    note_specimens(office, customers)
    note_stops(office, customers, leads)
    note_projects(office, customers)
    note_appointments(office, customers)
    note_views(office)
    return office.diary.steps()
