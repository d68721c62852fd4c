"""Sources (政策文件 / 依据) and references to them."""

from datetime import date
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.model.fields import documented


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Source(ByContent):
    """A regulation, report or reconstruction (依据) that parts of a definition stand on."""

    id: str = documented("short name by which `source` keys refer to it")
    title: str = documented("title as printed")
    title_en: str = documented("title in English", default="")
    number: str = documented("number of the document, such as 沪财绩〔2014〕22号", default="")
    issued: date | None = documented("date of issue", default=None)
    from_: date | None = documented("first day in force", default=None, alias="from_")
    to: date | None = documented("last day in force", default=None)
    kind: Literal["rule", "report", "reconstruction"] = documented("what sort of source it is", default="rule")
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False)
class Citation(ByContent):
    """A reference to a source: by id, with the article and a note where there are any."""

    id: str = documented("id of a source of this set")
    article: str = documented("article, clause or table", default="")
    note: str = documented("what exactly is taken from it", default="")
