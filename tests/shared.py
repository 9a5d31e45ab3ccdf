"""The sample papers that lie beside the checkout: tests that need them are skipped loudly without them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
SPECIMENS = SHARED / "specimens"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the sample papers, ../shared, are not there")
