"""What an exception says stays out of the logs: it may quote a mail, or a secret."""

import json

import pytest
import structlog

from greffier.cli.logs import configure_logs


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "plain"])
def test_an_exception_is_told_by_its_kind_and_place(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    configure_logs(as_json=as_json)
    try:
        int("FR7630006000011234567890189")
    except ValueError:
        structlog.get_logger().exception("mail_failed", mail="3f2a91c04b7e")
    finally:
        structlog.reset_defaults()

    said = capsys.readouterr().err
    assert "FR76" not in said
    assert "ValueError at" in said
    assert "test_logs.py:" in said
    assert not as_json or json.loads(said)["mail"] == "3f2a91c04b7e"
