"""The site as people meet it: in Chromium, by keyboard, on paper, on a phone; `python -m tests.browser` shows it."""
