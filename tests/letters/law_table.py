"""What the law reference says about outcomes, letters and remedies, written from it and not from the code.

Columns of OUTCOME_ROWS: result code, letter kind, articles that the letter must name, remedy from 2024, report row.
Q: reconsideration first; E: reconsideration or litigation; QE: Q for the withheld part, E for the rest; P: none.
"""

OUTCOME_ROWS = (
    ("already_public", "reply_already_public", ("第三十六条第（一）项",), "E", "granted"),
    ("granted", "reply_granted", ("第三十六条第（二）项", "第四十条"), "E", "granted"),
    ("partly_granted", "reply_partly_granted", ("第三十七条", "第三十六条第（三）项"), "QE", "partly_granted"),
    ("denied_state_secret", "reply_denied_state_secret", ("第十四条", "第三十六条第（三）项"), "Q",
     "denied_state_secret"),
    ("denied_law_forbids", "reply_denied_law_forbids", ("第十四条", "第三十六条第（三）项"), "Q", "denied_law_forbids"),
    ("denied_safety_stability", "reply_denied_safety_stability", ("第十四条", "第三十六条第（三）项"), "Q",
     "denied_safety_stability"),
    ("denied_third_party", "reply_denied_third_party", ("第十五条", "第三十二条", "第三十六条第（三）项"), "Q",
     "denied_third_party"),
    ("denied_internal_affairs", "reply_denied_internal_affairs", ("第十六条第一款", "第三十六条第（三）项"), "Q",
     "denied_internal_affairs"),
    ("denied_process", "reply_denied_process", ("第十六条第二款", "第三十六条第（三）项"), "Q", "denied_process"),
    ("denied_enforcement_file", "reply_denied_enforcement_file", ("第十六条第二款", "第三十六条第（三）项"), "Q",
     "denied_enforcement_file"),
    ("special_query", "reply_special_query", ("第三十六条第（七）项",), "E", "denied_special_query"),
    ("not_existing", "reply_not_existing", ("第三十六条第（四）项",), "E", "unavailable_not_held"),
    ("not_responsible", "reply_not_responsible", ("第十条", "第三十六条第（五）项"), "E", "unavailable_not_held"),
    ("needs_making", "reply_needs_making", ("第三十八条",), "E", "unavailable_needs_making"),
    ("still_unclear", "reply_still_unclear", ("第二十九条第二款", "第三十条"), "E", "unavailable_still_unclear"),
    ("petition", "reply_petition", ("第三十九条第一款",), "E", "refused_petition"),
    ("repeated", "reply_repeated", ("第三十六条第（六）项",), "E", "refused_repeated"),
    ("publication", "reply_publication", ("第三十九条第二款",), "E", "refused_publication"),
    ("excessive", "reply_excessive", ("第三十五条",), "E", "refused_excessive"),
    ("reissue", "reply_reissue", ("第二条", "第三十八条"), "E", "refused_reissue"),
    ("not_information", "reply_plain", ("第二条",), "E", "other_misc"),
    ("clarification_lapsed", "notice_clarification_lapsed", ("第三十条",), "E", "other_clarification_lapsed"),
    ("fee_lapsed", "notice_fee_lapsed", ("国办函〔2020〕109号",), "E", "other_fee_lapsed"),
    ("withdrawn", "withdrawal_confirmation", (), "P", "other_misc"),
    ("corrected", "correction_reply", ("第四十一条",), "E", ""),
    ("correction_transferred", "correction_reply", ("第四十一条",), "E", ""),
    ("correction_refused", "correction_reply", ("第四十一条",), "E", ""),
    ("items_given", "reply_by_items", ("第三十六条第（二）项", "第四十条"), "E", "granted"),
    ("items_partly", "reply_by_items", ("第三十六条第（四）项",), "E", "partly_granted"),
    ("items_partly_denied", "reply_by_items", ("第十六条第二款", "第三十六条第（三）项"), "QE", "partly_granted"),
    ("items_denied", "reply_by_items", ("第十六条第二款", "第三十六条第（三）项"), "Q", ""),
    ("items_some_denied", "reply_by_items", ("第十六条第二款", "第三十六条第（四）项"), "QE", ""),
    ("items_unavailable", "reply_by_items", ("第三十六条第（四）项",), "E", ""),
)  # fmt: skip

