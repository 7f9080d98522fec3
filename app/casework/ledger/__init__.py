"""台账: old ledgers taken over as closed cases, and lists of cases handed out as spreadsheets."""
