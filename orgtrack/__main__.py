"""`python -m orgtrack` and the console script."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    import gc
    import os
    import sys

    # Modules and classes are made to stay: looking for garbage among them is a tenth of a short command.
    gc.set_threshold(100_000, 50, 50)

    # A service manager may start a program with its standard streams closed.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run

    try:
        from orgtrack.cli import app
    except KeyboardInterrupt:
        sys.exit(130)
    app(prog_name="orgtrack")


if __name__ == "__main__":
    main()
