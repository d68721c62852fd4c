"""Hypothesis profiles: *ci* unless another is asked for with `--hypothesis-profile`."""

from hypothesis import HealthCheck, settings

_SLOW_MACHINES = [HealthCheck.too_slow]

# The same examples on every machine: a test that passes once passes for every reader of the README.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=_SLOW_MACHINES)
settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=15, suppress_health_check=_SLOW_MACHINES
)
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=_SLOW_MACHINES)
settings.load_profile("ci")
