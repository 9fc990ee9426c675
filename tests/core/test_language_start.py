"""The language modules load nothing heavy: they stand between the icon and the first picture."""

from __future__ import annotations

import subprocess
import sys

import pytest

MODULES = (
    "addresses clock collation dates emails ids lunar money names numerals old_places patterns "
    "periods phone_texts phones places resources tax_codes typed_days typed_moments typed_numbers "
    "unit_names urls words"
)
HEAVY = "asyncio calendar email json locale phonenumbers random sqlite3 ssl subprocess zoneinfo"


@pytest.mark.parametrize("module", MODULES.split())
def test_a_module_loads_nothing_heavy_and_compiles_no_pattern(module):
    code = f"""
import sys
import desktop.core.{module}
heavy = sorted(set({HEAVY.split()!r}) & set(sys.modules))
assert not heavy, heavy
from desktop.core.patterns import Pattern
ours = [value for name, module in sys.modules.items() if name.startswith("desktop")
        for value in vars(module).values() if isinstance(value, Pattern)]
assert not [value for value in ours if "compiled" in vars(value)]
"""
    subprocess.run([sys.executable, "-c", code], check=True)
