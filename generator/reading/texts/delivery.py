"""Which texts go to which class: recommendations and notices for groups, with their files, class by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.errors import DiaryError, ReadError
from generator.model.letters import Attachment, Letter, Post
from generator.model.notices import Notice
from generator.model.school import School
from generator.reading.joining.folding import fold_class
from generator.reading.texts.attachments import KB, Files, Limits, in_kb
from generator.reading.texts.notices import NOTICES
from generator.reading.texts.recommendations import groups_by_title, read_recommendations


def read_posts(
    root: Path, school: School, notices: Iterable[Notice], limits: Limits
) -> tuple[dict[str, Post], list[DiaryError]]:
    """Read what goes into the diaries, by class id, and what is wrong with it.

    `notices` are those of the school, read already; public ones, and classes that are not there, are passed over.
    """
    letters, problems = read_recommendations(root, school, limits)
    addressed, faults = _address(root, school, notices, limits)
    problems += faults
    posts = dict(_sort(school, letters, addressed))
    problems += _too_much(school, posts, limits)
    return posts, problems


def _address(
    root: Path, school: School, notices: Iterable[Notice], limits: Limits
) -> tuple[list[Letter], list[DiaryError]]:
    own = [notice for notice in notices if not notice.is_public]
    if not own:
        return [], []
    groups, files = groups_by_title(school), Files(root, NOTICES, limits)
    found: list[Letter] = []
    problems: list[DiaryError] = []
    for notice in own:
        group_ids = tuple(key for title in notice.audience for key in groups.get(fold_class(title), ()))
        attached, faults = files.attach(notice.body, notice.origin)
        problems += faults
        found.append(Letter(notice.origin, notice.title, notice.day, "", "", "", group_ids, notice.body, attached))
    return found, problems


def _sort(school: School, letters: Iterable[Letter], notices: Iterable[Letter]) -> Iterator[tuple[str, Post]]:
    found: dict[str, tuple[list[Letter], list[Letter]]] = defaultdict(lambda: ([], []))
    for kind, several in enumerate((letters, notices)):
        for letter in several:
            for class_id in _classes_of(school, letter):
                found[class_id][kind].append(letter)
    for class_id, (own, for_groups) in found.items():
        yield class_id, Post(tuple(own), tuple(for_groups))


def _classes_of(school: School, letter: Letter) -> set[str]:
    if letter.student_id:
        return {school.students[letter.student_id].group_id}
    return {school.groups[key].parent_id or key for key in letter.group_ids}


def _too_much(school: School, posts: Mapping[str, Post], limits: Limits) -> list[ReadError]:
    """Return an error where the files of one diary are too large together, at the largest of them; each place once."""
    subgroups: dict[str, set[str]] = defaultdict(set)
    for member in school.memberships:
        subgroups[member.student_id].add(member.group_id)
    found: dict[Attachment, ReadError] = {}
    for class_id, post in posts.items():
        if sum(file.size for letter in post.all for file in letter.files) <= limits.diary:
            continue
        for student in school.students_of(class_id):
            groups = {class_id, *subgroups[student.id]}
            files = [file for letter in post.all if letter.is_for(student.id, groups) for file in letter.files]
            total = sum(file.size for file in files)
            if total > limits.diary:
                largest = max(files, key=lambda file: file.size)
                found.setdefault(largest, _over(largest, total, limits))
    return list(found.values())


def _over(largest: Attachment, total: int, limits: Limits) -> ReadError:
    message = f"the files of one diary have {in_kb(total)} kB together, more than {limits.diary // KB}"
    hint = f"this one has {in_kb(largest.size)} kB: make it smaller, delete old texts, or raise site.attachments_kb"
    return ReadError("attachments-too-large", message, origin=largest.origin, hint=hint)
