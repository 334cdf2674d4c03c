"""Every table there is."""

import anomaly_tables  # noqa: F401
import errand_tables  # noqa: F401
import lembar_tables  # noqa: F401
import linkage_tables  # noqa: F401
import ministry_tables  # noqa: F401
import models  # noqa: F401
import print_tables  # noqa: F401
import register_tables  # noqa: F401
import reply_tables  # noqa: F401
from fields import Table

TABLES = Table.__subclasses__()
