"""A control unit by can-j1939: asks for a VIN, sends a long message and faults, and prints what it receives."""
import logging
import sys
import threading
import time

import j1939

logging.getLogger("j1939").setLevel(logging.ERROR)
address = int(sys.argv[1]) if len(sys.argv) > 1 else 0x42
name = j1939.Name(
    arbitrary_address_capable=1,
    industry_group=j1939.Name.IndustryGroup.Global,
    vehicle_system_instance=0,
    vehicle_system=0,
    function=255,
    function_instance=0,
    ecu_instance=0,
    manufacturer_code=0x7FF,
    identity_number=1234567,
)
ecu = j1939.ElectronicControlUnit()
ecu.connect(bustype="socketcan", channel="vcan0")
unit = j1939.ControllerApplication(name, address)


def say(*words):
    print(*words, flush=True)


def on_message(priority, pgn, source, timestamp, data):
    say("received", pgn, bytes(data).hex())


def on_dm1(source, lamps, codes, timestamp):
    say("dm1", source, [(code["spn"], code["fmi"], code["oc"]) for code in codes])


ecu.add_ca(controller_application=unit)
unit.subscribe(on_message)
unit.start()
for _ in range(200):
    if unit.state == j1939.ControllerApplication.State.NORMAL:
        break
    time.sleep(0.02)
say("address", unit.device_address)
if len(sys.argv) == 1:
    dm1 = j1939.Dm1(unit)
    dm1.subscribe(on_dm1)
    say("ready")
    unit.send_request(0, 65260, 0x90)
    time.sleep(0.5)
    payload = [(index * 13 + (index >> 8)) & 0xFF for index in range(100)]
    unit.send_pgn(0, 0xEF, 0x90, 6, payload)
    time.sleep(0.5)

    def faults():
        lamps = {"pl": j1939.DtcLamp.OFF, "awl": j1939.DtcLamp.OFF, "rsl": j1939.DtcLamp.ON, "mil": j1939.DtcLamp.OFF}
        return lamps, [{"spn": 123, "fmi": 31, "oc": 0}, {"spn": 456, "fmi": 14, "oc": 17}]

    dm1.start_send(callback=faults)
sys.stdin.read()
ecu.disconnect()
