"""Mail: accounts, their mirror on this computer, and what is sent."""
