"""`annotator` and `python -m annotator`."""

from __future__ import annotations

from annotator.cli.root import root


def main() -> None:
    """Runs the command line and exits with its code."""
    root.main()


if __name__ == "__main__":
    main()
