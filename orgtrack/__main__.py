"""`python -m orgtrack` and the console script."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from orgtrack.cli import app

    app(prog_name="orgtrack")


if __name__ == "__main__":
    main()
