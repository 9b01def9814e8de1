"""What is promised of the safety of a tracker, tried out: sampled in CI, in full by `python -m tests.promises`."""
