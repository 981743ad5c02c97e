import { crtdFormat } from "@drawbar/firmware-interfaces/logs/crtd.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkLogFrames } from "./log-frames.ts";

const log = `1542473901.020305 CVR 3.1
1542473901.020305 1R11 213 00 00 00 00 c0 01 00 00
1542473901.020970 2T29 18FEF100 92 0b 13 10 11 3a 00 00
1542473901.021 R11 7FF
1542473901.021 CXX Info Type:crtd; Path:'/sd/can3.crtd'
2783.384726 CER intr=0 rxpkt=0
`;

export const target: FuzzTarget = { id: "crtd", seeds: [Buffer.from(log)], bytesMax: 2_048, run: (input) => checkLogFrames(crtdFormat, input) };
