# SPDX-License-Identifier: Apache-2.0
"""How a Chinese name is read: pinyin without tones, ü as v, surnames by their own table.

The library reads some characters as in common words; as surnames they sound otherwise.
"""

from collections.abc import Mapping

SURNAMES: Mapping[str, tuple[str, ...]] = {
    "单": ("shan",),
    "仇": ("qiu",),
    "解": ("xie",),
    "查": ("zha",),
    "曾": ("zeng",),
    "区": ("ou",),
    "盖": ("ge",),
    "翟": ("zhai",),
    "朴": ("piao",),
    "乐": ("yue",),
    "覃": ("qin",),
    "任": ("ren",),
    "缪": ("miao",),
    "员": ("yun",),
    "贠": ("yun",),
    "折": ("she",),
    "种": ("chong",),
    "秘": ("bi",),
    "召": ("shao",),
    "谌": ("chen",),
    "冼": ("xian",),
    "洗": ("xian",),
    "那": ("na",),
    "燕": ("yan",),
    "么": ("yao",),
    "薄": ("bo",),
    "柏": ("bai",),
    "逄": ("pang",),
    "逯": ("lu",),
    "隗": ("wei",),
    "祭": ("zhai",),
    "宓": ("mi",),
    "过": ("guo",),
    "仉": ("zhang",),
    "哈": ("ha",),
    "繁": ("po",),
    "阚": ("kan",),
    "车": ("che",),
    "牟": ("mu",),
    "相": ("xiang",),
    "於": ("yu",),
    "晁": ("chao",),
    "宿": ("su",),
    "撒": ("sa",),
    "瞿": ("qu",),
    "句": ("gou",),
    "谷": ("gu",),
    "藏": ("zang",),
    "能": ("nai",),
    "乜": ("nie",),
    "吕": ("lv",),
    "尹": ("yin",),
    "石": ("shi",),
    "曲": ("qu",),
    "重": ("chong",),
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
    "鲜于": ("xian", "yu"),
    "单于": ("chan", "yu"),
    "宗政": ("zong", "zheng"),
    "令狐": ("ling", "hu"),
    "欧阳": ("ou", "yang"),
    "皇甫": ("huang", "fu"),
    "夏侯": ("xia", "hou"),
    "呼延": ("hu", "yan"),
    "赫连": ("he", "lian"),
    "百里": ("bai", "li"),
}
"""Surnames whose reading the library misses or may miss, by character or pair."""


def is_han(character: str) -> bool:
    """Whether it is a Chinese character of any plane, 〇 included."""
    code = ord(character)
    return (
        0x3400 <= code <= 0x9FFF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or code == 0x3007
    )


def han_of(name: str) -> str:
    """Return the Chinese characters of a name without dots, spaces and letters."""
    return "".join(filter(is_han, name))


def syllables(name: str) -> tuple[str, ...]:
    """Return the reading of a name's Chinese characters, one syllable for each.

    A character without a known reading is left out. A name with a dot has no surname table: its
    first part is no surname.
    """
    han = han_of(name)
    if not han:
        return ()
    known = "" if "·" in name else _surname_of(han)
    return SURNAMES.get(known, ()) + _common(han[len(known) :])


def _surname_of(han: str) -> str:
    """A pair only with a given name behind it, a character only with one too."""
    for length in (2, 1):
        if len(han) > length and han[:length] in SURNAMES:
            return han[:length]
    return ""


def _common(han: str) -> tuple[str, ...]:
    if not han:
        return ()
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(han, errors="ignore", v_to_u=False))


def pinyin(name: str) -> str:
    """Return the full reading without spaces, for sorting: ``zhangwei``."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    """Return the first letter of each syllable: ``zw``."""
    return "".join(syllable[0] for syllable in syllables(name))
