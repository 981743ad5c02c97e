import { ascFormat } from "@drawbar/firmware-interfaces/logs/asc-parser.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkLogFrames } from "./log-frames.ts";

const absolute = `date Sam Sep 30 15:06:13.191 2017
base hex  timestamps absolute
internal events logged
// version 9.0.0
Begin Triggerblock Sat Sep 30 10:06:13.191 PM 2017
   0.000000 Start of measurement
   0.015991 CAN 1 Status:chip status error passive - TxErr: 132 RxErr: 0
   2.5010 2   C8             Tx   d 8 09 08 07 06 05 04 03 02
   2.501000 1 ErrorFrame
   2.510001 2 18EBFF00x Tx r
  30.005071 CANFD   3 Rx        30a  Name        1 1 8  8 01 02 03 04 05 06 07 08   102203  133   303000 e0006659 1 2 3 4
  30.300981 CANFD   3 Tx     50005x              0 0 5 0 140000 73 200050 7a60 46500250 460a0250 20011736 20010205
End TriggerBlock
`;
const relative = `date Mon Mar 01 12:00:00 am 2021
base dec  timestamps relative
 0.5 1 384 Rx d 2 255 10
 0.000001 1 418119424x Rx d 0
`;

export const target: FuzzTarget = {
  id: "asc",
  seeds: [absolute, relative].map((text) => Buffer.from(text)),
  bytesMax: 2_048,
  run: (input) => checkLogFrames(ascFormat, input),
};
