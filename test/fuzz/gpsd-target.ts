import { GpsdReader } from "@drawbar/firmware-interfaces/gnss/gpsd-reader.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkGnssFixes } from "./gnss-fixes.ts";

const stream = `{"class":"VERSION","release":"3.25","proto_major":3}
{"class":"SKY","device":"a","hdop":0.71,"vdop":1.28,"nSat":2,"uSat":1,"satellites":[{"PRN":1,"el":2.0,"used":true},{"PRN":4,"used":false}]}
{"class":"TPV","device":"a","status":2,"mode":3,"time":"2017-07-19T08:50:01.000Z","lat":-34.9,"lon":138.6,"altHAE":25.3,"alt":28.8,"epv":1.6,"track":31.4,"speed":0.01}
{"class":"ATT","time":"2021-06-16T23:46:04.800Z","heading":235.057,"pitch":-79.055,"roll":0.000,"acc_x":1,"acc_y":2,"acc_z":3}
`;

export const target: FuzzTarget = { id: "gpsd", seeds: [Buffer.from(stream)], bytesMax: 1_024, run: (input) => checkGnssFixes(() => new GpsdReader(), input) };
