"""年度报告: tables from the cases, what is entered beside, the life of a report, sums over organs.

Law in `app.law.annual_report`; what a process counts in the facet `Reports` of its card.
"""
