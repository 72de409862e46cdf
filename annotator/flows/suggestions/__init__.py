"""What the program would say, when that is shown, and how good it is."""
