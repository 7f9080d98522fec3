"""The clock of a package: further forms within their limit, once document and text are public."""

from app.casework.contract.terms import Rule, Terms
from app.law.clock import ClockKind

terms = Terms(
    leading=(ClockKind.FURTHER_FORMS,),
    rules={ClockKind.FURTHER_FORMS: Rule(soon=1)},
    punctual=(ClockKind.FURTHER_FORMS,),
)
