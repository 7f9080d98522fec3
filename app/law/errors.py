"""The tree of refusals: an act that a rule forbids raises one of these, translated once, at the edge."""

from collections.abc import Mapping


class RuleViolation(Exception):
    """A rule says no. `code` is for programs, `message` (Chinese) for people, `status` for HTTP."""

    code = "rule_violation"
    message = "该操作不符合规定"
    status = 409

    def __init__(
        self, message: str | None = None, *, code: str | None = None, fields: Mapping[str, str] | None = None
    ):
        self.message = message or type(self).message
        self.code = code or type(self).code
        self.fields: dict[str, str] = dict(fields or {})
        super().__init__(self.message)


class NotAllowed(RuleViolation):
    """The person has no right to do this."""

    code = "not_allowed"
    message = "您没有办理该事项的权限"
    status = 403


class InvalidInput(RuleViolation):
    """What was entered cannot be used; `fields` names each field and its fault."""

    code = "invalid_input"
    message = "填写的内容有误，请改正后重新提交"
    status = 422


class DayOutOfRange(InvalidInput):
    """A stated day lies in the future, or before what it follows."""

    code = "day_out_of_range"
    message = "填写的日期不在可能的范围内，请核对"


class DayIsRecorded(InvalidInput):
    """The applicant's own sending bears the day on which it was sent; nobody states another."""

    code = "day_is_recorded"
    message = "网上提交的补正以提交当日为收到之日，由系统记录，不能另填日期"


class InvalidEvent(InvalidInput):
    """A clock event that lacks a date or carries an impossible value."""

    code = "invalid_event"
    message = "期限事件的内容有误"


class CalendarMissing(RuleViolation):
    """A year without a calendar: counting is refused; an empty calendar is not a year without holidays."""

    code = "calendar_missing"
    message = "缺少该年度的工作日历，不能推算期限"

    def __init__(self, year: int):
        self.year = year
        super().__init__(f"缺少{year}年的工作日历，不能推算期限；请先导入该年度的放假安排")


class InvalidCalendar(InvalidInput):
    """A yearly calendar file that cannot be trusted."""

    code = "invalid_calendar"
    message = "工作日历文件有误"


class InvalidParameters(InvalidInput):
    """A parameters file, or an override, that cannot be used."""

    code = "invalid_parameters"
    message = "法规参数有误"


class NoRunningReplyClock(RuleViolation):
    """There is no reply time limit at present: not received, awaiting clarification or payment, or ended."""

    code = "no_running_reply_clock"
    message = "目前没有正在计算的答复期限，不能办理该事项"


class AlreadyExtended(RuleViolation):
    """条例第三十三条：one extension per clock."""

    code = "already_extended"
    message = "该申请已延期一次，不得再次延期"


class ExtensionTooLate(RuleViolation):
    """条例第三十三条：the notice must go out on or before the original due day."""

    code = "extension_too_late"
    message = "已超过答复届满日，延期不产生效力；请尽快答复"


class ExtensionOutOfRange(InvalidInput):
    """条例第三十三条：at most twenty working days."""

    code = "extension_out_of_range"
    message = "延期天数应为1至20个工作日"


class ClarificationAlreadyRequested(RuleViolation):
    """条例第三十条：everything is named once, in one notice."""

    code = "clarification_already_requested"
    message = "已经通知过补正；补正内容应当一次性告知，不得再次要求补正"


class NoClarificationRequested(RuleViolation):
    """Nothing is being waited for."""

    code = "no_clarification_requested"
    message = "目前没有待申请人补正的事项"


class ClarificationLate(RuleViolation):
    """The answer came after the period; a person must say whether it is still accepted."""

    code = "clarification_late"
    message = "补正已超过期限；是否接受须由经办人确认"


class AnsweredInTime(RuleViolation):
    """条例第三十条：who answered in time gave nothing up."""

    code = "answered_in_time"
    message = "申请人已在补正期限内提交补正，不能按逾期结案；请选择继续办理"


class LateAnswerUndecided(InvalidInput):
    """条例第三十条：a late answer is on record; whether its reason is good must be decided, and told."""

    code = "late_answer_undecided"
    message = "申请人已提交逾期补正。认可正当理由的，请选择继续办理；不予认可的，请写明理由，理由写入告知书"


class LapseTooEarly(RuleViolation):
    """A case lapses on the day after the period at the earliest."""

    code = "lapse_too_early"
    message = "期限尚未届满，不能按逾期结案"


class NothingToLapse(RuleViolation):
    """The applicant owes neither clarification nor payment."""

    code = "nothing_to_lapse"
    message = "目前没有可以按逾期结案的事项"


class LapseNeedsConfirmation(RuleViolation):
    """A provisional due day closes nothing by machine: a person confirms."""

    code = "lapse_needs_confirmation"
    message = "该期限跨入尚未公布放假安排的年度，为暂定日期，须由经办人核对后确认"


class FeeNoticeTooLate(RuleViolation):
    """国办函〔2020〕109号第六条（未核对）：the notice goes out within the reply time limit."""

    code = "fee_notice_too_late"
    message = "已超过答复届满日，不能再发收费通知"


class PaymentLate(RuleViolation):
    """Paid after the period; a person must say whether it is still accepted."""

    code = "payment_late"
    message = "缴费已超过期限；是否接受须由经办人确认"


class NoPaymentRequested(RuleViolation):
    """No fee notice is open."""

    code = "no_payment_requested"
    message = "目前没有待缴的信息处理费"


class AlreadyWithdrawn(RuleViolation):
    """A withdrawn request has no clocks left."""

    code = "already_withdrawn"
    message = "申请人已撤回申请，不能继续办理"


class ReplyAlreadyIssued(RuleViolation):
    """The reply has its number: the request is decided, there is nothing left to withdraw."""

    code = "reply_already_issued"
    message = "答复已经作出，不能再撤回申请"


class UnknownConsultation(RuleViolation):
    """No consultation letter of that id was sent."""

    code = "unknown_consultation"
    message = "没有找到对应的征求意见记录"


class ConsultationAnswered(RuleViolation):
    """The opinion is already on file."""

    code = "consultation_answered"
    message = "该征求意见已收到答复"


class UnknownOutcome(InvalidInput):
    """A result code that the table of outcomes does not know."""

    code = "unknown_outcome"
    message = "没有这种处理结果"


class NoReconsiderationOrgan(RuleViolation):
    """The organ's place in the tree does not tell where to apply for reconsideration."""

    code = "no_reconsideration_organ"
    message = "无法确定行政复议机关，请先在机构设置中补全上级机关"
