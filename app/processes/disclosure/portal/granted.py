"""Pages of one request are for the browser that gave its query code, half an hour after the last use."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.portal.browser import grant_token
from app.processes.disclosure import grants
from app.processes.disclosure.models import DisclosureRequest
from app.web.access import public


def for_applicant(view: Callable[..., Any]) -> Callable[..., Any]:
    """Public route; the view gets the request in place of its number, or the query code is asked for."""

    @public
    @wraps(view)
    def guarded(number: str, **rest: Any) -> Any:
        found = grants.request_granted(grant_token(), number.upper(), timekeeping.now())
        if found is None:
            return _ask_again(number.upper())
        return view(found, **rest)

    return guarded


def sending_key(disclosure: DisclosureRequest) -> str | None:
    """One effect per sending of the form, per request."""
    form_key = request.form.get("form_key", "")[:64]
    return f"portal:{disclosure.case_id}:{form_key}" if form_key else None


def _ask_again(number: str) -> Any:
    """The query code again; an answer that was being sent is carried along, so that it is not lost."""
    if request.method == "POST" and (typed := request.form.get("answer", "")):
        words = {
            "": "离上次操作已超过 30 分钟，请再输入一次查询码。您填写的内容已保留，还没有提交；附件请重新选择"
        }
        return render_template(
            "disclosure/portal/progress.html", number=number, errors=words, answer=typed
        ), 403
    flash("请输入申请编号和查询码；查询结果在 30 分钟内可以重复查看", "warning")
    return redirect(url_for("disclosure_portal.progress"))
