"""Whether an indicator has no marks because something is absent (不适用, 缺失), and why."""

from collections.abc import Mapping
from itertools import takewhile

import attrs

from perfrules.case import Bound
from perfrules.formula.chains import arms
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE
from perfrules.model import Indicator
from perfrules.program import NodePlan, Program
from perfrules.program.absence import WHY
from perfrules.readings.exact import Trace, reached
from perfrules.scoring.award import Absent
from perfrules.scoring.peers import called, unasked
from perfrules.scoring.wording import Sayings


@attrs.frozen(eq=False, slots=False)
class Absences:
    """What is absent in one case, with the names and sentences of one language."""

    program: Program
    bound: Bound
    trace: Trace
    names: Mapping[str, str]
    sayings: Sayings

    def of(self, node: Indicator, plan: NodePlan) -> tuple[Absent, str]:
        """Return whether the node's own evidence is absent, and the case's reason or what is missing."""
        flags = [name for name in (plan.code, f"{plan.code}/na") if name in self.bound.absences]
        sort: Absent = "not_applicable" if flags else self._answered(plan)
        if not sort:
            state = self.trace.state(plan.raw) or self.trace.state(plan.marks)
            sort = "" if not state else "not_applicable" if state & NOT_APPLICABLE else "missing"
        if not sort:
            return "", ""
        if flags:
            return sort, self.sayings.listed(dict.fromkeys(self.bound.absences[name] for name in flags))
        bit = MISSING if sort == "missing" else NOT_APPLICABLE
        inputs = [part for part in reached(self.trace, plan.raw) if part.op == "input" and self.trace.state(part) & bit]
        silent = unasked(self.program, self.trace)
        told = called(self.program, (name for part in inputs if (name := str(part.value)) not in silent))
        reasons = dict.fromkeys(map(self._why, told))
        return sort, self.sayings.listed(reasons) or self._unsaid(sort, node)

    def _answered(self, plan: NodePlan) -> Absent:
        """Return which answer to absence the node gave; "" where it gave none."""
        labels = self.program.labels
        for arm in takewhile(lambda arm: labels.get(arm.choice) in WHY.values(), arms(plan.settled)):
            if not arm.otherwise and self.trace.value(arm.condition) is True:
                return "missing" if labels[arm.choice] == WHY["missing"] else "not_applicable"
        return ""

    def _unsaid(self, sort: Absent, node: Indicator) -> str:
        """Return why a node is absent where no evidence is: by its own condition, its children, or a measure."""
        if sort == "missing":
            return self.sayings.no_value
        return self.sayings.not_applicable if node.applies is None else self.sayings.does_not_hold(node.applies)

    def _why(self, name: str) -> str:
        field = next((item.field for item in self.program.inputs if item.name == name), "")
        for key in (name, field):
            if key in self.bound.absences:
                return self.bound.absences[key]
        return self.sayings.missing(self.names.get(name, name))
