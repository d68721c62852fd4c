"""Columns of plain numbers: from Arrow to whole numbers of the last place, all rows at once, exactly."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.case.numbers import full_width
from perfrules.case.values import FALSE, TRUE, Slot
from perfrules.tables.cells import everywhere, is_everywhere, nowhere, wide, within, zeros
from perfrules.tables.digits import digits

Array = Any
"""An Arrow array; pyarrow's own types say nothing of what is in one."""
Found = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
"""Whole numbers of the last place, and which rows have one; what stands in the other rows is of no meaning."""

LARGEST: Final = 2**63 - 1
_FIRST_DAY: Final = 719163
"""The ordinal of 1970-01-01, from which Arrow counts days."""
_DIGITS: Final = {"double": 10**15, "float": 10**6}
"""Decimals below these have another float each, so that a float says which of them was meant."""
_NUMERAL: Final = "".join(sign + full_width(sign) for sign in "-0123456789.+") + "\N{MINUS SIGN}"
_TRUTH: Final = r"^[\pZ\pC]*(?:[{numeral}]+|{words})[\pZ\pC]*$".format(
    numeral=_NUMERAL,
    words="|".join(
        "".join(f"[{sign}{sign.upper()}{full_width(sign)}{full_width(sign.upper())}]" for sign in word)
        for word in sorted(TRUE | FALSE)
    ),
)
"""What texts of a flag or a number look like, in full width too."""
_SHORT: Final = 15
"""Texts of more decimals are read one by one."""
_PLAIN: Final = (pa.IntegerArray, pa.FloatingPointArray, pa.Decimal128Array, pa.BooleanArray, pa.StringArray)


def whole_numbers(array: Array, slot: Slot) -> Found:
    """
    Return the whole numbers that the plain values of *array* are, within the range of *slot*.

    Rows that are null, and all that is not plain, have none: they are read one by one.
    """
    read = _READ.get(slot.sort)
    numbers, found = (None, None) if read is None else read(array, slot)
    if numbers is None or found is None:
        return zeros(len(array)), nowhere(len(array))
    low, high = max(slot.low, -LARGEST), min(slot.high, LARGEST)
    if within(numbers, low, high):
        return numbers, found
    return numbers, found & (numbers >= low) & (numbers <= high)


def _number(array: Array, slot: Slot) -> Any:
    if isinstance(array, pa.IntegerArray):
        numbers, found = _integers(array)
        return _raised(numbers, found, slot.item.places)
    places, kind = 0 if slot.sort == "count" else slot.item.places, array.type
    if pa.types.is_decimal(kind):
        numbers, found, kept = _unscaled(array)
        numbers, found = _rescaled(numbers, found, kept, places)
    elif pa.types.is_floating(kind):
        numbers, found = _floats(array, places)
    elif is_text(kind):
        numbers, found = _texts(array, places)
    else:
        return None, None
    return _raised(numbers, found, slot.item.places - places)


def _raised(numbers: Any, found: Any, places: int) -> Found:
    """Return *numbers* times a power of ten; those that become too large are read one by one."""
    if places == 0:
        return numbers, found
    unit = 10**places
    if unit > LARGEST:
        return zeros(len(numbers)), found & (numbers == 0)
    most, numbers = LARGEST // unit, wide(numbers)
    if within(numbers, -most, most):
        return numbers * unit, found
    fits = (numbers <= most) & (numbers >= -most)
    return np.where(fits, numbers, 0) * unit, found & fits


def _integers(array: Array) -> Found:
    """Return whole numbers in cells with a sign, as narrow as theirs where that is enough."""
    found, numbers = valid(array), _filled(array)
    if numbers.dtype.kind == "i":
        return numbers, found
    if numbers.dtype == np.uint64:
        return numbers.astype(np.int64), found & (numbers <= LARGEST)
    return numbers.astype(np.promote_types(numbers.dtype, np.int8)), found


def _filled(array: Array) -> np.ndarray[Any, Any]:
    """Return the numbers of *array*, 0 where it is null; those of a column without nulls are not copied."""
    found: np.ndarray[Any, Any] = (array.fill_null(0) if array.null_count else array).to_numpy(zero_copy_only=False)
    return found