# What the letter of a request with several items (项) answers, by its outcome: as each item was decided.
ITEMS = {
    "granted": {"asked": "补贴发放明细", "code": "granted", "said": "该明细由本机关汇总保存，可以公开",
                "basis": "第三十六条第（二）项、第四十条", "decision": "予以公开，随本告知书一并提供"},
    "denied": {"asked": "讨论记录", "code": "denied_process", "said": "记录载有标准确定以前尚未形成结论的不同意见",
               "basis": "第十六条第二款、第三十六条第（三）项", "decision": "不予公开"},
    "absent": {"asked": "现场录像", "code": "not_existing", "said": "经向经办人员核实，发放时没有安排录像",
               "basis": "第三十六条第（四）项", "decision": "该政府信息不存在"},
}  # fmt: skip
ITEMS_OF = {
    "items_given": ("granted", "granted"), "items_partly": ("granted", "absent"),
    "items_partly_denied": ("granted", "denied"), "items_denied": ("denied", "denied"),
    "items_some_denied": ("denied", "absent"), "items_unavailable": ("absent", "absent"),
}  # fmt: skip

# The 45 letters and forms: number → kind, remedy column, recipient column
# (A applicant, T third party, O organ, I inside).
LETTER_ROWS = {
    1: ("application_form", "N", "I"), 2: ("registration_record", "N", "I"), 3: ("registration_receipt", "P", "A"),
    4: ("receipt_confirmation_record", "N", "I"), 5: ("clarification_notice", "P", "A"),
    6: ("reason_request_notice", "P", "A"), 7: ("extension_notice", "P", "A"), 8: ("deferred_reply_notice", "P", "A"),
    9: ("third_party_consultation", "N", "T"), 10: ("third_party_opinion_slip", "N", "I"),
    11: ("organ_consultation", "N", "O"), 12: ("organ_opinion_reply", "N", "I"),
    13: ("consultation_notice_to_applicant", "P", "A"), 14: ("third_party_disclosure_notice", "E", "T"),
    15: ("assistance_request", "N", "I"), 16: ("secrecy_review_form", "N", "I"), 17: ("fee_notice", "P", "A"),
    18: ("fee_payment_confirmation", "P", "A"), 19: ("reply_granted", "E", "A"), 20: ("reply_already_public", "E", "A"),
    21: ("reply_partly_granted", "QE", "A"), 22: ("reply_denied_state_secret", "Q", "A"),
    23: ("reply_denied_law_forbids", "Q", "A"), 24: ("reply_denied_safety_stability", "Q", "A"),
    25: ("reply_denied_third_party", "Q", "A"), 26: ("reply_denied_internal_affairs", "Q", "A"),
    27: ("reply_denied_process", "Q", "A"), 28: ("reply_denied_enforcement_file", "Q", "A"),
    29: ("reply_special_query", "E", "A"), 30: ("reply_not_existing", "E", "A"),
    31: ("reply_not_responsible", "E", "A"), 32: ("reply_needs_making", "E", "A"),
    33: ("reply_still_unclear", "E", "A"), 34: ("reply_repeated", "E", "A"),
    35: ("reply_petition", "E", "A"), 36: ("reply_publication", "E", "A"), 37: ("reply_excessive", "E", "A"),
    38: ("reply_reissue", "E", "A"), 39: ("notice_clarification_lapsed", "E", "A"), 40: ("notice_fee_lapsed", "E", "A"),
    41: ("withdrawal_confirmation", "P", "A"), 42: ("correction_reply", "E", "A"),
    43: ("proactive_conversion_form", "N", "I"),
    44: ("delivery_proof", "N", "I"), 45: ("redo_reply", "by_outcome", "A"),
}  # fmt: skip

# Who decides → who reconsiders from 2024 on (行政复议法第二十四条、第二十七条、第二十八条).
COUNTY, PREFECTURE, PROVINCE = "禄丰市人民政府", "楚雄彝族自治州人民政府", "云南省人民政府"
RECONSIDERED_BY = {
    "township": COUNTY,
    "county_department": COUNTY,
    "county": PREFECTURE,
    "prefecture_department": PREFECTURE,
    "prefecture": PROVINCE,
    "vertical": "国家税务总局楚雄彝族自治州税务局",
    "judicial": COUNTY + "或者楚雄彝族自治州司法局",
}
