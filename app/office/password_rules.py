"""What a password must be like: two profiles, since ASVS 5.0 forbids what 等保 2.0 assessors ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from app.law.errors import InvalidInput

COMMON_PASSWORDS = Path(__file__).parent / "data" / "common_passwords.txt"
LONGEST = 128
SHORTEST_CONTEXT = 3  # signs; shorter words would refuse too much
OFFICE_WORDS = ("mingbai", "明白", "zhengwu", "政务公开", "password", "mima")
PLACE_ENDINGS = (
    "人民政府",
    "自治州",
    "彝族",
    "街道办事处",
    "办公室",
    "委员会",
    "政府",
    "州",
    "市",
    "县",
    "镇",
    "乡",
)


@dataclass(frozen=True)
class PasswordProfile:
    """Numbers of a policy. `classes`: how many of capital, small, digit, other; 0 days: no rotation."""

    name: str
    shortest: int
    classes: int
    rotation_days: int
    history: int


PROFILES = {
    "dengbao": PasswordProfile("dengbao", shortest=10, classes=3, rotation_days=90, history=5),
    "asvs": PasswordProfile("asvs", shortest=15, classes=0, rotation_days=0, history=0),
}


def password_profile() -> PasswordProfile:
    """The profile that the application is configured with (PASSWORD_PROFILE)."""
    return PROFILES[current_app.config.get("PASSWORD_PROFILE", "dengbao")]


def check_password(password: str, context: Iterable[str], profile: PasswordProfile) -> None:
    """Raises InvalidInput (field `password`). `context`: login, name, organs and places of the person."""
    if fault := fault_of(password, context, profile):
        raise InvalidInput(fields={"password": fault})


def fault_of(password: str, context: Iterable[str], profile: PasswordProfile) -> str | None:
    """What is wrong with the password, in Chinese; None when nothing is."""
    return (
        _fault_of_form(password, profile)
        or _fault_of_context(password, context)
        or _fault_of_commonness(password)
    )


def _fault_of_form(password: str, profile: PasswordProfile) -> str | None:
    if len(password) < profile.shortest:
        return f"密码至少{profile.shortest}位"
    if len(password) > LONGEST:
        return f"密码最多{LONGEST}位"
    if not password.isprintable():
        return "密码不能含有控制字符"
    if len(set(password)) < profile.shortest // 2:
        return "密码中重复的字符太多"
    if _classes_in(password) < profile.classes:
        return f"密码须含大写字母、小写字母、数字、符号中的至少{profile.classes}类"
    return None


def _classes_in(password: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(kind(sign) for sign in password) for kind in kinds)


def _fault_of_context(password: str, context: Iterable[str]) -> str | None:
    plain = password.lower()
    for word in (*OFFICE_WORDS, *context):
        for form in spellings(word):
            if form in plain:
                return "密码不能包含登录名、姓名、单位或者地名（含拼音）"
    return None


def spellings(word: str) -> set[str]:
    """The forms of a word that a password must not contain: as written, without its ending, in pinyin."""
    # Imported here: its dictionaries take 57 MB, and only a new password needs them.
    from pypinyin import Style, lazy_pinyin

    forms = set()
    for stem in {word.strip().lower(), _without_endings(word.strip())}:
        forms |= {stem, "".join(lazy_pinyin(stem, style=Style.NORMAL)).lower()}
    return {form for form in forms if len(form) >= SHORTEST_CONTEXT or (len(form) > 1 and not form.isascii())}


def _without_endings(name: str) -> str:
    for ending in PLACE_ENDINGS:
        name = name.removesuffix(ending)
    return name


def _fault_of_commonness(password: str) -> str | None:
    plain = password.lower()
    if any(common in plain and len(common) * 2 > len(plain) for common in common_passwords()):
        return "该密码过于常见，容易被猜到"
    return None


@cache
def common_passwords() -> frozenset[str]:
    """The offline list of passwords that everybody tries first, one a line."""
    lines = COMMON_PASSWORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
