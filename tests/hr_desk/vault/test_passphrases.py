# SPDX-License-Identifier: Apache-2.0
import pytest

from hr_desk.vault.passphrases import (
    CommonPassphrase,
    RepeatedPassphrase,
    ShortPassphrase,
    WeakPassphrase,
    check_passphrase,
    passphrase_bytes,
)


@pytest.mark.parametrize(
    "text", ["correct horse battery", "十个汉字也是可以的密码", "Tr0ub4dor&3x"]
)
def test_good_passphrases(text: str) -> None:
    check_passphrase(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ShortPassphrase),
        ("短密码", ShortPassphrase),
        ("nine-char", ShortPassphrase),
        ("１２３４５６７８９０", CommonPassphrase),
        ("PassWord123", CommonPassphrase),
        ("woaini1314", CommonPassphrase),
        ("aaaaaaaaaaaa", RepeatedPassphrase),
        ("aAaAaAaAaAaA", RepeatedPassphrase),
        ("Ａaａaａaａaａa", RepeatedPassphrase),
        ("            ", RepeatedPassphrase),
    ],
)
def test_weak_passphrases_are_named(text: str, problem: type[WeakPassphrase]) -> None:
    with pytest.raises(problem) as caught:
        check_passphrase(text)
    assert "{" not in caught.value.text("en")
    if text:
        assert text not in caught.value.text("en")


def test_input_methods_give_the_same_bytes() -> None:
    assert passphrase_bytes("ｈｒ　２０２６ é") == passphrase_bytes("hr 2026 e\u0301")
    assert passphrase_bytes("hr 2026") != passphrase_bytes("HR 2026")
