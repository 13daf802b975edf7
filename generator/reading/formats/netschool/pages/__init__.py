"""Reports of Сетевой город as web pages, which it also saves under the name `.xls`: each is about one student."""
