"""Caching of what everybody may read: a minute, then by ETag. Short, because what is withdrawn must go.

Pages differ by the reader's display (大字版) in a cookie, hence `Vary`. An answer that carries anything of a session
(a message of the last act) stays private.
"""

from flask import Response, request, session

A_MINUTE = "public, max-age=60"


def shortly_kept(response: Response) -> Response:
    """The same answer with its caching headers; 304 when the reader has it already."""
    response.vary.add("Cookie")
    if session.modified:
        return response
    response.headers["Cache-Control"] = A_MINUTE
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
