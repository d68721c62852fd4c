"""What the checks for authors find: faults in words, each with the smallest example that shows it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, Unsatisfiable

from perfrules.language import Text, text
from perfrules.plugins.loading import reason_of
from perfrules.problems import PerfrulesError

T = TypeVar("T")
EXAMPLES = 50
"""How many examples a check draws, unless it is told otherwise."""


class FaultsError(PerfrulesError, AssertionError):
    """Something of a plugin does not keep what it promises; `faults` has all that was found, as texts."""

    def __init__(self, subject: str, faults: Iterable[Text]) -> None:
        self.subject, self.faults = subject, tuple(faults)
        super().__init__(subject, self.faults)

    def __str__(self) -> str:
        return "\n".join([f"{self.subject}:", *(f"- {fault}" for fault in self.faults)])


class _FoundError(Exception):
    """A fault and its example; caught where the search for it began."""

    def __init__(self, fault: Text) -> None:
        self.fault = fault
        super().__init__(fault)


@attrs.frozen
class Search:
    """
    A search for examples that show a fault; the same ones each time, so that a check passes for everybody or nobody.

    Attributes:
        examples: how many are drawn.

    """

    examples: int = EXAMPLES

    def first(
        self, drawn: st.SearchStrategy[T], faults: Callable[[T], Iterable[Text]], *, needed: bool = False
    ) -> Iterator[Text]:
        """Yield the fault that an example of *drawn* shows, shrunk; where one is *needed*, that there is none."""

        def holds(example: T) -> None:
            for fault in faults(example):
                raise _FoundError(fault)

        try:
            self._settings(given(drawn)(holds))()
        except _FoundError as found:
            yield found.fault
        except Unsatisfiable:
            if needed:
                yield text("no valid evidence was found for it: declare ranges that can be met")
        except Flaky as error:
            yield text("it gives different results for the same evidence: {reason}", reason=reason_of(error))

    def _settings(self, test: Callable[[], Any]) -> Callable[[], Any]:
        chosen = settings(
            max_examples=self.examples,
            derandomize=True,
            database=None,
            deadline=None,
            print_blob=False,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        return chosen(test)


def staying(task: Callable[[], Iterable[Text]], what: Text) -> Iterator[Text]:
    """Yield the faults that *task* finds, and that it ended early where it raises."""
    from hypothesis.errors import HypothesisException

    try:
        yield from task()
    except (_FoundError, HypothesisException, KeyboardInterrupt):
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the code of a plugin may raise anything
        yield text("{what} raised {reason}", what=what, reason=reason_of(error))
