"""Setting an account up: its servers found from the address, each step tried and explained."""
