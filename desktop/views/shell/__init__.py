"""The frame of the program: windows, menus, navigation, search, what is common to all screens."""
