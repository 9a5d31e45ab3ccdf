"""Every key of greffier.toml. What is not declared here does not exist, and is refused."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from greffier.model.rules import Registry
from greffier.settings.bounds import AnyPath, DatabaseUrl, HostName, MailAddress, hard_to_guess, secured

KIB = 1024
MIB = 1024 * KIB

Security = Annotated[Literal["tls", "starttls", "plain"], AfterValidator(secured)]
SignIn = Literal["password", "xoauth2"]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[int, Field(ge=1, le=600)]
Key = Annotated[SecretStr, AfterValidator(hard_to_guess)]


class Section(BaseModel):
    """A table of the file: frozen, and every key known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Us(Registry):
    """Who we are, and who decides."""

    name: str = Field(
        default="Registre de preuve de covoiturage", min_length=1, description="our name, as letters sign it"
    )
    address: MailAddress = Field(
        default="contact@covoiturage.beta.gouv.fr",
        description="the mailbox that operators write to, and that letters are from",
    )
    other_addresses: tuple[MailAddress, ...] = Field(
        default=(), description="other addresses that arrive in this mailbox"
    )
    staff: tuple[MailAddress, ...] = Field(
        default=(),
        examples=[("prenom.nom@example.org",)],
        description="who decides, and gets the digest and the questions",
    )
    id_domain: HostName = Field(
        default="covoiturage.beta.gouv.fr", description="right side of the Message-IDs that we give"
    )
    authserv_id: HostName | None = Field(
        default=None,
        examples=["mx.example.org"],
        description="the name under which our own mail server writes Authentication-Results (RFC 8601); "
        "without it no sender is proven and staff decide all that binds",
    )
    authserv_depth: int = Field(
        default=0,
        ge=0,
        le=20,
        description="how many Received lines stand above that header in a mail delivered to you; "
        "the same name lower down is taken for a forgery",
    )
    proven_by: Literal["server", "signatures", "both"] = Field(
        default="server",
        description="who proves a sender: our server by that header, the DKIM and ARC signatures that we check "
        "ourselves (needs name servers), or both together",
    )
    trusted_sealers: tuple[HostName, ...] = Field(
        default=(),
        examples=[("lists.example.org",)],
        description="for proven_by = signatures or both: mailing lists and forwarders whose ARC seal is believed",
    )


class Imap(Section):
    """Where mails are read."""

    host: HostName = Field(examples=["imap.example.org"], description="the IMAP server's name")
    port: Port = Field(default=993, description="993 for tls, 143 for starttls")
    security: Security = Field(default="tls", description="how the line is secured; plain only to this very machine")
    user: str = Field(
        min_length=1, examples=["contact@example.org"], description="the account, often the address itself"
    )
    password: SecretStr | None = Field(default=None, description="the account's password, for sign_in = password")
    sign_in: SignIn = Field(default="password", description="xoauth2 for Microsoft 365 and Google")
    token_command: tuple[str, ...] = Field(
        default=(),
        examples=[("/usr/local/bin/mail-token", "--print")],
        description="for xoauth2: a command, word by word, that prints an access token",
    )
    token_url: str | None = Field(
        default=None,
        pattern="^https://",
        examples=["https://login.example.org/oauth2/token"],
        description="for xoauth2: where a refresh token is exchanged",
    )
    client_id: str | None = Field(
        default=None, examples=["greffier"], description="for xoauth2: our name at the provider"
    )
    client_secret: SecretStr | None = Field(default=None, description="for xoauth2: our secret at the provider, if any")
    refresh_token: SecretStr | None = Field(default=None, description="for xoauth2: the first refresh token")
    token_file: AnyPath | None = Field(
        default=None,
        examples=["/var/lib/greffier/refresh-token"],
        description="for xoauth2: where renewed refresh tokens are kept (0600)",
    )
    folder: str = Field(default="INBOX", min_length=1, description="the folder that is read")
    handled: Literal["keyword", "move", "nothing"] = Field(
        default="keyword", description="what shows people that a mail is handled; read or unread is never touched"
    )
    keyword: str = Field(
        default="$Greffier", pattern=r"^[A-Za-z0-9$_.-]{1,64}$", description="the keyword of handled mails"
    )
    handled_folder: str = Field(
        default="Greffier", min_length=1, description="where handled mails go, for handled = move"
    )
    sent_folder: str | None = Field(
        default=None, examples=["Sent"], description="the folder of sent mails, where the server does not tell it"
    )
    file_sent: bool = Field(
        default=True, description="whether to file a copy of our letters; false where the provider does it"
    )
    ca_file: AnyPath | None = Field(
        default=None, examples=["/etc/greffier/ca.pem"], description="certificates to trust instead of the system's"
    )
    timeout_seconds: Seconds = Field(default=60, description="how long one answer of the server may take")
    poll_seconds: int = Field(
        default=60, ge=1, le=3600, description="how often to look, even when the server rings by itself"
    )
    idle_seconds: int = Field(
        default=500, ge=1, le=540, description="how long one IDLE lasts; servers forget after 30 min, routers sooner"
    )
    batch_bytes: int = Field(
        default=8 * MIB, ge=KIB, le=256 * MIB, description="how many bytes of mail to fetch at once"
    )
    piece_bytes: int = Field(
        default=MIB, ge=KIB, le=64 * MIB, description="bigger mails come in pieces of so many bytes"
    )

    @model_validator(mode="after")
    def has_a_token(self) -> "Imap":
        """Refuse xoauth2 that says no way to a token."""
        if self.sign_in == "xoauth2" and not (self.token_command or self.token_url):
            raise ValueError("sign_in is xoauth2, so token_command or token_url must say where tokens come from")
        if self.token_url and not self.client_id:
            raise ValueError("token_url is given, so client_id must be given too")
        return self


