"""What administrators do: units, people, seals, parameters. Each act checks how far the administrator's arm reaches."""
