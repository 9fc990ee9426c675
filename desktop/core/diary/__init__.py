"""What a diary shows and how it is laid out: plain values, no database and no window."""
