"""The `.htaccess` of the public folder, for Apache and the servers that read its files.

Most school hosting is Apache that takes files and nothing else, so this file is the only way to set headers there. Each
directive stands in a test for its module: what a server lacks it passes over. A directive that the hoster forbids
(`AllowOverride`) makes Apache answer 500 to everything; only the look at the public address can find that.
"""

from __future__ import annotations

NAME = ".htaccess"

_TEXT = """\
# Made by the school's diary program and written anew when the site is published.

<IfModule mod_autoindex.c>
  Options -Indexes
</IfModule>

<IfModule mod_dir.c>
  DirectoryIndex index.html
</IfModule>

# What the program keeps for itself, and files on their way
<IfModule mod_alias.c>
  RedirectMatch 404 "/\\.(?:diary|ht[^/]*)(?:/|$)"
  RedirectMatch 404 "\\.part$"
</IfModule>

<IfModule mod_mime.c>
  AddType text/html .html
  AddType text/javascript .js
  AddCharset utf-8 .html .js .css
</IfModule>

<IfModule mod_headers.c>
  Header always set X-Content-Type-Options "nosniff"
  Header always set X-Robots-Tag "noindex, nofollow"
  Header always set Referrer-Policy "no-referrer"
  Header always set Content-Security-Policy "frame-ancestors 'none'"
  Header set Cache-Control "no-cache"
  # Files in a/ are named by their content, so they never change
  <IfModule mod_setenvif.c>
    SetEnvIf Request_URI "/a/[^/]+$" diary_never_changes
    Header set Cache-Control "public, max-age=31536000, immutable" env=diary_never_changes
  </IfModule>
</IfModule>
"""


def htaccess() -> bytes:
    """Return the file; it is the same for every site, wherever below the host's root the site lies."""
    return _TEXT.encode("ascii")
