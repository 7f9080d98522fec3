"""What a stranger sends must be something that any table and any letter can hold, before a view reads it.

One place for pages and API alike: addresses (ids that no table holds, NUL: not found), query and form values and JSON
(NUL, lone surrogates, numbers out of range, endless nesting: 422 with the field), and how large a body of text may be.
"""

import math
import re
from collections.abc import Iterable
from typing import IO, Any, cast

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import ImmutableDict, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import (
    BaseConverter,
    IntegerConverter,
    Map,
    PathConverter,
    UnicodeConverter,
    ValidationError,
)
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from app.casework.contract.fields import MAX_INTEGER, is_row_id
from app.law.errors import InvalidInput
from app.web.quiet_flask import QuietFlask

DEEPEST = 32  # a form of this house is three deep
OUT_OF_RANGE = "数值超出范围"
TOO_LARGE = f"{OUT_OF_RANGE}；号码应写作文字，放在引号内"  # mostly a telephone that was sent as a number
TOO_DEEP = "请求内容的层次过多"
MULTIPART = "multipart/form-data"
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def fault_in(text: str) -> str:
    """What no database keeps: NUL, and half of a character (a lone surrogate). A sentence, or nothing."""
    bad = UNKEEPABLE.search(text)
    return f"内容中有无法打印的字符 U+{ord(bad.group()):04X}，请删去" if bad else ""


def check_fields(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and values of a query or a form. Raises InvalidInput with a sentence for each field at fault."""
    faults = {}
    for name, value in pairs:
        if fault := fault_in(name):
            faults[""] = fault
        elif fault := fault_in(value):
            faults[name] = fault
    if faults:
        raise InvalidInput(fields=faults)


def check_json(body: Any) -> None:
    """Every name and value of a JSON body, without recursion. Raises InvalidInput under the outermost name."""
    waiting: list[tuple[str, int, Any]] = [("", 0, body)]
    while waiting:
        place, depth, value = waiting.pop()
        if fault := _fault_of(value, depth):
            raise InvalidInput(fields={place: fault})
        if isinstance(value, dict):
            check_fields((name, "") for name in value)
            waiting += [(place or name, depth + 1, inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(place, depth + 1, inner) for inner in value]


def _fault_of(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        return TOO_DEEP
    if isinstance(value, str):
        return fault_in(value)
    if isinstance(value, float):
        return "" if math.isfinite(value) else OUT_OF_RANGE
    return TOO_LARGE if isinstance(value, int) and abs(value) > MAX_INTEGER else ""


class InPieces(LimitedStream):
    """A body that comes in pieces, without its length: werkzeug would cut it off at the limit and go on."""

    def readall(self) -> bytes:
        """Raises RequestEntityTooLarge when there is more than the limit."""
        data = super().readall()
        if self.is_exhausted and self._stream.read(1):
            raise RequestEntityTooLarge
        return data


class OfficeRequest(Request):
    """A request whose query, form and JSON are checked when they are first read."""

    @property
    def max_content_length(self) -> int | None:
        """What a route asks for beyond the general limit counts for files only (multipart).

        Werkzeug applies `max_form_memory_size` to multipart parts alone: any other body is read whole into memory.
        """
        limit, general = super().max_content_length, current_app.config["MAX_CONTENT_LENGTH"]
        if limit is None or general is None or self.mimetype == MULTIPART:
            return limit
        return min(limit, general)

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. Raises RequestEntityTooLarge: at once by its length, or when more comes than is taken."""
        found, limit = super().stream, self.max_content_length
        if self.content_length is not None or limit is None or "wsgi.input_terminated" not in self.environ:
            return found
        return cast(IO[bytes], InPieces(self.environ["wsgi.input"], limit, is_max=True))

    def check_query(self) -> None:
        """Raises InvalidInput; the query counts as empty from then on."""
        try:
            check_fields(self.args.items(multi=True))
        except (InvalidInput, UnicodeDecodeError) as error:
            self.__dict__["args"] = ImmutableMultiDict()
            raise InvalidInput(
                "网址中的查询内容有误，请从页面重新进入", fields=getattr(error, "fields", {})
            ) from error

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        form: MultiDict[str, str] = self.__dict__["form"]
        try:
            check_fields(form.items(multi=True))
        except InvalidInput:
            self.__dict__["form"] = ImmutableMultiDict()
            raise

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """As Flask's, checked. Raises InvalidInput."""
        try:
            body = super().get_json(force=force, silent=silent, cache=cache)
        except RecursionError as error:
            raise InvalidInput(TOO_DEEP, code="bad_json") from error
        check_json(body)
        return body


class RowId(IntegerConverter):
    """`<int:…>` in an address: what no table can hold is not found."""

    def __init__(
        self, url_map: Map, fixed_digits: int = 0, min: int = 1, max: int = MAX_INTEGER, signed: bool = False
    ) -> None:
        super().__init__(url_map, fixed_digits, min, max, signed)

    def to_python(self, value: str) -> int:
        if not is_row_id(value):
            raise ValidationError
        return int(super().to_python(value))


class _Printable(BaseConverter):
    def to_python(self, value: str) -> str:
        if fault_in(value):
            raise ValidationError
        return str(super().to_python(value))


class Words(_Printable, UnicodeConverter):
    """`<…>` in an address."""


class Path(_Printable, PathConverter):
    """`<path:…>` in an address."""


class OfficeMap(Map):
    """Addresses whose variable parts are checked, for every blueprint of whoever plugs in."""

    default_converters = ImmutableDict({
        **Map.default_converters,
        "default": Words, "string": Words, "path": Path, "int": RowId, "row_id": RowId,
    })  # fmt: skip


class OfficeFlask(QuietFlask):
    """Flask with these requests and addresses."""

    request_class = OfficeRequest
    url_map_class = OfficeMap


def init_app(app: Flask) -> None:
    """Check the query of every request, before anything else reads it."""

    @app.before_request
    def check_query() -> None:
        if isinstance(request, OfficeRequest):
            request.check_query()
