import { gvretCsvFormat } from "@drawbar/firmware-interfaces/logs/gvret-csv.ts";
import { labelledCsvFormat } from "@drawbar/firmware-interfaces/logs/labelled-csv.ts";
import { pythonCanCsvFormat } from "@drawbar/firmware-interfaces/logs/python-can-csv.ts";
import { vehicleSpyCsvFormat } from "@drawbar/firmware-interfaces/logs/vehicle-spy-csv.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkLogFrames } from "./log-frames.ts";

const gvret = `Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8
1533226488166064,0000021A,false,Rx,0,8,FE,36,12,FE,69,05,07,AD,
1533226488166065,18FEF100,true,Rx,1,2,FE,36,
`;
const pythonCan = `timestamp,arbitration_id,extended,remote,error,dlc,data
1483389946.197,0xdadada,1,0,0,6,WzQyLCA5
1483389946.198,0x1,0,1,0,0,
`;
const spy = `Vehicle Spy 3 Bus Traffic File
Start Date,11/29/2018
Start Time,3:53:21 pm
HS CAN,Default,HS CAN,CAN,500000,
Line,Abs Time(Sec),Rel Time (Sec),Status,Er,Tx,Description,Network,Node,Arb ID,Remote,Xtd,B1,B2,B3,B4,B5,B6,B7,B8,Value
1,2.570999999999998,0,67371012,F,F,HS CAN $18F00131,HS CAN,,18F00131,F,T,FF,FF,FF,3F,00,FF,FF,FF,,,
`;
const labelled = `timestamp,iface,can_id,dlc,data,label
0.000536,can0,419356416,8,90A0287D7DFFFFF5,normal
`;

/** One file is read as each of the four: a header makes the difference, and a fuzzer mixes them. */
export const target: FuzzTarget = {
  id: "csv-log",
  seeds: [gvret, pythonCan, spy, labelled].map((text) => Buffer.from(text)),
  bytesMax: 2_048,
  run(input) {
    for (const format of [gvretCsvFormat, pythonCanCsvFormat, vehicleSpyCsvFormat, labelledCsvFormat]) checkLogFrames(format, input);
  },
};
