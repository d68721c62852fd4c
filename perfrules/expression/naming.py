"""Names in expressions: equal under NFKC is equal, and which texts are names at all."""

import keyword
import unicodedata


def canonical(name: str) -> str:
    """Return *name* in its NFKC form, in which names are compared: full-width ＡＢＣ is ABC."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def is_identifier(name: str) -> bool:
    """Return whether expressions can read *name* as a name: letters (Chinese too), digits and _, no word of Python."""
    plain = canonical(name)
    return plain.isidentifier() and not keyword.iskeyword(plain)
