"""Start-up: `add appointment …` end to end against a bare program of one command, the minimum of 20 runs of each."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 20
MOST = 1.25
_BARE = """
import typer

app = typer.Typer()


@app.command()
def appointment(person: str, title: str, organization: str, date: str = "") -> None:
    typer.echo(f"{person} {title} {organization} {date}")


app()
"""


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> bool:
    """Print the figure; whether it is within the promise."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(_BARE, encoding="utf-8")
        tracker = str(Path(folder, "orgtrack.db"))
        add = [sys.executable, "-m", "orgtrack", "--db", tracker, "add", "appointment", "Jane Roe", "CEO", "Acme"]
        _seconds([*add, "--date", "1999-01-01"])
        bare_runs, add_runs = [], []
        for run in range(RUNS):
            bare_runs.append(_seconds([sys.executable, str(bare), "Jane Roe", "CEO", "Acme"]))
            add_runs.append(_seconds([*add, "--date", f"{2000 + run}-01-01", "--new-event"]))
    ratio = min(add_runs) / min(bare_runs)
    print(
        f"start-up: add {min(add_runs) * 1000:.0f} ms, a bare program {min(bare_runs) * 1000:.0f} ms:"
        f" {ratio:.2f} times (at most {MOST})"
    )
    return ratio <= MOST


if __name__ == "__main__":
    sys.exit(not main())
