import { trcFormat } from "@drawbar/firmware-interfaces/logs/trc-parser.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkLogFrames } from "./log-frames.ts";

const first = `     1)      1841      0001  8  00 01 02 03 04 05 06 07
     2)      1842  FFFFFFFF  4  00 00 00 08
     3)    1843.5  00000100  0  RTR
`;
const third = `;$FILEVERSION=1.3
;$STARTTIME=44548.6028595139
     1)      1059.900  2  Rx        0300 -  2  00 11
     2)     17540.3  1  Error  FFFFFFFF  -  4  00 00 00 08
`;
const second = `;$FILEVERSION=2.1
;$STARTTIME=43008.920986006946
;$COLUMNS=N,O,T,B,I,d,R,L,D
      1      2501.000 DT 2      00C8 Tx -  8    09 08 07 06 05 04 03 02
      2     17876.708 FB 1  18FEF100 Rx -  9    05 0C 00 00 00 00 00 00 01 02 03 04
      3     17876.708 RR 1      06F9 Rx -  0
      4     17540.300 ST 1         - Rx -  4    00 00 00 08
      5     17541.300 ER 1         - Rx -  5    04 00 02 00 00
`;

export const target: FuzzTarget = {
  id: "trc",
  seeds: [first, third, second].map((text) => Buffer.from(text)),
  bytesMax: 2_048,
  run: (input) => checkLogFrames(trcFormat, input),
};
