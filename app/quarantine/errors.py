"""The one refusal of the quarantine that concerns no file: there is no turn left at the moment."""

from app.law.errors import RuleViolation
from app.quarantine.limits import COME_BACK_SECONDS


class TooManyAtOnce(RuleViolation):
    """Others are having their files opened; nothing was kept. It may be sent again after `retry_after` seconds."""

    code = "too_many_files_at_once"
    message = f"现在上传、核验文件的人较多，这次的文件没有接收，请在 {COME_BACK_SECONDS} 秒后再试"
    status = 429
    retry_after = COME_BACK_SECONDS
