"""Writing letters: their window, recipients, text, attachments, and what is on its way."""
