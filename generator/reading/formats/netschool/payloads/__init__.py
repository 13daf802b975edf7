"""JSON of Сетевой город: what its web pages and its mobile application are told, as parents' clients save it."""
