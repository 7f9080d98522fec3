"""Refusals that concern texts."""

from collections.abc import Mapping

from app.law.errors import InvalidInput


class TextOvertaken(InvalidInput):
    """Somebody else handed in a version meanwhile. `now`: what the form says anew; the next sending is deliberate."""

    code = "text_overtaken"
    message = "有人在您打开页面后提交了新的版本，您的版本没有覆盖它"
    status = 409

    def __init__(self, fields: Mapping[str, str], now: Mapping[str, str]):
        super().__init__(fields=dict(fields))
        self.now = dict(now)
