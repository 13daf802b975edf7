"""Сетевой город. Образование (irTech), which is also the school journal of АСУ РСО."""
