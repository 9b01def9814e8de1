"""The Datasette plugin: what its pages need to be readable and safe for a tracker.

Datasette loads this module at its own import, through the entry point `datasette`. Under a Datasette that it is not
made for the plugin does one thing: it says so.
"""

from __future__ import annotations

from orgtrack.plugin.supported import unsupported

if unsupported() is None:
    from orgtrack.plugin.hooks import *  # noqa: F403 - the hooks are found here by their names
else:
    from orgtrack.plugin.refusing import *  # noqa: F403
