"""Records: their lists, forms, cards and history, all by declaration."""
