"""What a browser is told it may do with a tracker's pages, and which Datasette can show them."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages, small_tracker

from orgtrack.plugin.serve import site

OURS = ("/names/-/timeline", "/names/-/org/1", "/names/-/search?q=ma")
DATASETTES = ("/names", "/names/events", "/names/citations/1", "/names?sql=select+1", "/names/undated_events")
ANOTHER_DATASETTE = """
import importlib.metadata as metadata, sys
real = metadata.version
metadata.version = lambda name: "1.0a9" if name == "datasette" else real(name)
from datasette.cli import cli
from datasette.plugins import pm
from orgtrack import plugin
if not pm.is_registered(plugin):
    pm.register(plugin)
cli(["serve", sys.argv[1], "--get", "/names.json"])
"""


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(small_tracker(tmp_path))
    yield made
    made.close()


def policy_of(application: Any, address: str) -> tuple[str, str]:  # noqa: ANN401 - a Datasette
    answer = asyncio.run(application.client.get(address))
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.headers["content-security-policy"], answer.text


@pytest.mark.parametrize("address", OURS)
def test_our_pages_need_nothing_unsafe(pages: Pages, address: str) -> None:
    policy, text = policy_of(pages.site, address)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<script>|<style>| style=| on\w+=", text)


@pytest.mark.parametrize("address", DATASETTES)
def test_of_datasettes_pages_only_its_own_scripts_run(pages: Pages, address: str) -> None:
    policy, text = policy_of(pages.site, address)
    scripts = policy.split("script-src")[1].split(";")[0]
    assert "unsafe" not in scripts
    inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert inline
    for script in inline:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in scripts


def test_files_are_what_they_say(pages: Pages) -> None:
    for address in ("/names/events.json", "/names/events.csv"):
        assert asyncio.run(pages.site.client.get(address)).headers["x-content-type-options"] == "nosniff"


def test_under_another_address_too(tmp_path: Path) -> None:
    path = small_tracker(tmp_path)
    made: Any = site(path)
    made._settings["base_url"] = "/there/"
    policy, _ = policy_of(made, "/names/events")
    assert "script-src" in policy
    for database in made.databases.values():
        database.close()


def test_a_datasette_that_it_is_not_made_for_is_named_in_one_sentence(tmp_path: Path) -> None:
    path = small_tracker(tmp_path)
    told = subprocess.run(
        [sys.executable, "-c", ANOTHER_DATASETTE, str(path)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith("Error: orgtrack's pages are made for Datasette 0.65, and this is Datasette 1.0a9")
    assert told.stderr.count("\n") == 1
