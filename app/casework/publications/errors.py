"""Why something may not be put before the public, or taken from it."""

from app.law.errors import InvalidInput, RuleViolation


class NotPublishable(InvalidInput):
    """What is to be published lacks something, or has what must not be there."""

    code = "not_publishable"
    message = "拟公开的内容不符合要求，请改正后重新送审"


class HoldsPersonalData(NotPublishable):
    """条例第十五条；个人信息保护法第二十八条: numbers that point to a person stay out of public texts."""

    code = "holds_personal_data"
    message = "拟公开的内容中有个人信息，请遮盖或者删去后重新提交"


class NotWhatWasApproved(RuleViolation):
    """Byte for byte: what is published is what was approved."""

    code = "not_what_was_approved"
    message = "拟公开的内容与审定稿不一致，没有发布。请核对；确需修改的，改后重新送审"


class KindNotDeclared(RuleViolation):
    code = "publication_kind_not_declared"
    message = "本业务没有登记这一类公开内容，不能发布"


class NotSigned(RuleViolation):
    """What goes out in public is the text that was signed, and nothing that somebody objects to."""

    code = "text_not_signed"
    message = "文稿现在的文本没有有效的签署，不能公开"


class ClosedToThePublic(RuleViolation):
    """A public form of something that no longer stands."""

    code = "publication_closed"
    message = "这项公开内容已不再接受提交"


class AlreadyPublished(RuleViolation):
    code = "already_published"
    message = "这项内容已经发布，没有重复发布。要修改的，请办理更正；不应公开的，请办理撤回"


class NotStanding(RuleViolation):
    code = "publication_not_standing"
    message = "这项内容已撤回或者公开期限已满，不能再作更正、撤回或者评估"
