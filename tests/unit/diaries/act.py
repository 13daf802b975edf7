"""What the school's act on marks says in these tests."""

from generator.settings.sections import MarksSection

MARKS = MarksSection(
    lowest=1,
    highest=5,
    borders=((5, 450), (4, 350), (3, 250)),
    disputed_band=10,
    min_marks=3,
    min_marks_often=5,
    na_absence_share=50,
    na_marks_below=3,
    grace_hours=24,
    act="№ 1",
    test_types=("контрольная работа",),
)
