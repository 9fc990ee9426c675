"""Whose the addresses of mail are, among the people and customers that the profile knows."""
