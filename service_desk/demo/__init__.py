"""The demo zone: invented people, firms and requests, worked through the desk's own acts up to the present moment."""