def _unscaled(array: Array) -> tuple[Any, Any, int]:
    """Return the digits of decimals as whole numbers, which of them fit, and their decimal places."""
    width, bits = array.type.byte_width, np.int32 if array.type.byte_width == 4 else np.int64  # noqa: PLR2004 - bytes
    data = array.buffers()[1]
    if data is None:
        return zeros(len(array)), nowhere(len(array)), 0
    words = np.frombuffer(data, bits)
    count = max(1, width // 8)
    words = words.reshape(-1, count)[array.offset : array.offset + len(array)]
    low = words[:, 0].astype(np.int64)
    found = valid(array)
    for place in range(1, count):
        fits = words[:, place] == low >> 63
        found = found if fits.all() else found & fits
    return low if is_everywhere(found) else np.where(found, low, 0), found, array.type.scale


def _rescaled(numbers: Any, found: Any, kept: int, places: int) -> Found:
    """Return whole numbers of *kept* decimal places as those of *places*; digits that would be lost are not plain."""
    if places >= kept:
        return _raised(numbers, found, places - kept)
    unit = 10 ** (kept - places)
    if unit > LARGEST:
        return zeros(len(numbers)), found & (numbers == 0)
    whole = numbers // unit
    return whole, found & (whole * unit == numbers)


def _floats(array: Array, places: int) -> Found:
    """Return floats as the decimals that they are the nearest floats of; what is too fine is not plain."""
    most = _DIGITS.get(str(array.type))
    if most is None or places > 22:  # noqa: PLR2004 - 10**22 is the last power of ten that is a float
        return zeros(len(array)), nowhere(len(array))
    given, found = _filled(array), valid(array)
    unit = float(10**places)
    with np.errstate(over="ignore", invalid="ignore"):
        doubles = given.astype(np.float64, copy=False)
        scaled = np.rint(doubles if places == 0 else doubles * unit)
        if len(scaled) and not (-most < scaled.min() and scaled.max() < most):  # what is no number is not small either
            small = np.abs(scaled) < most
            scaled, found = np.where(small, scaled, 0.0), found & small
        same = (scaled if places == 0 else scaled / unit).astype(given.dtype, copy=False) == given
    return scaled.astype(np.int64), found if same.all() else found & same


def _texts(array: Array, places: int) -> Found:
    """Return texts of plain digits as numbers, such as "19.369"; all other texts are read one by one."""
    if places > _SHORT:
        return zeros(len(array)), nowhere(len(array))
    return digits(array, places)


def _flag(array: Array, _slot: Slot) -> Any:
    if pa.types.is_boolean(array.type):
        return _truths(array).view(np.int8), valid(array)
    if pa.types.is_floating(array.type):
        return _floats(array, 0)
    return _integers(array) if pa.types.is_integer(array.type) else (None, None)


def _date(array: Array, _slot: Slot) -> Any:
    kind = array.type
    if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        days = array.cast(pa.date32(), safe=False).cast(pa.int32())
        numbers, found = _integers(days)
        return wide(numbers) + _FIRST_DAY, found
    return None, None


_READ: Mapping[str, Callable[[Array, Slot], Any]] = {"number": _number, "count": _number, "flag": _flag, "date": _date}


def credits_(array: Array, slot: Slot) -> Found:
    """Return the credit of a point of a checklist: true and false are 1 and 0."""
    if pa.types.is_boolean(array.type) and slot.sort == "number":
        unit, truths = 10**slot.item.places, _truths(array)
        if unit <= LARGEST:
            return truths.view(np.int8) if unit == 1 else truths.astype(np.int64) * unit, valid(array)
    return whole_numbers(array, slot)


def valid(array: Array) -> np.ndarray[Any, Any]:
    """Return which rows are not null."""
    if array.null_count == 0:
        return everywhere(len(array))
    found: np.ndarray[Any, Any] = array.is_valid().to_numpy(zero_copy_only=False)
    return found


def _truths(array: Array) -> np.ndarray[Any, Any]:
    """Return which rows of a column of truths are true; null is not."""
    found: np.ndarray[Any, Any] = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return found


def is_text(kind: Any) -> bool:
    """Return whether *kind* is that of texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def visible(array: Array) -> np.ndarray[Any, Any]:
    """Return which texts have something in them that can be seen; the others may be blank."""
    return _truths(pc.match_substring_regex(array, r"[^\pZ\pC]"))


def is_truth(array: Array) -> np.ndarray[Any, Any]:
    """Return which texts say no more than true or false, yes or no, or a number; some others may be among them."""
    return _truths(pc.match_substring_regex(array, _TRUTH))


def plainly(array: Array) -> Array:
    """Return *array* in a form that is read here: without extensions, views, runs and lists of a fixed length."""
    if isinstance(array, _PLAIN):
        return array
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if isinstance(array, pa.ExtensionArray):
        truths = isinstance(array.type, pa.Bool8Type)
        array = array.storage.cast(pa.bool_()) if truths else array.storage
    kind = array.type
    if pa.types.is_run_end_encoded(kind):
        return _unrolled(array)
    if pa.types.is_dictionary(kind):
        return plainly(array.dictionary_decode())
    if pa.types.is_string_view(kind):
        return array.cast(pa.large_string())
    if pa.types.is_binary_view(kind):
        return array.cast(pa.large_binary())
    return _relisted(array) if _is_odd_list(kind) else array


def _unrolled(array: Array) -> Array:
    """Return an array of runs with each value as often as it stands there."""
    ends = array.run_ends.to_numpy()
    return plainly(array.values).take(pa.array(np.searchsorted(ends, np.arange(len(array)) + array.offset, "right")))


def _is_odd_list(kind: Any) -> bool:
    types = pa.types
    if types.is_list_view(kind) or types.is_large_list_view(kind) or types.is_fixed_size_list(kind):
        return True
    return bool((types.is_list(kind) or types.is_large_list(kind)) and types.is_string_view(kind.value_type))


def _relisted(array: Array) -> Array:
    """Return lists of any form as the usual one, with nothing behind those that are null."""
    lengths = pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False)
    ends = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int64())
    return pa.LargeListArray.from_arrays(ends, plainly(array.flatten()), mask=pa.array(~valid(array)))
