"""Find the files that come with the package: rules, templates, migrations, units.

The wheel carries them inside the package; a checkout has them at its top.
"""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder or file called `name` (for example `rules` or `state/migrations`), wheel or checkout alike."""
    in_wheel = PACKAGE / "_shipped" / name
    return in_wheel if in_wheel.exists() else PACKAGE.parent.parent / name
