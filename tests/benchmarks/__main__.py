"""All benchmarks: `python -m tests.benchmarks`. Figures are ratios in one run; nothing here runs in CI."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Run every bench_*.py beside this file; 1 when a figure is not what is promised."""
    kept = True
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"== {path.stem}", flush=True)
        kept = bool(import_module(f"tests.benchmarks.{path.stem}").main()) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
