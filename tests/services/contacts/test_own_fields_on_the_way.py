"""What a company added to targets, leads and customers goes the whole way along."""

from __future__ import annotations

from desktop.core.entities import get_entity
from desktop.core.fields import Kind


def test_own_fields_go_from_the_target_to_the_customer_and_its_contact(commands, values_of):
    for entity in ("target", "lead", "account", "contact"):
        said = {"entity": entity, "kind": Kind.TEXT, "label_vi": "Kênh biết đến"}
        commands.run("custom_field.define", said)
    (name,) = [one.name for one in get_entity("target").fields if one.custom]
    values = {"full_name": "Lê An", "company": "Công ty A", name: "Hội chợ"}
    target = commands.run("target.create", {"values": values}).value
    (lead,) = commands.run("target.convert", {"ids": [target]}).value
    assert values_of("lead", lead)[name] == "Hội chợ"
    (account,) = commands.run("lead.convert", {"ids": [lead]}).value
    contact = values_of("lead", lead)["contact_id"]
    assert values_of("account", account)[name] == "Hội chợ"
    assert values_of("contact", str(contact))[name] == "Hội chợ"
