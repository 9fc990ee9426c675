"""The history of what the centre keeps beside the records: the schema `sync`."""
