"""Where the content of files is kept: a folder by default, an S3-compatible store by one setting."""
