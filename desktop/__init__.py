"""Lienhe: CRM and groupware that works without a network."""
