"""回应关切: public concern is recorded, judged, answered within hours, followed up and evaluated."""
