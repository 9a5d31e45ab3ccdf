"""Find greffier.toml, read it, and refuse it as a whole where anything in it is wrong, with all the mends at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from greffier.errors import BadSetting
from greffier.settings.keys import Settings
from greffier.settings.problems import in_words
from greffier.settings.secrets import put_in_place

USUAL_PLACE = Path("/etc/greffier/greffier.toml")


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Return the settings of the file at `path`, else of `GREFFIER_CONFIG`, else of /etc/greffier. Raise BadSetting."""
    path = path or Path(environ.get("GREFFIER_CONFIG") or USUAL_PLACE)
    raw = parsed(path)
    folder = path.absolute().parent
    put_state_folder(raw, environ)
    problems = list(put_in_place(raw, Settings, folder, environ))
    try:
        settings = Settings.model_validate(raw, context={"folder": folder})
    except ValidationError as wrong:
        problems += in_words(wrong, Settings)
    else:
        if not problems:
            return settings
    raise BadSetting("\n".join(f"{path.name}: {problem}" for problem in problems))


def parsed(path: Path) -> dict[str, Any]:
    """Return the tables of the file."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        mend = "write one with `greffier example-config`, or name yours by --config or GREFFIER_CONFIG"
        raise BadSetting(f"{path}: {wrong.strerror}; {mend}") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path.name}: not written in UTF-8; save it so") from None
    except tomllib.TOMLDecodeError as wrong:
        raise BadSetting(f"{path.name}: no TOML: {wrong}; a text needs quotes, a table its [name]") from None


def put_state_folder(raw: dict[str, Any], environ: Mapping[str, str]) -> None:
    """Take the folder that systemd gives, or ./state of where we were started, where the file names none."""
    store = raw.setdefault("store", {})
    if isinstance(store, dict) and "folder" not in store:
        given = environ.get("STATE_DIRECTORY", "").partition(":")[0]
        store["folder"] = str(Path(given or "state").absolute())
