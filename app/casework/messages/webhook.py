"""The way to a gateway of another house: one POST of JSON, bounded in time and size. Addresses may be secrets.

Neither proxies nor redirects are followed. A gateway that hangs, or that answers byte by byte, is cut off.
"""

import json
from collections.abc import Mapping
from typing import Any

from app import bounded_call
from app.bounded_call import NotAnswered, NotReached
from app.casework.messages.dispatch import NoAnswer, NotSent, WayIsShut

PATIENCE = 5.0  # seconds for each step
LONGEST = 10.0  # seconds for all of it
LARGEST = 64 * 1024  # bytes of an answer that are read
TOO_MANY, GATEWAY_TIMEOUT = 429, 504


def post(
    url: str, content: Mapping[str, Any], head: Mapping[str, str], title: str, longest: float = LONGEST
) -> Any:
    """The JSON that came back, None where it is none. `title`: the gateway, for people.

    Raises WayIsShut when it is not reached or cannot take it now, NotSent when it refuses, NoAnswer when nobody knows.
    """
    body = json.dumps(content, ensure_ascii=False).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    try:
        status, data = bounded_call.post(
            url, body, {**kind, **head}, patience=PATIENCE, longest=longest, largest=LARGEST
        )
    except NotReached as error:
        raise WayIsShut(f"无法连接{title}（{error}）") from error
    except NotAnswered as error:
        raise NoAnswer(f"{title}没有回应（{error}）") from error
    if not 200 <= status < 300:
        raise _trouble_of(status)(f"{title}回应状态 {status}")
    try:
        return json.loads(data)
    except ValueError:
        return None


def _trouble_of(status: int) -> type[Exception]:
    """A gateway in trouble, or one that is asked too often, takes it later; behind one that gave up waiting for
    another, nobody knows."""
    if status == GATEWAY_TIMEOUT:
        return NoAnswer
    return WayIsShut if status == TOO_MANY or status >= 500 else NotSent
