import { formatSentence } from "@drawbar/firmware-interfaces/gnss/nmea-scanner.ts";
import { NmeaFixReader } from "@drawbar/firmware-interfaces/gnss/nmea-fix-reader.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { checkGnssFixes } from "./gnss-fixes.ts";

const stream = `$GNRMC,171926.00,A,4404.14063,N,12118.85478,W,0.117,,180315,,,A*76
$GNVTG,,T,,M,0.117,N,0.216,K,A*3F
$GNGGA,171926.00,4404.14063,N,12118.85478,W,1,12,0.91,1147.2,M,-21.3,M,,*44
$GNGSA,A,3,01,11,31,14,22,32,04,25,03,,,,1.56,0.91,1.27*15
$GPGSV,4,1,13,01,53,280,36,03,29,301,24,04,55,223,37,08,38,166,16*7C
$GNGLL,4404.14066,N,12118.85481,W,171925.00,A,A*66
$GPZDA,235959.00,31,12,2016,00,00*66
`;
/** One sentence a line without its checksum, so that damage reaches the fields and not only the checksum. */
const bare = "GPGNS,000000,0100.0,S,00200.0,W,AN,05,1.0,1.0,10.0,,\nGPGST,000000,6.1,4.0,4.0,61.0,4.6,4.4,4.8\nGPHDT,274.07,T\nGPTHS,10.5,A\n";

export const target: FuzzTarget = {
  id: "nmea",
  seeds: [stream, bare].map((text) => Buffer.from(text)),
  bytesMax: 512,
  run(input) {
    checkGnssFixes(() => new NmeaFixReader(), input);
    const sentences = Buffer.from(input).toString("latin1").split("\n");
    const sealed = sentences.map((line) => formatSentence(line.split(",", 1)[0] ?? "", line.split(",").slice(1)));
    checkGnssFixes(() => new NmeaFixReader(), Buffer.from(sealed.join("\r\n"), "latin1"));
  },
};
