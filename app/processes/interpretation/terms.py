"""The clocks of a package: each round of co-signing, and further forms once document and text are public.

Whoever is late with a signature is urged and shown late; silence is never consent.
"""

from app.casework.contract.terms import Rule, Terms
from app.law.clock import ClockKind

terms = Terms(
    leading=(ClockKind.CO_SIGNING, ClockKind.FURTHER_FORMS),
    rules={ClockKind.CO_SIGNING: Rule(soon=1), ClockKind.FURTHER_FORMS: Rule(soon=1)},
    punctual=(ClockKind.FURTHER_FORMS,),
)
