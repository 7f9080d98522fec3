"""What a process tells the platform: its card, forms, fields; and the platform that knows all cards."""
