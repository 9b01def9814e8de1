"""Fixtures: a story is a tracker that the real program records in; `told` reads it from the test's docstring."""

from __future__ import annotations

import os
from inspect import cleandoc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from story import Story

# The clock of a busy machine fails no test, and a failure found once is found again.
settings.register_profile(
    "orgtrack", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("orgtrack")


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ORGTRACK_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A tracker that does not exist yet."""
    return Story(tmp_path)


@pytest.fixture
def told(story: Story, request: pytest.FixtureRequest) -> Story:
    """The tracker of which the test's docstring tells, a command a line (see `Story.tell`)."""
    story.tell(cleandoc(request.function.__doc__ or ""))
    return story
