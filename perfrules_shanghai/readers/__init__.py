"""The evidence readers (佐证读取) of this package: a fault log and a questionnaire."""

from .fault_log import FaultLog
from .questionnaire import Questionnaire

__all__ = ["FaultLog", "Questionnaire"]
