"""The server as the process that it is: started as a person starts it, and stopped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30


@contextmanager
def serving(*arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server as a person starts it, and the port that it says it has."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-m", "orgtrack", *arguments], cwd=folder, env=environment, text=True, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        # Ends at the end of the output too, so a server that fails does not hold the test up.
        said = next((found for line in process.stderr if (found := re.search(r"http://127.0.0.1:(\d+)/", line))), None)
        assert said, process.wait(PATIENCE_SECONDS)
        yield process, int(said[1])
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)
        process.stderr.close()
