"""Made-up classes for the tests."""

from __future__ import annotations

HEADER = (
    "student,one,many,word,gaps.door,gaps.who,pairs.spain,pairs.finland,line,"
    "judge.joins,judge.why,share,say"
)

CLASS = (
    f"{HEADER}\n"
    "S01,washington,five;ten;six,Washington,10,all members,1982,2023,first;second;third,"
    "contradicted,not-stated,50,All decide.\n"
    "S02,rome,five;forty,Rom,9,everyone,2023,1999,third;second;first,supported,supported,7,\n"
    "S03,,,,,,,,,,,,\n"
    "S04,what?,five;nine,rome,10,all,,2023,second;first;third,contradicted,maybe,x,No idea.\n"
)
"""One student with all right, one with errors, one blank sheet, one hard to read."""
