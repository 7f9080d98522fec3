"""The templates of pages, which share one set of globals."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PageEnvironment(Environment):
    """No page gives a template globals of its own.

    Jinja chains an empty set of its own before the shared one for each template, and looks through both, name by name,
    whenever a template imports macros: twenty times for a case page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Called by Jinja when it loads a template."""
        return super().make_globals(d) if d else self.globals
