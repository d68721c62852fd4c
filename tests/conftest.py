"""
Hypothesis profiles: *ci* unless another is asked for with `--hypothesis-profile`.

No test but those about stamps leaves or finds a stamp: every definition is checked, also by programs that tests start.
"""

import os

from hypothesis import HealthCheck, settings

os.environ["PERFRULES_CACHE"] = ""

_SLOW_MACHINES = [HealthCheck.too_slow]

# The same examples on every machine: a test that passes once passes for every reader of the README.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=_SLOW_MACHINES)
settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=5, suppress_health_check=_SLOW_MACHINES
)
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=_SLOW_MACHINES)
settings.load_profile("ci")
