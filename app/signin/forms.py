"""The fields of the pages, with what was typed and what is wrong with it. Passwords are not shown again."""

from collections.abc import Callable, Mapping
from datetime import date

from app.law.errors import InvalidInput, RuleViolation
from app.office.models import Person
from app.web.fields import FieldView

NO_FIELDS: dict[str, str] = {}
REASON_LENGTH = 200
DEPUTY_HINT = "请假期间由其办理您名下的待办。不指定则待办留在您名下"


def sign_in_fields(login: str = "") -> list[FieldView]:
    return [
        FieldView("login", "登录名", login, required=True, autocomplete="username"),
        FieldView("password", "密码", required=True, type="password", autocomplete="current-password"),
    ]


def password_fields(
    hint: str, errors: Mapping[str, str] = NO_FIELDS, *, with_code: bool = False
) -> list[FieldView]:
    code = [code_field(errors, "手机不在身边的，也可以输入一个恢复码")] if with_code else []
    return [
        _secret("old_password", "原密码", "current-password", errors),
        _secret("password", "新密码", "new-password", errors, hint),
        _secret("again", "再输入一次新密码", "new-password", errors),
        *code,
    ]


def code_field(errors: Mapping[str, str] = NO_FIELDS, hint: str = "") -> FieldView:
    """A one-time code; what was typed is not shown again."""
    return FieldView(
        "code", "动态验证码", error=errors.get("code", ""), hint=hint or "验证器应用上正在显示的6位数字", required=True,
        autocomplete="one-time-code", inputmode="numeric",
    )  # fmt: skip


def recovery_field() -> FieldView:
    return FieldView(
        "code",
        "恢复码",
        required=True,
        autocomplete="off",
        hint="设置双因素登录时保存的24位恢复码，横线可以不输入",
    )


def both_fields(errors: Mapping[str, str] = NO_FIELDS) -> list[FieldView]:
    """Password and code, for what gives power away."""
    return [
        _secret("password", "密码", "current-password", errors),
        code_field(errors, "手机不在身边的，也可以输入一个恢复码"),
    ]


def own_password_field(errors: Mapping[str, str] = NO_FIELDS) -> FieldView:
    return _secret("password", "密码", "current-password", errors)


def absence_fields(
    colleagues: list[Person], typed: Mapping[str, str] = NO_FIELDS, errors: Mapping[str, str] = NO_FIELDS
) -> list[FieldView]:
    choices = [(str(one.id), one.name) for one in colleagues]
    return [
        FieldView("first_day", "请假第一天", typed.get("first_day", ""), errors.get("first_day", ""),
                  required=True, type="date"),
        FieldView("last_day", "请假最后一天", typed.get("last_day", ""), errors.get("last_day", ""),
                  required=True, type="date"),
        FieldView("deputy", "代理人", typed.get("deputy", ""), errors.get("deputy", ""), type="select",
                  choices=choices, placeholder="不指定", hint=DEPUTY_HINT),
        FieldView("reason", "事由", typed.get("reason", ""), errors.get("reason", "")),
    ]  # fmt: skip


def absence_days(typed: Mapping[str, str]) -> tuple[date, date]:
    """The first and the last day. Raises InvalidInput beside each field that holds no day."""
    days, errors = {}, {}
    for name in ("first_day", "last_day"):
        try:
            days[name] = date.fromisoformat(typed.get(name, "").strip())
        except ValueError:
            errors[name] = "请填写日期，例如 2026-03-02"
    if len(typed.get("reason", "")) > REASON_LENGTH:
        errors["reason"] = f"事由不超过{REASON_LENGTH}字"
    if errors:
        raise InvalidInput(fields=errors)
    return days["first_day"], days["last_day"]


def chosen_deputy(typed: Mapping[str, str], colleagues: list[Person]) -> Person | None:
    """The colleague that was chosen. Raises InvalidInput for somebody who is none."""
    chosen = typed.get("deputy", "")
    if not chosen:
        return None
    for colleague in colleagues:
        if str(colleague.id) == chosen:
            return colleague
    raise InvalidInput(fields={"deputy": "请从名单中选择代理人"})


def tried(act: Callable[[], None]) -> tuple[dict[str, str], int]:
    """What is wrong, beside the fields or on top of the form, with the status of the page; nothing when it was done."""
    try:
        act()
    except RuleViolation as refusal:
        return refusal.fields or {"": refusal.message}, refusal.status
    return {}, 200


def _secret(name: str, label: str, autocomplete: str, errors: Mapping[str, str], hint: str = "") -> FieldView:
    return FieldView(
        name, label, error=errors.get(name, ""), hint=hint, required=True, type="password",
        autocomplete=autocomplete,
    )  # fmt: skip
