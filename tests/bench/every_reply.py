"""A request for every decision, as a county gets them: what was asked, where was searched, what the drafter writ"
"es."""

from dataclasses import dataclass, field

Typed = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """`asks`: the answer of a third party that was asked before; `files`: what is handed over with it."""

    outcome: str
    asked: str
    facts: Typed
    result: str = ""
    at_screening: bool = False
    files: tuple[str, ...] = ()
    asks: Typed = field(default_factory=dict)
    applicant: Typed = field(default_factory=dict)

    @property
    def application(self) -> Typed:
        return {"description": self.asked, **self.applicant}

    @property
    def search(self) -> Typed:
        return {"scope": "本局档案室2023年至20"
                         "25年文书档案、公文处理系统", "method": "按题名、文号检索电子目录并逐卷翻查",
                "keywords": self.asked.removeprefix("申请公开")[:12], "result": self.result}  # fmt: skip


ATTACHED = {"provision": "attached"}
NO_DUTY = {"duty_to_publish": "none"}
TENDER = "禄丰市示例大桥加固工程投标报价明细"
REPLIES = (
    Reply("granted", "禄丰市金山镇2024年度耕地地力保护补贴发放明细",
          {"items": "金山镇2024年度耕地地力保护补贴发放明细表｜电子文件｜1", **ATTACHED}, "查到发放明细表一份",
          files=("金山镇2024年度耕地地力保护补贴发放明细表.pdf",)),
    Reply("already_public", "申请公开《禄丰市2025年国民经济和社会发展统计公报》",
          {"items": "禄丰市2025年国民经济和社会发展统计公报｜https://www.ynlf.example.gov.cn/zfxxgk/tjxx/2026/012"
                    "0/content_20260120.html"},
          "该公报已在门户网站公开"),
    Reply("partly_granted", "禄丰市2024年度城市管理执法检查方案和讨论记录",
          {"items": "2024年度城市管理执法检查方案｜电子文件｜1",
           "withheld_parts": "检查方案讨论会的记录｜记录载有各科室在方案定稿以前尚未形成结论的不同意见，公开会使"
                             "参会人员今后不愿直言｜第十六条第二款（过程性信息）"},
          "查到检查方案一份、讨论会记录一份", files=("2024年度城市管理执法检查方案.pdf",)),
    Reply("denied_state_secret", "禄丰市2025年度民兵训练计划",
          {"information": "2025年度民兵训练计划",
           "classification_basis": "该计划由制作机关依照《国防动员工作国家秘密范围的规定》确定密级，标注有密级和"
                                   "保密期限，现仍在保密期限以内"},
          "该计划为标注密级的文件"),
    Reply("denied_law_forbids", "第四次全国经济普查中某企业填报的营业收入",
          {"information": "某企业在第四次全国经济普查中填报的营业收入", "forbidding_law": "《全国经济普查条例》",
           "forbidding_article": "第三十二条第一款",
           "forbidding_text": "各级经济普查机构及其工作人员，对在经济普查中所知悉的国家秘密和经济普查对象的商业秘"
                              "密，应当履行保密义务"},
          "查到该企业普查表一份"),
    Reply("denied_safety_stability", "禄丰市城区供水管网及加压泵站分布图",
          {"information": "城区供水管网及加压泵站分布图", "endangered": "public_security",
           "harm_reasoning": "该图载明水厂取水口、泵站和主干管的坐标、埋深和值守时间，公开后可能被用于破坏供水设"
                             "施，影响城区十余万人用水"},
          "查到管网分布图一套"),
    Reply("denied_third_party", TENDER,
          {"information": TENDER, "interest": "trade_secret",
           "third_party_reason": "该公司书面提出，报价明细反映其进货渠道和单价构成，同行知悉后会在以后的投标中压价",
           "public_interest_weighing": "中标价和合同总价已经公告，公众据此可以监督工程造价；单价构成与工程质量没"
                                       "有直接联系"},
          "查到该公司投标文件一份",
          asks={"answer": "objected", "reason": "反映进货渠道和单价构成"}),
    Reply("denied_internal_affairs", "禄丰市自然资源局2025年度干部考核各科室互评分数",
          {"information": "2025年度干部考核各科室互评分数", "affair": "personnel",
           "reasoning": "互评分数只用于本局内部的人员考核，不对外产生效力，公开会使以后的互评流于形式", **NO_DUTY},
          "查到互评汇总表一份"),
    Reply("denied_process", "禄丰市2026年土地征收成片开发方案征求意见前的讨论稿",
          {"information": "土地征收成片开发方案征求意见前的讨论稿", "record": "draft",
           "reasoning": "该稿是尚未提交集体讨论的第二稿，其中地块范围和补偿方式与定稿不同，公开会使被征收人对补偿"
                        "标准产生误解", **NO_DUTY},
          "查到第二稿一份"),
    Reply("denied_enforcement_file", "禄丰市某砂场非法采矿一案的现场检查笔录",
          {"information": "某砂场非法采矿一案的现场检查笔录", "file_name": "某砂场非法采矿案（禄自然资罚〔2025〕8"
              "号）",
           "reasoning": "该笔录载有举报人和证人的陈述，案件尚在执行，公开会使证人受到干扰",
           "file_reading": "当事人及其委托代理人可以依照《中华人民共和国行政处罚法》的规定查阅本案案卷", **NO_DUTY},
          "查到该案案卷一册"),
    Reply("special_query", "禄丰市金山镇某处房屋的不动产登记簿",
          {"information": "某处房屋的不动产登记簿", "special_law": "不动产登记暂行条例",
           "special_article": "第二十七条",
           "handling_office": "禄丰市不动产登记中心", "handling_address": "金山镇示例路20号（政务服务中心二楼），"
               "电话0878-0000020"},
          "该信息属于不动产登记资料"),
    Reply("not_existing", "禄丰市恐龙山镇2024年度山洪灾害应急演练录像",
          {"information": "恐龙山镇2024年度山洪灾害应急演练录像", "reason": "not_made",
           "explanation": "该次演练以签到表和文字记录归档，没有录像"},
          "没有查到该次演练的录像"),
    Reply("not_responsible", "禄丰市2025年度义务教育教师招聘考试成绩",
          {"information": "2025年度义务教育教师招聘考试成绩", "responsible_known": "yes",
           "reasoning": "教师招聘考试由禄丰市教育体育局组织实施，成绩由该局制作并保存",
           "responsible_organ": "禄丰市教育体育局", "responsible_contact": "金山镇示例路30号，电话0878-0000030"},
          "本机关没有组织该项考试"),
    Reply("needs_making", "禄丰市2015年至2025年各村征地面积逐年对比分析",
          {"information": "2015年至2025年各村征地面积逐年对比分析",
           "reasoning": "本机关保存的是各批次征地批复，没有按村逐年汇总的材料，需要从一百余份批复中逐一摘录计算"},
          "没有现成的汇总材料"),
    Reply("petition", "请求查处某某村违法占用耕地建房",
          {"matter": "report", "matter_content": "某某村有人违法占用耕地建房，要求查处",
           "channel": "可以拨打12336自然资源违法举报电话，或者到禄丰市自然资源局执法监察大队（金山镇示例路8号）反映"},
          at_screening=True),
    Reply("publication", "申请提供《禄丰年鉴（2024）》",
          {"publication": "《禄丰年鉴（2024）》", "access_way": "可以到禄丰市图书馆（金山镇示例路5号）借阅，或者"
              "向出版社购买"},
          at_screening=True),
    Reply("not_information", "请说明明年耕地地力保护补贴标准会不会提高",
          {"findings": "所要求的是对今后补贴标准的解答，本机关没有载有这一内容的文件或者记录",
           "legal_basis": "《中华人民共和国政府信息公开条例》第二条",
           "decision": "对该项申请不作为政府信息公开申请处理。可以向禄丰市农业农村局咨询，电话：0878-0000003"},
          at_screening=True),
    Reply("reissue", "请对2025年向我提供的补贴发放明细加盖公章重新出具",
          {"earlier_number": "禄政公开〔2025〕31号", "provided_on": "2025-11-06",
           "provided_information": "2024年度补贴发放明细", "demand": "reissue"}, "已于2025年提供"),
    Reply("repeated", "禄丰市金山镇2024年度耕地地力保护补贴发放明细", {}, at_screening=True),
)  # fmt: skip
