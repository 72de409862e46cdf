"""How far annotators agree: the figures, and what they are made from."""
