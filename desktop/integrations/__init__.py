"""Other programs and services, spoken to over the network."""
