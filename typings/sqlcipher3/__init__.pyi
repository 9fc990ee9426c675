# The driver has the interface of the standard library; it only brings its own SQLite.
from sqlcipher3 import dbapi2 as dbapi2
