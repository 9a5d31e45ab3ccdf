"""What is wrong in greffier.toml is told with its key and its mend, all at once; secrets stand nowhere in the open."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from greffier.errors import BadSetting
from greffier.settings import Settings, described, example, load_settings

RIGHT = '[imap]\nhost = "imap.example.org"\nuser = "contact"\n[smtp]\nhost = "smtp.example.org"\n'

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str) -> Path:
        path = tmp_path / "greffier.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def secret_file(folder: Path, mode: int = 0o600, content: str = "s3cret\n") -> Path:
    path = folder / "secret"
    path.write_text(content)
    path.chmod(mode)
    return path


def complaint(path: Path, environ: Mapping[str, str] | None = None) -> str:
    with pytest.raises(BadSetting) as told:
        load_settings(path, environ or {})
    return str(told.value)


WRONG = {
    "a key misspelt": (
        RIGHT.replace("[imap]\nhost", "[imap]\nhots"),
        "greffier.toml: imap.hots: no such key; did you mean imap.host?",
    ),
    "a key in the wrong table": (
        RIGHT + 'folder = "Courrier"\n',
        "greffier.toml: smtp.folder: no such key; did you mean imap.folder?",
    ),
    "a table misspelt": (
        RIGHT + '[regsitry]\nname = "x"\n',
        "greffier.toml: regsitry: no such key; did you mean registry?",
    ),
    "a key left out": (
        '[imap]\nhost = "h"\nuser = "u"\n[smtp]\n',
        "greffier.toml: smtp.host is missing; give the SMTP",
    ),
    "a whole table left out": ('[smtp]\nhost = "h"\n', "greffier.toml: imap is missing; give the table with its keys"),
    "a number too big": (
        RIGHT.replace("[smtp]", "idle_seconds = 600\n[smtp]"),
        "greffier.toml: imap.idle_seconds is 600; give at most 540",
    ),
    "a word among others": (
        RIGHT.replace("[smtp]", 'handled = "delete"\n[smtp]'),
        "greffier.toml: imap.handled is 'delete'; give one of 'keyword', 'move' or 'nothing'",
    ),
    "a port in words": (
        RIGHT + 'port = "submission"\n',
        "greffier.toml: smtp.port is 'submission'; give a whole number",
    ),
    "a password in the open": (
        RIGHT + 'password = "hunter2"\n',
        "greffier.toml: smtp.password is a secret written in the open",
    ),
    "plain text over the network": (
        RIGHT + 'security = "plain"\n',
        "greffier.toml: smtp.security is 'plain'; only a server on this very machine may be spoken to without TLS",
    ),
    "an address that is none": (
        RIGHT + '[registry]\nstaff = ["claire@example.org", "Paul"]\n',
        "greffier.toml: registry.staff.2 is 'Paul'; give an address such as contact@example.org",
    ),
    "tokens without a source": (
        RIGHT.replace("[smtp]", 'sign_in = "xoauth2"\n[smtp]'),
        "greffier.toml: imap: sign_in is xoauth2, so token_command or token_url must say where tokens come from",
    ),
    "a database with its password": (
        RIGHT + '[store]\ndatabase = "postgresql://greffier:hunter2@db/greffier"\n',
        "an address with a password is a secret in the open",
    ),
    "no TOML": (RIGHT + "port = 25 25\n", "greffier.toml: no TOML:"),
    "another encoding": ("", "greffier.toml: not written in UTF-8; save it so"),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_setting_is_told_with_its_key_and_its_mend(written: Written, text: str, told: str) -> None:
    path = written(text)
    if not text:
        path.write_bytes("[imap]\nuser = 'é'".encode("latin-1"))

    said = complaint(path)

    assert told in said
    assert "hunter2" not in said


def test_everything_wrong_is_told_at_once(written: Written) -> None:
    path = written('rule = "x"\n[imap]\nhots = "h"\nidle_seconds = 0\n[smtp]\nport = 0\n[store]\nfolder = 3\n')

    lines = complaint(path).splitlines()

    keys = {line.removeprefix("greffier.toml: ").split()[0].rstrip(":") for line in lines}
    assert keys == {
        "rule", "imap.hots", "imap.host", "imap.user", "imap.idle_seconds", "smtp.host", "smtp.port", "store.folder",
    }  # fmt: skip


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    said = complaint(tmp_path / "nowhere.toml")

    assert "nowhere.toml" in said
    assert "greffier example-config" in said


def test_the_file_is_named_by_option_then_environment(written: Written, tmp_path: Path) -> None:
    by_option = written(RIGHT)
    by_environment = tmp_path / "other.toml"
    by_environment.write_text(RIGHT.replace("imap.example.org", "other.example.org"))

    environ = {"GREFFIER_CONFIG": str(by_environment)}

    assert load_settings(by_option, environ).imap.host == "imap.example.org"
    assert load_settings(None, environ).imap.host == "other.example.org"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o400, 0o700, 0o604])
def test_a_secret_file_of_any_mode_but_0600_is_refused(written: Written, tmp_path: Path, mode: int) -> None:
    secret = secret_file(tmp_path, mode)
    path = written(RIGHT + 'password_file = "secret"\n')

    said = complaint(path)

    assert said == f"greffier.toml: smtp.password_file is {secret}, which has mode {mode:04o}; say chmod 0600 {secret}"


@pytest.mark.parametrize("content", ["", "\n", "two\nlines\n", "x" * 70_000])
def test_a_secret_file_holds_one_line(written: Written, tmp_path: Path, content: str) -> None:
    secret_file(tmp_path, content=content)
    path = written(RIGHT + 'password_file = "secret"\n')

    assert "does not hold one line" in complaint(path)


def test_secrets_come_from_credentials_then_files_then_the_environment(written: Written, tmp_path: Path) -> None:
    secret_file(tmp_path, content="by file\n")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "smtp-password").write_text("by credential")
    with_file = written(RIGHT + 'password_file = "secret"\n')
    environ = {"GREFFIER_SMTP_PASSWORD": "by environment"}

    assert password(load_settings(with_file, environ | {"CREDENTIALS_DIRECTORY": str(credentials)})) == "by credential"
    assert password(load_settings(with_file, environ)) == "by file"
    assert password(load_settings(written(RIGHT), environ)) == "by environment"
    assert load_settings(written(RIGHT), {}).smtp.password is None


def test_keys_are_several_lines_and_short_ones_are_refused_unshown(written: Written, tmp_path: Path) -> None:
    new, old = "n" * 32, "o" * 40
    secret_file(tmp_path, content=f"{new}\n{old}\n")
    path = written(RIGHT + '[store]\nkeys_file = "secret"\n')

    keys = load_settings(path, {}).store.keys
    secret_file(tmp_path, content=f"{new}\nhunter2\n")
    said = complaint(path)

    assert keys is not None
    assert [key.get_secret_value() for key in keys] == [new, old]
    mend = "give 32 random characters or more, such as `greffier keys new` prints"
    assert said == f"greffier.toml: store.keys.2 is not shown here; {mend}"


def test_a_secret_of_a_table_that_is_not_written_is_found(written: Written) -> None:
    settings = load_settings(written(RIGHT), {"GREFFIER_STORE_KEYS": "k" * 32})

    assert settings.store.keys
    assert load_settings(written(RIGHT), {}).store.keys is None


def password(settings: Settings) -> str:
    assert settings.smtp.password
    return settings.smtp.password.get_secret_value()


def test_no_secret_is_shown(written: Written) -> None:
    settings = load_settings(written(RIGHT), {"GREFFIER_IMAP_PASSWORD": "hunter2", "GREFFIER_SMTP_PASSWORD": "hunter2"})

    told = {key: value for key, value, _ in described(settings)}

    assert told["imap.password"] == told["smtp.password"] == "••••••"
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(described(settings))


def test_every_setting_is_described() -> None:
    settings = Settings.model_validate({"imap": {"host": "h", "user": "u"}, "smtp": {"host": "h"}})

    without_meaning = [key for key, _, meaning in described(settings) if not meaning]

    assert not without_meaning


def bare(line: str) -> str:
    """Take the comment mark off a line that sets a key, but for secrets, whose files are not here."""
    key = line.removeprefix("# ").partition(" = ")[0]
    return (
        line
        if key.endswith(("password_file", "secret_file", "refresh_token_file", "keys_file")) or not key.isidentifier()
        else line.removeprefix("# ")
    )


def test_the_example_is_right_as_it_stands_and_with_every_comment_taken_off(written: Written) -> None:
    as_it_stands = load_settings(written(example()), {})
    complete = load_settings(written("\n".join(map(bare, example().splitlines()))), {})

    assert as_it_stands.registry.authserv_id is None
    assert complete.registry.authserv_id == "mx.example.org"
    assert complete.store.folder == Path("/var/lib/greffier")


def test_the_example_names_every_key(written: Written) -> None:
    named = {line.removeprefix("# ").partition(" = ")[0] for line in example().splitlines()}

    for key, _, _ in described(load_settings(written(example()), {})):
        name = key.rpartition(".")[2]
        assert {name, f"{name}_file"} & named, key


def test_the_state_lies_where_systemd_says(written: Written) -> None:
    path = written(RIGHT)

    settings = load_settings(path, {"STATE_DIRECTORY": "/var/lib/greffier:/var/lib/other"})

    assert settings.store.folder == Path("/var/lib/greffier")
    assert settings.store.database == "sqlite:////var/lib/greffier/greffier.db"
    assert load_settings(path, {}).store.folder == Path.cwd() / "state"


def test_paths_in_the_file_are_read_from_its_folder(written: Written, tmp_path: Path) -> None:
    path = written('rules = "rules"\n' + RIGHT + '[store]\nfolder = "kept"\n')

    settings = load_settings(path, {"STATE_DIRECTORY": "/elsewhere"})

    assert settings.rules == tmp_path / "rules"
    assert settings.store.database == f"sqlite:///{tmp_path}/kept/greffier.db"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "::1"])
def test_plain_text_is_for_this_machine(written: Written, host: str) -> None:
    path = written(RIGHT.replace("smtp.example.org", host) + 'security = "plain"\n')

    assert load_settings(path, {}).smtp.security == "plain"


@pytest.mark.parametrize("host", ["localhost.example.org", "127.0.0.1.example.org", "0.0.0.0", "10.0.0.1", "loopback"])
def test_a_name_that_looks_like_this_machine_is_not_it(written: Written, host: str) -> None:
    path = written(RIGHT.replace("smtp.example.org", host) + 'security = "plain"\n')

    assert "only a server on this very machine" in complaint(path)


TABLES = ["registry", "imap", "smtp", "store", "service", "rules", "other"]
KEYS = [
    "host",
    "port",
    "user",
    "password",
    "password_file",
    "security",
    "staff",
    "folder",
    "database",
    "idle_seconds",
    "x",
]
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8) | st.sampled_from(
    ["plain", "{x}", "a@b.fr", "s://u:p@h"]
)
PLAIN = TEXTS | st.integers(-(2**62), 2**62) | st.booleans()
VALUES = PLAIN | st.lists(PLAIN, max_size=3)


@trials(deadline=None)  # the machine may be busy with other tests
@given(st.dictionaries(st.sampled_from(TABLES), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)))
def test_whatever_stands_in_the_file_it_is_taken_or_told(tables: dict[str, dict[str, object]]) -> None:
    lines = [
        f"[{table}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for table, keys in tables.items()
    ]

    with TemporaryDirectory() as folder:
        path = Path(folder) / "greffier.toml"
        path.write_text("".join(lines), "utf-8")
        said = outcome(path)

    assert all(line.startswith(("greffier.toml: ", "imap.host=")) for line in said.splitlines())


def outcome(path: Path) -> str:
    try:
        return "\n".join(f"{key}={value}" for key, value, _ in described(load_settings(path, {})) if key == "imap.host")
    except BadSetting as told:
        return str(told)
