"""Takes pictures of every screen with the demo company, for people who judge and compare them."""
