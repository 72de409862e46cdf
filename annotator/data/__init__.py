"""Files that the program shows or hands out; `annotator.resources` finds them."""
