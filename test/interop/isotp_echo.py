"""Echoes messages by can-isotp, on any number of buses: argv[1] is a JSON list of {channel, mode, address, params}."""

import json
import sys
import threading

import candump_pipe
import isotp


def echo(layer):
    while True:
        payload = layer.recv(block=True, timeout=60)
        if payload is not None:
            layer.send(bytes(payload))


for bus in json.loads(sys.argv[1]):
    receive, send = candump_pipe.channel(bus["channel"])
    address = isotp.Address(isotp.AddressingMode[bus["mode"]], **bus["address"])
    layer = isotp.TransportLayer(receive, send, address, params=bus["params"], error_handler=lambda error: candump_pipe.report({"error": str(error)}))
    layer.start()
    threading.Thread(target=echo, args=(layer,), daemon=True).start()

candump_pipe.report("ready")
candump_pipe.listen()
