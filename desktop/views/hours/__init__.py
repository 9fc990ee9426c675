"""Working hours on the screen: read, edited for the company and for oneself."""
