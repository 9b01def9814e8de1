"""The only hook under a Datasette that the plugin is not made for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from click import ClickException
from pluggy import HookimplMarker

from orgtrack.plugin.shapes import Site
from orgtrack.plugin.supported import unsupported

__all__ = ["startup"]

hook = HookimplMarker("datasette")


@hook
def startup(datasette: Site) -> Callable[[], Awaitable[None]]:
    """Stop Datasette with the sentence, which it prints as its own."""
    raise ClickException(str(unsupported()))
