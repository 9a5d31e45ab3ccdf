"""A configuration as whoever installs Greffier writes it, for the servers of the tests."""

from pathlib import Path

from servers import Servers


def configured(
    folder: Path, servers: Servers, password: str | None = None, registry: str = "", antivirus: Path | None = None
) -> Path:
    """A configuration for these servers, as whoever installs Greffier writes it."""
    imap, smtp = servers.mailbox_settings(servers.address("check")), servers.smtp_settings()
    for name, secret in (("imap-password", imap.password), ("smtp-password", smtp.password)):
        assert secret
        (folder / name).write_text(password or secret.get_secret_value())
        (folder / name).chmod(0o600)
    (folder / "store-keys").write_text("a key that is long enough for a test of it\n".replace(" ", "-"))
    (folder / "store-keys").chmod(0o600)
    config = folder / "greffier.toml"
    config.write_text(
        f"""
[registry]
{registry}
[imap]
host = "{imap.host}"
port = {imap.port}
user = "{imap.user}"
password_file = "imap-password"
ca_file = "{imap.ca_file}"
[smtp]
host = "{smtp.host}"
port = {smtp.port}
user = "{smtp.user}"
password_file = "smtp-password"
ca_file = "{smtp.ca_file}"
[store]
folder = "{folder}"
keys_file = "store-keys"
{f'[antivirus]{chr(10)}socket = "{antivirus}"' if antivirus else ""}
""",
        "utf-8",
    )
    return config
