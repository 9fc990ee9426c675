"""The screens: everything that knows Qt, and of ours only `desktop.core`."""
