"""What the product is about: frozen values and pure functions over them.

Nothing here knows a screen, a disk, a clock or a library; times, names and random ids come in
as arguments.
"""
