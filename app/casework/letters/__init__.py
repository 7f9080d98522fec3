"""Letters of a case: issuing, wording in force, delivery, seals, printing."""
