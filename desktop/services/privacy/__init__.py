"""Personal data (law 91/2025/QH15): consents, anonymising, everything about one person.

Commands are registered when this is imported.
"""

from desktop.services.privacy import anonymising as anonymising
from desktop.services.privacy import consents as consents
