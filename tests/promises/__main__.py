"""`python -m tests.promises kill|writers|flips|disk [COUNT [SEED]]`: a promise of safety, in full or so often."""

from __future__ import annotations

import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

_PROMISES = {
    "kill": ("kills", "kill"),
    "writers": ("writers", "write"),
    "flips": ("flips", "flip"),
    "disk": ("disks", "fill_disks"),
}


def main(words: list[str]) -> int:
    """Run the promise named; what it counted is printed."""
    if not words or words[0] not in _PROMISES:
        print(__doc__)
        return 2
    # As pytest finds them.
    sys.path.insert(0, str(Path(__file__).parent.parent))
    where, what = _PROMISES[words[0]]
    module = import_module(f"promises.{where}")
    count = int(words[1]) if len(words) > 1 else module.FULL
    seed = int(words[2]) if len(words) > 2 else 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = getattr(module, what)(Path(folder), count, seed)
    for said, number in found.items():
        print(f"{number:7}  {said}")
    print(f"{time.monotonic() - began:7.1f}  seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
