"""The fourteen steps as a flow of django-viewflow, for an environment of its own (`tests.bench.peers.environment`)."""
