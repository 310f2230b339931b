"""What a person reads at a commune's microphone: a script of each record, a bulletin of each locality."""

from portal.loudspeakers.checking import check
from portal.loudspeakers.outputs import bulletin_address, outputs, script_address

__all__ = ["bulletin_address", "check", "outputs", "script_address"]
