"""CAN buses over a pipe: frames come as candump lines on stdin and go as candump lines to stdout, by python-can."""

import collections
import json
import queue
import sys
import threading
import time

import can
import isotp
from can.io import CanutilsLogReader, CanutilsLogWriter

sys.stdout.reconfigure(line_buffering=True)
_received = collections.defaultdict(queue.Queue)
_writer = CanutilsLogWriter(sys.stdout)
_writing = threading.Lock()


def channel(name):
    """The functions by which an isotp.TransportLayer reads and writes the bus of that name."""

    def receive(timeout):
        try:
            message = _received[name].get(timeout=timeout)
        except queue.Empty:
            return None
        return isotp.CanMessage(
            arbitration_id=message.arbitration_id,
            extended_id=message.is_extended_id,
            data=message.data,
            is_fd=message.is_fd,
            bitrate_switch=message.bitrate_switch,
        )

    def send(message):
        with _writing:
            _writer.on_message_received(
                can.Message(
                    timestamp=time.time(),
                    channel=name,
                    arbitration_id=message.arbitration_id,
                    is_extended_id=message.is_extended_id,
                    data=message.data,
                    is_fd=message.is_fd,
                    bitrate_switch=message.bitrate_switch,
                )
            )

    return receive, send


def report(value):
    """A result, as one line of JSON between the frames."""
    with _writing:
        print(json.dumps(value))


def listen():
    """Reads frames until stdin ends; in a thread of its own where the caller goes on."""
    for message in CanutilsLogReader(sys.stdin):
        _received[message.channel].put(message)
