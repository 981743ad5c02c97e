import { standardIdMax, extendedIdMax } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { candumpFormat } from "@drawbar/firmware-interfaces/logs/candump-parser.ts";
import { microsecondsOf } from "@drawbar/firmware-interfaces/logs/log-time.ts";
import { fdLengths } from "@drawbar/firmware-interfaces/can/limits.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const log = `(1533226488.228954) can0 260#08FFFB0000001884
(1533226488.229) can1 18F11031##3001122334455667788990011
(1533226488.230) can0 123#R4
(1533226488.231) can0 20000004#000C000000000000
`;
const table = ` (000.000041)  can1  18F11031   [8]  00 00 FF FF 01 02 03 04
 (2024-03-01 12:00:00.000041)  can0  RX - -  123  [2]  11 22   '."'
  can0  123   [2]  00010001 11110000
  can0  123   [2]  22\`11
  can0  12345678  [12]  00 11 22 33 44 55 66 77 88 99 AA BB
  can0  123   [0]  remote request
<0x18eeff01> [8] 05 a0 be 1c 00 a0 a0 c0
`;

export const target: FuzzTarget = {
  id: "candump",
  seeds: [log, table].map((text) => Buffer.from(text)),
  bytesMax: 2_048,
  run(input) {
    const parser = candumpFormat.createParser();
    for (const line of Buffer.from(input).toString("latin1").split("\n")) {
      candumpFormat.recognises(line);
      const parsed = parser.parse(line);
      if (parsed.kind !== "frame") continue;
      const { id, extended, data, flags } = parsed.frame;
      if (!(id >= 0 && id <= (extended ? extendedIdMax : standardIdMax))) throw new Error(`identifier ${id} cannot exist`);
      if (!fdLengths.includes(data.length) || (flags?.fd !== true && data.length > 8)) throw new Error(`${data.length} bytes cannot exist`);
      const atUs = parsed.time === "" ? undefined : microsecondsOf(parsed.time);
      if (atUs !== undefined && !Number.isSafeInteger(atUs)) throw new Error(`time ${parsed.time} is ${atUs} us`);
    }
  },
};
