"""Says where cantools finds two DBC files different.

Standard input: JSON lines {"name", "original", "written", "encoding"}, paths of files.
Standard output: JSON lines {"name", "loads": bool, "frames": n, "differences": [text, at most 10]}; "loads" is about the original.
"""

import json
import random
import sys

import cantools


def load(path, encoding):
    return cantools.database.load_file(path, strict=False, encoding=encoding, database_format="dbc")


def range_of(signal):
    # [0|0] means none; cantools knows that for 0 and not for 0.0.
    limits = [float(value) if value is not None else 0.0 for value in (signal.minimum, signal.maximum)]
    return None if limits == [0.0, 0.0] else limits


def describe_signal(signal):
    return {
        "place": [signal.start, signal.length, signal.byte_order, signal.is_signed, signal.is_float],
        "scale": [float(signal.scale), float(signal.offset)],
        "range": range_of(signal),
        "unit": signal.unit,
        "choices": {value: str(text) for value, text in (signal.choices or {}).items()},
        "receivers": sorted(set(signal.receivers)),
        "comment": signal.comment,
        "multiplexing": [signal.is_multiplexer, signal.multiplexer_ids, signal.multiplexer_signal],
        "spn": signal.spn,
    }


def attributes_of(thing):
    dbc = thing.dbc
    if dbc is None:
        return {}
    attributes = {}
    for name, attribute in (dbc.attributes or {}).items():
        choices, value = attribute.definition.choices, attribute.value
        # Set by index, defaulted by text.
        value = choices[value] if choices and isinstance(value, int) and value < len(choices) else value
        # A value that equals the default need not be written.
        if value != attribute.definition.default_value:
            attributes[name] = str(value)
    return attributes


def describe_message(message):
    return {
        "head": [message.frame_id, message.is_extended_frame, message.length, message.is_fd, message.cycle_time, message.protocol],
        "senders": sorted(sender for sender in message.senders if sender != "Vector__XXX"),
        "comment": message.comment,
        "attributes": attributes_of(message),
        "signals": {signal.name: {**describe_signal(signal), "attributes": attributes_of(signal)} for signal in message.signals},
        "groups": [[group.name, group.repetitions, group.signal_names] for group in message.signal_groups or []],
    }


def different(before, after):
    """The first members that differ, of objects in objects."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return f"{before} {after}"
    key = next(key for key in [*before, *after] if before.get(key) != after.get(key))
    return f"{key}: {different(before.get(key), after.get(key))}"


def decoded(message, data):
    try:
        return {name: repr(value) for name, value in message.decode(data, decode_choices=False).items()}
    except Exception as problem:  # the same one is as good as the same values
        return repr(problem)


def compare(name, original, written):
    differences = []
    frames = 0
    source = random.Random(name)
    if [message.name for message in original.messages] != [message.name for message in written.messages]:
        differences.append("the messages are not the same")
    if {node.name for node in original.nodes} != {node.name for node in written.nodes}:
        differences.append("the nodes are not the same")
    for one, two in zip(original.messages, written.messages):
        if len({signal.name for signal in one.signals}) < len(one.signals):
            continue  # two signals of one name: cantools itself decodes only one of them
        before, after = describe_message(one), describe_message(two)
        if before != after:
            differences.extend(f"{one.name} {key}: {different(before[key], after[key])}" for key in before if before[key] != after[key])
        for _ in range(3):
            data = source.randbytes(one.length)
            frames += 1
            if decoded(one, data) != decoded(two, data):
                differences.append(f"{one.name} decodes {data.hex()} differently")
    return frames, differences


for line in sys.stdin:
    row = json.loads(line)
    try:
        original = load(row["original"], row["encoding"])
    except Exception:
        original = None
    try:
        written = load(row["written"], row["encoding"])
    except Exception as problem:
        print(json.dumps({"name": row["name"], "loads": original is not None, "frames": 0, "differences": [str(problem)[:300]]}))
        continue
    frames, differences = (0, []) if original is None else compare(row["name"], original, written)
    print(json.dumps({"name": row["name"], "loads": original is not None, "frames": frames, "differences": [text[:500] for text in differences[:10]]}))
