"""缴费登记的作废和退付 by programs (第四十二条)."""

from typing import Any

from app.api.access import token_required
from app.api.described import described
from app.processes.disclosure import fee_acts
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.api.excess import done_with


@bp.post("/<number>/payments/void")
@described(told.VOIDED, body=told.VOID)
@token_required
def void_payment(number: str) -> dict[str, Any]:
    """作废一笔登记有误的缴费。"""
    return done_with(number, fee_acts.void_payment)


@bp.post("/<number>/payments/refund")
@described(told.REFUNDED, body=told.REFUND_MADE)
@token_required
def record_refund(number: str) -> dict[str, Any]:
    """登记退付。"""
    return done_with(number, fee_acts.record_refund)
