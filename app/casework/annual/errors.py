"""Refusals about annual reports."""

from app.law.errors import InvalidInput, RuleViolation


class YearNotOver(InvalidInput):
    """A report is about a year that is over (条例第五十条: 上一年度)."""

    code = "year_not_over"
    message = "这一年还没有结束，年度报告在次年编制；本年的数字请看统计"


class ReportExists(RuleViolation):
    """There is one already."""

    code = "report_exists"
    message = "这个机关这一年的年度报告已经建立，请打开原来的报告；已公布的用“更正”"


class ReportMoved(RuleViolation):
    """Somebody changed the report since the page was read."""

    code = "report_moved"
    message = "报告在您打开之后已有改动，请核对现在的内容后再提交"


class WrongState(RuleViolation):
    """What is asked for does not fit how far the report is."""

    code = "report_state"
    message = "报告现在的状态不能这样办理"


class ReportHasFaults(RuleViolation):
    """Self-check (自检) found what must be put right first."""

    code = "report_has_faults"
    message = "自检没有通过，请先改正"


class ReasonNeeded(InvalidInput):
    """A cell that follows from the record is only changed with a reason."""

    code = "reason_needed"
    message = "这一格由系统从办件统计，改动须写明理由"


class NotTheSigner(RuleViolation):
    """报送 is by who signed."""

    code = "not_the_signer"
    message = "报告由签批人报送"
    status = 403
