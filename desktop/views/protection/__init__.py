"""How the data of a profile are protected: choosing it, unlocking, changing it."""
