"""What whoever runs the daemon may set: one TOML file, every key declared with default, meaning and bound.

Secrets come from systemd credentials, files of mode 0600 or the environment, never from the TOML or the command line.
"""

from greffier.settings.keys import Antivirus, Imap, Service, Settings, Smtp, Storage, Us
from greffier.settings.load import load_settings
from greffier.settings.show import described, example

__all__ = ["Antivirus", "Imap", "Service", "Settings", "Smtp", "Storage", "Us", "described", "example", "load_settings"]
