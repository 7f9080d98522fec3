"""Pages of one request are for the browser that gave its query code, half an hour after the last use."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, redirect, request, url_for

from app import timekeeping
from app.portal.browser import grant_token
from app.processes.disclosure import grants
from app.web.access import public


def for_applicant(view: Callable[..., Any]) -> Callable[..., Any]:
    """Public route; the view gets the request in place of its number, or the query code is asked for."""

    @public
    @wraps(view)
    def guarded(number: str, **rest: Any) -> Any:
        found = grants.request_granted(grant_token(), number.upper(), timekeeping.now())
        if found is None:
            return _ask_again()
        return view(found, **rest)

    return guarded


def _ask_again() -> Any:
    kept = "。填写的内容没有提交，请返回上一页复制后再查询" if request.method == "POST" else ""
    flash(f"请输入申请编号和查询码{kept}；查询结果在 30 分钟内可以重复查看", "warning")
    return redirect(url_for("portal.progress"))
