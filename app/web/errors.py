"""Error pages in plain words. They never touch the database, so they also work when it is down.

A page gets a page, an htmx call gets one line to put beside the control, a path under /api/ gets
`{code, message, fields}`.
"""

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, after_this_request, current_app, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, TooManyRequests

from app.casework.contract.platform import EXTENSION, Platform
from app.casework.contract.public import MenuEntry
from app.law.errors import RuleViolation
from app.web.display import current_display
from app.web.filters import file_size
from app.web.outage import words_of_outage
from app.web.site import current_site

logger = logging.getLogger(__name__)

RETRY_AFTER = "60"  # seconds
STAFF_PATHS = ("/desk", "/board", "/admin")


@dataclass(frozen=True)
class Words:
    """What an error page says: a code for programs, a title, what happened and what can be done."""

    code: str
    title: str
    advice: str


WORDS = {
    400: Words("bad_request", "提交的内容无法识别", "请返回上一页，检查填写的内容后再提交。"),
    403: Words("not_allowed", "没有查看或办理的权限", "如确需办理，请联系{office}{telephone}。"),
    404: Words("not_found", "没有找到这个页面", "地址可能输错了，或者内容已经移走。请从首页重新进入。"),
    405: Words("method_not_allowed", "不能直接打开这个页面", "请从页面上的按钮或者链接进入。"),
    409: Words("conflict", "内容已有变化，这次没有保存", "别人可能刚刚办理过。请返回核对最新情况后再提交。"),
    413: Words(
        "too_large",
        "提交的内容太大，没有保存",
        "一次提交合计不能超过 {limit}。请缩短文字，或者压缩、分开上传附件；视频不要上传，请填写链接。",
    ),
    422: Words("invalid_input", "填写的内容需要修改", "请返回上一页，按提示修改后再提交。"),
    429: Words("too_many_requests", "操作太频繁，请稍后再试", "{wait}如有急事，请致电{office}{telephone}。"),
    500: Words("internal_error", "没能完成这次操作", "没有保存。请稍后再试；如仍不行，请把编号告诉管理员。"),
    503: Words("unavailable", "系统正在维护", "请稍后再来。急需办理的，请致电{office}{telephone}。"),
}
STALE_FORM = Words(
    "stale_form", "本页打开太久，需要重新提交", "请返回上一页，先复制已填的内容，再刷新并提交。"
)


def new_reference() -> str:
    """Short number that ties what the reader sees to one line of the log: E-3F21A0."""
    return f"E-{secrets.token_hex(3).upper()}"


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """An HTTP error that no view has answered itself."""
    status = error.code or 500
    if status == 500 and (what := words_of_outage(getattr(error, "original_exception", None))):
        return _tell_of_outage(error, what)
    words = STALE_FORM if isinstance(error, CSRFError) else WORDS.get(status, WORDS[400])
    reference = _log_failure(error) if status == 500 else ""
    return _answer(status, words.code, words.title, _fill(words.advice, error), reference=reference)


def _tell_of_outage(error: HTTPException, what: str) -> ResponseReturnValue:
    """Database or disk: nothing was saved, and it ends by itself."""
    _log_failure(error)
    answer = make_response(_answer(503, "unavailable", what, _fill(WORDS[503].advice, error)))
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def show_rule_violation(error: RuleViolation) -> ResponseReturnValue:
    """A rule of the law or of the office said no. Its sentence is shown as it stands."""
    fields = dict(getattr(error, "fields", None) or {})
    answer = make_response(_answer(error.status, error.code, str(error.message), fields=fields))
    answer.headers.update(waiting_header(error))
    return answer


def waiting_header(error: Exception | None) -> dict[str, str]:
    """Retry-After of a refusal that ends by itself; empty for others."""
    seconds = getattr(error, "retry_after", None)
    return {"Retry-After": str(seconds)} if seconds else {}


def tell_when_to_return(error: RuleViolation) -> None:
    """For programs, where a refusal is over after some seconds: its status and `Retry-After` on this answer, also
    when a form shows the sentence beside its field."""
    if header := waiting_header(error):

        @after_this_request
        def tell(response: Response) -> Response:
            response.status_code = error.status
            response.headers.update(header)
            return response


def _log_failure(error: HTTPException) -> str:
    """One line with the number; the places in the code were logged just before (`web.quiet_flask`)."""
    reference = new_reference()
    cause = getattr(error, "original_exception", None) or error
    logger.error("%s %s %s: %s", reference, request.method, request.endpoint or "-", type(cause).__name__)
    return reference


def _fill(advice: str, error: HTTPException) -> str:
    """Put telephone, limit and waiting time into the advice."""
    site = current_site()
    limit = request.max_content_length if isinstance(error, RequestEntityTooLarge) else None
    return advice.format(
        office=site.office_name,
        telephone=f"（电话 {site.telephone}）" if site.telephone else "",
        limit=file_size(limit) if limit else "规定的大小",
        wait=_waiting_time(error),
    )


def _waiting_time(error: HTTPException) -> str:
    seconds = getattr(error, "retry_after", None) if isinstance(error, TooManyRequests) else None
    if not isinstance(seconds, int):
        return "请过几分钟再试。"
    return f"请在 {max(1, -(-seconds // 60))} 分钟后再试。"


def _answer(
    status: int,
    code: str,
    title: str,
    advice: str = "",
    *,
    reference: str = "",
    fields: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """The same words as JSON, as one line for htmx, or as a page."""
    if request.path.startswith("/api/"):
        message = f"{title}（编号 {reference}）" if reference else title
        return jsonify(code=code, message=message, fields=fields or {}), status
    name = "errors/_line.html" if request.headers.get("HX-Request") else "errors/error.html"
    template = current_app.jinja_env.get_template(name)
    return template.render(
        status=status,
        title=title,
        advice=advice,
        reference=reference,
        fields=fields or {},
        site=current_site(),
        display=current_display(),
        for_staff=request.path.startswith(STAFF_PATHS),
        follow=[(url_for(entry.endpoint), entry.title) for entry in _ways_to_follow()],
    ), status


def _ways_to_follow() -> list[MenuEntry]:
    """Where people follow their cases, as the processes name it; a start that failed early has none yet."""
    found: Platform | None = current_app.extensions.get(EXTENSION)
    processes = found.processes.values() if found else ()
    return [process.public.follow for process in processes if process.public.follow]


def init_app(app: Flask) -> None:
    """Register the handlers. Handlers of a blueprint, such as the API's own, go before these."""
    for status in WORDS:
        app.register_error_handler(HTTPStatus(status).value, show_http_error)
    app.register_error_handler(InternalServerError, show_http_error)
    app.register_error_handler(RuleViolation, show_rule_violation)
