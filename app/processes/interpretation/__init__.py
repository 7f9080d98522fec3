"""政策解读三同步: a policy document, its plan and its explaining texts, organised, signed and deployed as one."""
