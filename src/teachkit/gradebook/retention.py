"""The note in every folder of results: what is in it, and how long to keep it."""

from __future__ import annotations

__all__ = ["NOTE", "NOTE_FILE"]

NOTE_FILE = "README.txt"

NOTE = """\
These are the results of a class: answers, marks and letters of persons.

Who may read them   The folder and its files were made for their owner only. Nothing of them was
                    sent anywhere.
What to open        gradebook.csv: a row a student. feedback/: a letter to each student.
                    review.csv: what a person must decide.
How long to keep    As long as your school's rules say, and no longer than marks can be appealed.
                    Then delete the whole folder, and what was copied or exported from it.
One student's data  teachkit erase FOLDER STUDENT takes a student out of every file here and says
                    what it can't reach: the files that were graded, copies, exports, backups.
Without names       teachkit grade --anonymous KEYFILE writes results with pseudonyms; only the key
                    file, which belongs in another place, leads back.
"""
