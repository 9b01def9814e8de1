"""What is promised of the safety of a tracker, sampled: `python -m tests.promises` tries each out in full."""

from __future__ import annotations

import subprocess
import sys

import pytest
from story import REPOSITORY, environment


@pytest.mark.parametrize(
    ("promise", "count"), [("kill", 50), ("writers", 50), ("flips", 200), ("disk", 24)], ids=lambda word: str(word)
)
def test_a_promise_is_kept(promise: str, count: int) -> None:
    """In a process of its own: it forks, and no thread of pytest's may be in that."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises", promise, str(count)],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "seconds" in done.stdout
