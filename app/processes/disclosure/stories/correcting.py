"""What the invented office finds when it verifies an application for correction (第四十一条)."""

from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.processes.disclosure.correcting_applications import RESULTS
from app.processes.disclosure.forms.verifying import ELSEWHERE, TRANSFERRED
from app.processes.disclosure.models import CorrectionApplication
from app.processes.disclosure.stories.story import Scene


def verified(scene: Scene) -> dict[str, Any]:
    """One result after the other, by how many applications were verified before this one."""
    others = select(func.count()).where(
        CorrectionApplication.result != "", CorrectionApplication.case_id != scene.case.id
    )
    result = list(RESULTS)[(db.session.scalar(others) or 0) % len(RESULTS)]
    return {
        "findings": "调阅登记簿原件，与申请人提供的证据逐项核对（演示）", "result": result,
        "correction": "承包地面积由2.3亩更正为3.2亩（演示）" if result == "corrected" else "",
        "competent_organ": "示例主管机关，电话0878-0000000（演示）" if result in ELSEWHERE else "",
        **({"sent_on": scene.day, "sent_way": "exchange", "sent_note": "转送函由对方收发室签收（演示）"}
           if result == TRANSFERRED else {}),
    }  # fmt: skip
