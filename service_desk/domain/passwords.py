"""What a password must be: long, not one of those everybody tries first, and not the sign-in name."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual

SHORTEST = 10
LONGEST = 128
FEWEST_DIFFERENT = 5

_FIRST_GUESSES: frozenset[str] = frozenset(
    """
    password passw0rd admin administrator root guest test user login welcome letmein iloveyou monkey
    dragon master woaini woaiwojia wozuiaini nihao zhongguo mima qwerty qwertyuiop asdfgh asdfghjkl
    zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx abc abcd abcdef aaaa aaaaaa a aa q w qq ww xx zz gaoxinqu
    qiye fuwutai
    """.split()  # forty lines of quotes would be harder to read
)
_KEYBOARD = ("01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_FAVOURITE_NUMBERS = ("5201314", "1314520", "147258369", "123123", "112233", "888888", "666666")


def weakness(password: str, login: str) -> Bilingual | None:
    """Return what is wrong with a password, in words for the person choosing it, or None when it may be used."""
    plain = password.lower()
    if len(password) < SHORTEST:
        return Bilingual(f"口令至少要 {SHORTEST} 个字符。", f"A password has at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        return Bilingual(f"口令最多 {LONGEST} 个字符。", f"A password has at most {LONGEST} characters.")
    if len(set(plain)) < FEWEST_DIFFERENT:
        return Bilingual("口令里重复的字符太多。", "The password repeats too few characters.")
    name = login.lower().split("@")[0]
    if len(name) >= 4 and name in plain:
        return Bilingual("口令里不要包含登录名。", "The password must not contain the sign-in name.")
    if _is_first_guess(plain):
        return Bilingual(
            "这个口令太常见，容易被猜到。可以用几个不相干的词连起来。",
            "This password is too common. Try joining a few unrelated words.",
        )
    return None


def _is_first_guess(plain: str) -> bool:
    """Tell whether little is left once digits, punctuation and runs along the keyboard are taken away."""
    rest = plain
    for number in _FAVOURITE_NUMBERS:
        rest = rest.replace(number, "")
    rest = _without_runs(rest)
    letters = rest.strip("0123456789!@#$%^&*().,_-+=~`?/\\|<>[]{}:;'\" ")
    return rest in _FIRST_GUESSES or letters in _FIRST_GUESSES or len(rest) < 4


def _without_runs(text: str) -> str:
    """Take away every run of four or more neighbours on the keyboard or in the alphabet, in either direction."""
    for row in _KEYBOARD:
        for line in (row, row[::-1]):
            for length in range(len(line), 3, -1):
                for start in range(len(line) - length + 1):
                    text = text.replace(line[start : start + length], "")
    return text
