"""АСУ РСО of colleges (spo); the schools of the region have Сетевой город."""
