"""Eight processes write at once, and others read meanwhile: every write is there, and nobody hears of a lock."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

from story import Story, command, environment

FULL = 500
PROCESSES = 8
# The real program, started once: starting Python is not what is tried out.
_WRITER = """
import sys
from story import Story
from pathlib import Path
folder, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
story = Story(folder)
for number in range(count):
    if number % 5 == 4:
        story.say("edit", "Acme", f"note={who} {number}")
    else:
        story.add("milestone", f"Plan {who} {number}", "Acme", "--date", "2025", "--source", "S")
"""
_READER = """
import sys
from story import Story
from pathlib import Path
story, seen = Story(Path(sys.argv[1])), 0
while seen < int(sys.argv[2]):
    now = story.say("timeline", "--format", "jsonl", "--search", "Plan").out.count("Plan ")
    assert now >= seen, (now, seen)
    seen = now
"""


def write(folder: Path, count: int, seed: int = 1) -> Counter[str]:
    """So many writes a process, every fifth an edit of one record; what was asked and answered meanwhile."""
    story = Story(folder)
    story.add("milestone", "The first", "Acme", "--date", "2025")
    plans = PROCESSES * (count - count // 5)
    began = time.perf_counter()
    served = subprocess.Popen(
        command("--db", "t.db", "serve"), cwd=folder, env=environment(PYTHONUNBUFFERED="1"), stderr=subprocess.PIPE
    )
    running = [_started(_WRITER, str(folder), "ABCDEFGH"[n], str(count)) for n in range(PROCESSES)]
    reader = _started(_READER, str(folder), str(plans))
    found: Counter[str] = Counter()
    try:
        address = _address(served)
        while any(one.poll() is None for one in running):
            with urllib.request.urlopen(f"{address}t/events.json?_size=5&_shape=array") as page:
                assert json.load(page)
            found["pages served meanwhile"] += 1
        for one in (*running, reader):
            _, said = one.communicate(timeout=60)
            assert one.returncode == 0, said
    finally:
        served.kill()
        served.wait()
        for one in (*running, reader):
            one.kill()
            one.wait()
    found["milliseconds a write, all told"] = round((time.perf_counter() - began) * 1000 / (PROCESSES * count))
    made = {headline for (headline,) in story.rows("SELECT headline FROM events")}
    asked = (f"Plan {who} {n}" for who in "ABCDEFGH" for n in range(count) if n % 5 < 4)
    lost = [plan for plan in asked if not any(headline.startswith(plan) for headline in made)]
    assert not lost, lost
    assert story.count() == plans + 1
    assert story.count("txn") == PROCESSES * count + 1
    story.check_whole()
    story.say("verify")
    found["writes, all of them there"] = PROCESSES * count
    return found


def _started(program: str, *words: str) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent.parent)
    env = environment()
    env["PYTHONPATH"] += f":{here}"
    return subprocess.Popen([sys.executable, "-c", program, *words], env=env, stderr=subprocess.PIPE, text=True)


def _address(served: subprocess.Popen[bytes]) -> str:
    """Where the server says it is; what else it says is read and let go, so that it can go on speaking."""
    assert served.stderr is not None
    said = next(found for line in served.stderr if (found := re.search(rb"http://127.0.0.1:\d+/", line)))
    threading.Thread(target=served.stderr.read, daemon=True).start()
    return said[0].decode()
