"""What the demo county and `flask simulate` can tell of 依申请公开: who applies, what the office answers."""
