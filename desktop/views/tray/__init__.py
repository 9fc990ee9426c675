"""The icon of the program in the bar of the desktop; imported when it is switched on."""
