"""Projects and tasks on the screen: the tree, the board, the week plan, the time sheet."""
