"""What a package shows of its modules"""

from calls.re_exported._reader import read_terms as read_terms
