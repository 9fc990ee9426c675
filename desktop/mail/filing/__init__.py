"""The ties of messages to the company's records: whose an address is, what is filed with what."""
