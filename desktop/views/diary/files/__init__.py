"""Calendar files in the diary: taking events from them, writing events to them."""
