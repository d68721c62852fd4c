"""The status of Freedom in the World as an indicator set of perfrules."""
