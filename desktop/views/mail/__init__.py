"""Mail: folders at the left, messages in the middle, the message being read at the right."""
