"""Rules of casework that can say no, each with its code and sentence."""

from app.law.errors import RuleViolation


class NotFound(RuleViolation):
    code = "not_found"
    message = "没有找到，或者您没有查看的权限"
    status = 404


class StaleWorkItem(RuleViolation):
    """The task was completed or cancelled since the page was opened."""

    code = "stale_work_item"
    message = "这一环节已经办理，本次提交没有生效。您填写的内容仍在本页，请核对后再处理"


class CaseIsClosed(RuleViolation):
    code = "case_is_closed"
    message = "这件已办结或已归档，不能再修改"


class AlreadyClaimed(RuleViolation):
    code = "already_claimed"
    message = "这项任务已被他人认领"


class NotClaimed(RuleViolation):
    code = "not_claimed"
    message = "这项任务不在您名下"


class KeyReused(RuleViolation):
    """An idempotency key came again with other contents."""

    code = "idempotency_key_reused"
    message = "同一提交编号用于了不同的内容，请刷新页面后重新提交"


class TooManyWriters(RuleViolation):
    """Others wrote for as long as we wait; nothing was done. May be sent again, with the same key."""

    code = "too_many_writers"
    message = "现在同时办理的人较多，本次提交没有轮到，也没有生效。请稍后再提交一次"
    status = 503
    retry_after = 5  # seconds


class ClockBehind(RuleViolation):
    """By this machine's clock the act would lie before what is on record already: numbers, days and the order of the
    log would be those of another time. Nothing was done."""

    code = "clock_behind"
    message = (
        "系统时间有误（早于最近一条操作记录），本次没有保存。请系统管理员校正时钟，"
        "或者确认时间无误后运行 flask jobs confirm-clock"
    )
    status = 503
    retry_after = 60  # seconds


class CannotHappenNow(RuleViolation):
    """The diagram does not wait for this message at the moment."""

    code = "cannot_happen_now"
    message = "当前环节不能进行这项操作"


class LetterNotReady(RuleViolation):
    code = "letter_not_ready"
    message = "文书正在生成，请稍候再试"


class FileRefused(RuleViolation):
    """An upload of a wrong kind, size or content."""

    code = "file_refused"
    message = "附件不符合要求"
    status = 422


class FileTooLarge(FileRefused):
    """An upload of too many bytes or pixels."""

    code = "file_too_large"
    status = 413
