"""Ids in addresses: what no table can hold is not found."""

from flask.blueprints import BlueprintSetupState
from werkzeug.routing import IntegerConverter, Map


class RowId(IntegerConverter):
    """The id of a row, `<row_id:…>`."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=2**31 - 1)


def teach(state: BlueprintSetupState) -> None:
    """Let the addresses of the application know it; before the first route that uses it."""
    state.app.url_map.converters.setdefault("row_id", RowId)
