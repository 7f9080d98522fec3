"""逐步判断 as a jurist reads it: which answers lead to which outcome, letter, articles, remedy and row of the report.

Written from the 条例, not from the code. Columns: 补不补, 是不是, 谁负责, 有没有, 给不给, 怎么给 → outcome, letter,
articles that the letter must rest on, remedy (Q reconsideration first, E either, QE both), row of 表三.
A question that an earlier answer has settled is not asked: empty.
"""

ASKED = ("clear", "nature", "holder", "existence", "openness", "giving")
OURS = ("clear", "information", "us")
HELD = (*OURS, "held")

JUDGED = (
    (("still_unclear", "", "", "", "", ""), "still_unclear", "reply_still_unclear", {29, 30}, "E",
     "unavailable_still_unclear"),
    (("clear", "consultation", "", "", "", ""), "not_information", "reply_plain", {2}, "E", "other_misc"),
    (("clear", "petition", "", "", "", ""), "petition", "reply_petition", {39}, "E", "refused_petition"),
    (("clear", "publication", "", "", "", ""), "publication", "reply_publication", {39}, "E", "refused_publication"),
    (("clear", "special", "", "", "", ""), "special_query", "reply_special_query", {36}, "E", "denied_special_query"),
    (("clear", "reissue", "", "", "", ""), "reissue", "reply_reissue", {2, 38}, "E", "refused_reissue"),
    (("clear", "repeated", "", "", "", ""), "repeated", "reply_repeated", {36}, "E", "refused_repeated"),
    (("clear", "information", "other", "", "", ""), "not_responsible", "reply_not_responsible", {10, 36}, "E",
     "unavailable_not_held"),
    ((*OURS, "none", "", ""), "not_existing", "reply_not_existing", {36}, "E", "unavailable_not_held"),
    ((*OURS, "needs_making", "", ""), "needs_making", "reply_needs_making", {38}, "E", "unavailable_needs_making"),
    ((*HELD, "open", "provide"), "granted", "reply_granted", {36, 40}, "E", "granted"),
    ((*HELD, "open", "already_public"), "already_public", "reply_already_public", {36}, "E", "granted"),
    ((*HELD, "state_secret", "whole"), "denied_state_secret", "reply_denied_state_secret", {14, 36}, "Q",
     "denied_state_secret"),
    ((*HELD, "law_forbids", "whole"), "denied_law_forbids", "reply_denied_law_forbids", {14, 36}, "Q",
     "denied_law_forbids"),
    ((*HELD, "safety_stability", "whole"), "denied_safety_stability", "reply_denied_safety_stability", {14, 36}, "Q",
     "denied_safety_stability"),
    ((*HELD, "third_party", "whole"), "denied_third_party", "reply_denied_third_party", {15, 32, 36}, "Q",
     "denied_third_party"),
    ((*HELD, "internal_affairs", "whole"), "denied_internal_affairs", "reply_denied_internal_affairs", {16, 36}, "Q",
     "denied_internal_affairs"),
    ((*HELD, "process", "whole"), "denied_process", "reply_denied_process", {16, 36}, "Q", "denied_process"),
    ((*HELD, "enforcement_file", "whole"), "denied_enforcement_file", "reply_denied_enforcement_file", {16, 36}, "Q",
     "denied_enforcement_file"),
    *(((*HELD, ground, "separate"), "partly_granted", "reply_partly_granted", {37}, "QE", "partly_granted")
      for ground in ("state_secret", "law_forbids", "safety_stability", "third_party", "internal_affairs", "process",
                     "enforcement_file")),
)  # fmt: skip

# Outcomes of items, with the ground of what is withheld → outcome of the request, remedy, row of the report.
ITEMS = (
    ((("granted", ""), ("already_public", "")), "items_given", "E", "granted"),
    ((("granted", ""), ("not_existing", "")), "items_partly", "E", "partly_granted"),
    ((("granted", ""), ("partly_granted", "not_information")), "items_partly", "E", "partly_granted"),
    ((("granted", ""), ("denied_process", "")), "items_partly_denied", "QE", "partly_granted"),
    ((("partly_granted", "third_party"), ("not_existing", "")), "items_partly_denied", "QE", "partly_granted"),
    ((("already_public", ""), ("denied_process", ""), ("repeated", "")), "items_partly_denied", "QE",
     "partly_granted"),
    ((("denied_process", ""), ("denied_state_secret", "")), "items_denied", "Q", "denied_state_secret"),
    ((("denied_process", ""), ("denied_process", "")), "items_denied", "Q", "denied_process"),
    ((("denied_process", ""), ("not_existing", "")), "items_some_denied", "QE", "denied_process"),
    ((("not_existing", ""), ("not_responsible", "")), "items_unavailable", "E", "unavailable_not_held"),
    ((("petition", ""), ("needs_making", "")), "items_unavailable", "E", "unavailable_needs_making"),
)  # fmt: skip