class Smtp(Section):
    """Where letters leave. For xoauth2, the tokens are those of [imap]."""

    host: HostName = Field(examples=["smtp.example.org"], description="the SMTP server's name")
    port: Port = Field(default=587, description="587 for starttls, 465 for tls")
    security: Security = Field(
        default="starttls", description="how the line is secured; plain only to this very machine"
    )
    user: str | None = Field(
        default=None,
        min_length=1,
        examples=["contact@example.org"],
        description="the account; without it nobody signs in",
    )
    password: SecretStr | None = Field(default=None, description="the account's password, for sign_in = password")
    sign_in: SignIn = Field(default="password", description="xoauth2 uses the tokens of [imap]")
    ca_file: AnyPath | None = Field(
        default=None, examples=["/etc/greffier/ca.pem"], description="certificates to trust instead of the system's"
    )
    timeout_seconds: Seconds = Field(default=60, description="how long a mail may take to be taken")
    local_hostname: HostName | None = Field(
        default=None,
        examples=["greffier.example.org"],
        description="the name we greet with, where the server is particular",
    )


def database_in(known: dict[str, Any]) -> str:
    """Return the address of the database that lies in the folder."""
    return f"sqlite:///{known['folder']}/greffier.db"


class Storage(Section):
    """Where everything is kept."""

    folder: AnyPath = Field(
        default=Path("state"),
        examples=["/var/lib/greffier"],
        description="mails, papers and database; by default $STATE_DIRECTORY, else ./state",
    )
    database: DatabaseUrl = Field(
        default_factory=database_in,
        examples=["/var/lib/greffier/greffier.db"],
        description="a path, or sqlite:///… or postgresql://…",
    )
    keys: tuple[Key, ...] | None = Field(
        default=None,
        description="what mails and papers are sealed with, one random key a line, the newest first; without it a key "
        "is made in the folder, beside what it protects",
    )
    """None where nothing is configured; empty where it is, and is not ours to read."""
    backup_for: tuple[Annotated[str, Field(pattern="^age1[0-9a-z]{58}$")], ...] = Field(
        default=(),
        examples=[("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",)],
        description="whose age public keys backups are encrypted to, as age-keygen prints them; without one the "
        "database in them is in the clear",
    )


class Antivirus(Section):
    """What looks into documents before anybody sees them."""

    socket: AnyPath | None = Field(
        default=None,
        examples=["/run/clamav/clamd.ctl"],
        description="the Unix socket of clamd; without it no document is looked into, and staff are told so",
    )
    timeout_seconds: Seconds = Field(
        default=150, description="how long one answer may take; clamd itself gives a document up after 120"
    )


class Service(Section):
    """How the daemon behaves."""

    json_logs: bool = Field(default=False, description="one JSON object a line, for collectors; otherwise for people")


class Settings(Section):
    """All of greffier.toml."""

    registry: Us = Field(default_factory=Us)
    imap: Imap
    smtp: Smtp
    store: Storage = Field(default_factory=Storage)
    antivirus: Antivirus = Field(default_factory=Antivirus)
    rules: AnyPath | None = Field(
        default=None, examples=["/etc/greffier/rules"], description="the folder of rules; else those that came along"
    )
    templates: AnyPath | None = Field(
        default=None,
        examples=["/etc/greffier/templates"],
        description="the folder of letters; else those that came along",
    )
    service: Service = Field(default_factory=Service)

    @model_validator(mode="after")
    def shares_a_token(self) -> "Settings":
        """Refuse SMTP by token where IMAP has none."""
        if self.smtp.sign_in == "xoauth2" and self.imap.sign_in != "xoauth2":
            raise ValueError("smtp.sign_in is xoauth2, which uses the tokens of [imap]; set imap.sign_in so too")
        return self
