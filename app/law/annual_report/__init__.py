"""政府信息公开工作年度报告 (条例第四十九条、第五十条；国办公开办函〔2021〕30号): its form and its checks.

Pure: what a report says is handed in, what is wrong with it comes back. Where numbers come from is not known here.
"""
