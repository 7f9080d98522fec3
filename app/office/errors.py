"""What the rules of the office refuse, each with its code and its Chinese sentence."""

from app.law.errors import InvalidInput, NotAllowed, RuleViolation


class UnknownUnit(RuleViolation):
    """No unit of that code on that day."""

    code = "unknown_unit"
    message = "没有找到该机构，请核对机构代码"
    status = 404


class WrongPlaceInTree(RuleViolation):
    """A unit of this kind cannot stand there."""

    code = "wrong_place_in_tree"
    message = "该类机构不能设在所选的上级之下"


class TreeWouldLoop(RuleViolation):
    """A unit cannot stand under itself."""

    code = "tree_would_loop"
    message = "上级机构不能选本机构或者其下级机构"


class UnitNotValid(RuleViolation):
    """The unit does not exist on that day."""

    code = "unit_not_valid"
    message = "该机构在所选日期尚未成立或者已经撤销"


class CodeTaken(InvalidInput):
    """Another unit has this code in the same time."""

    code = "code_taken"
    message = "该机构代码已被使用"


class NameTaken(InvalidInput):
    """Another unit beside it has this full name in the same time: nobody could tell the two apart."""

    code = "name_taken"
    message = "同一上级之下已有全称相同的机构"


class UnitStillInUse(RuleViolation):
    """A unit with open sub-units or appointments is not closed but reorganised."""

    code = "unit_still_in_use"
    message = "该机构还有下级机构或者在任人员，请先调整，或者办理机构改革"


class ChangeStands(RuleViolation):
    """A change of a unit that has come, or on which something stands already, is not taken back."""

    code = "change_stands"
    message = "该机构没有尚未生效的变动"


class GuardedPostsThere(RuleViolation):
    """三员分立: an administrator does not come to administer more than was agreed to by two (decision 0080)."""

    code = "guarded_posts_there"
    message = "该机构有系统管理员、安全管理员、审计管理员或者督办人员任职，请先结束其任职"


class LoginTaken(InvalidInput):
    """Two people cannot have one login."""

    code = "login_taken"
    message = "该登录名已被使用"


class AlreadyAppointed(RuleViolation):
    """The person holds that role there already in that time."""

    code = "already_appointed"
    message = "该人员在此期间已担任该岗位"


class AppointmentOver(RuleViolation):
    """A post has its end: made longer it would pass by what is checked when somebody is appointed (三员分立)."""

    code = "appointment_over"
    message = "这一任职已经结束，不能延长；需要继续任职的，请新增任职"


class SeparatedDuties(RuleViolation):
    """三员分立: system, security and audit administration are never in one hand."""

    code = "separated_duties"
    message = "系统管理员、安全管理员、审计管理员应当由不同的人担任"


class DatesReversed(InvalidInput):
    """The last day lies before the first."""

    code = "dates_reversed"
    message = "结束日期不能早于开始日期"


class AbsenceOverlaps(RuleViolation):
    """Two absences of one person share a day: it would be unclear who stands in."""

    code = "absence_overlaps"
    message = "该人员在此期间已有请假记录"


class DeputyIsOneself(InvalidInput):
    """Nobody stands in for themselves."""

    code = "deputy_is_oneself"
    message = "不能指定本人为代理人"


class DeputyCannotActThere(RuleViolation):
    """A deputy works at the same organ and has an account in use."""

    code = "deputy_cannot_act_there"
    message = "代理人须是本机关在任、账号在用的人员"


class DeputyIsAway(RuleViolation):
    """The deputy is absent as well: a chain of deputies is refused."""

    code = "deputy_is_away"
    message = "所选代理人在此期间也请假，请另选代理人"


class StandsInForAnother(RuleViolation):
    """Who stands in for another cannot go away before somebody else does: chains and loops are refused."""

    code = "stands_in_for_another"
    message = "该人员在此期间正代理他人职责，请先为被代理人另行指定代理人"


class OwnDraft(NotAllowed):
    """审签人、制发人不是拟稿人: whoever wrote on the text neither signs nor issues it."""

    code = "own_draft"
    message = "这份文书由您拟写或者修改过，审签人不能是拟稿人，须由他人审签"
