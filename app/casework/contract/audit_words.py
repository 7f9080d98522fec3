"""What the platform's groups of audit tags are called: `case.closed` belongs to the group `case`."""

from collections.abc import Mapping

PLATFORM_TAGS: Mapping[str, str] = {
    "case": "办件", "case_file": "案卷", "item": "待办办理", "letter": "文书", "letters": "成批打印",
    "letter_variant": "文书用语", "letter_texts": "文书文本", "document": "材料", "timer": "到期环节",
    "personal_data": "查看个人信息", "person": "人员与登录", "token": "接口令牌",
    "unit": "机构", "calendar": "工作日历", "parameter": "法规参数", "factor_policy": "双因素登录",
    "diagrams": "流程图", "outbox": "待发消息",
    "audit": "审计链核对", "publication": "公开内容", "consultation": "征求意见", "text": "文本", "objection": "异议",
    "channel": "渠道发布", "post": "来件", "demo": "演示数据", "ledger": "历史台账", "installation": "安装与密钥",
    "phrase": "常用语", "alert_plan": "期限提醒", "list": "清单导出", "annual_report": "年度报告",
    "proposal": "双人复核", "wording": "消息和指南文字",
}  # fmt: skip
