"""依申请公开: a request for government information, from receipt to archive (条例第二十七条以下)."""
