"""What people do: plain functions on a unit of work, offered as commands by key."""
