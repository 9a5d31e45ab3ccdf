"""Keys: each for one purpose, none where it could leak, old ones still open what they sealed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from greffier.settings import Storage
from greffier.store.keys import Keyring, Purpose, new_key
from sealing import keyring


def test_a_key_serves_one_purpose(tmp_path: Path) -> None:
    keys = keyring(tmp_path, new_key())

    derived = {keys.derived(purpose) for purpose in Purpose}

    assert len(derived) == len(Purpose)
    assert all(len(key) == 32 for (key,) in derived)


def test_the_newest_key_comes_first_and_the_old_ones_stay(tmp_path: Path) -> None:
    old, new = new_key(), new_key()

    both = keyring(tmp_path, new, old).derived(Purpose.PAPERS)

    assert both == keyring(tmp_path, new).derived(Purpose.PAPERS) + keyring(tmp_path, old).derived(Purpose.PAPERS)


def test_without_a_given_key_one_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    keys = Keyring(Storage(folder=tmp_path / "state"))

    with ThreadPoolExecutor(8) as threads:
        derived = set(threads.map(lambda _: keys.derived(Purpose.PAPERS), range(32)))

    assert len(derived) == 1
    assert keys.beside.stat().st_mode & 0o777 == 0o600
    assert list(keys.beside.parent.iterdir()) == [keys.beside]


def test_a_key_made_before_still_opens_once_a_better_one_is_keyring(tmp_path: Path) -> None:
    before = Keyring(Storage(folder=tmp_path)).derived(Purpose.PAPERS)

    after = keyring(tmp_path, new_key()).derived(Purpose.PAPERS)

    assert after[1:] == before


def test_where_the_keys_are_not_ours_to_read_none_is_made(tmp_path: Path) -> None:
    keys = Keyring(Storage(folder=tmp_path, keys=()))

    assert keys.derived(Purpose.ANSWERS) == ()
    assert not keys.beside.exists()


@pytest.mark.parametrize("shown", [repr, str])
def test_no_key_is_shown(tmp_path: Path, shown: type[str]) -> None:
    key = new_key()

    assert key not in shown(keyring(tmp_path, key))
    assert key not in shown(Storage(folder=tmp_path, keys=(SecretStr(key),)))
