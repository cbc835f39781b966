"""The enterprises officers pick from when they write something down for one."""
