import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import { dbcLimits } from "@drawbar/firmware-interfaces/dbc/limits.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { recording, recordingsFolder } from "../recordings.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const small = `VERSION ""

NS_ :

BS_:

BU_: Engine Body

BO_ 2364540158 EEC1: 8 Engine
 SG_ Speed : 24|16@1+ (0.125,0) [0|8031.875] "rpm" Body
 SG_ Page M : 0|4@1+ (1,0) [0|15] "" Body
 SG_ Torque m1M : 15|8@0- (1,-125) [-125|125] "%" Body
 SG_ Deep m3 : 40|20@1- (1,0) [0|0] "" Body

CM_ SG_ 2364540158 Speed "of the crankshaft";
BA_DEF_ SG_ "SPN" INT 0 524287;
BA_DEF_DEF_ "SPN" 0;
BA_ "SPN" SG_ 2364540158 Speed 190;
VAL_ 2364540158 Page 0 "none" 1 "torque" ;
SIG_VALTYPE_ 2364540158 Deep : 0;
SG_MUL_VAL_ 2364540158 Deep Torque 3-5, 7-9;
`;

const recordings = ["multiplex", "issue_184_extended_mux_cascaded", "floating_point", "cp1252", "sig_groups", "fd_test", "BU_BO_REL_", "issue_163_newline"];
const signalsPerRunMax = 512;

export const target: FuzzTarget = {
  id: "dbc",
  seeds: [Buffer.from(small), ...(recordingsFolder() === undefined ? [] : recordings.map((name) => recording(`dbc/cantools/${name}.dbc`)))],
  bytesMax: 6_000,
  dictionary: ["BO_TX_BU_", "SIG_GROUP_", "VAL_TABLE_", "BA_DEF_REL_", "ENUM", "HEX", "FLOAT", "STRING", "VFrameFormat", "GenMsgCycleTime", "EV_", "BS_: 500"],
  run(input) {
    const file = parsed(input);
    if (file === undefined) return;
    if (file.diagnostics.length > dbcLimits.diagnosticsMax) throw new Error(`${file.diagnostics.length} diagnostics kept`);
    for (const { line, column } of file.diagnostics) if (!(line >= 1 && column >= 1)) throw new Error(`a diagnostic at ${line}:${column}`);
    const decoder = compileDbc(file);
    let left = signalsPerRunMax;
    for (const { id, extended, lengthBytes, signals } of file.messages) {
      left -= 1 + signals.length;
      if (left < 0) break;
      const data = Uint8Array.from({ length: Math.min(64, lengthBytes) }, (_, index) => input[index % input.length] ?? 0);
      const decoded = decoder.decodeToObject({ id, extended, data, atUs: 0, flags: undefined });
      if (decoded !== undefined && decoded.signals.size > decoded.message.signals.length) throw new Error("more values than signals");
    }
  },
};

/** A file without any statement is refused, which is its right answer. */
function parsed(input: Uint8Array): DbcFile | undefined {
  try {
    return parseDbc(input, { name: "fuzzed.dbc" });
  } catch (error) {
    if (error instanceof DrawbarError && error.code === "DBC_NOT_A_DBC") return undefined;
    throw error;
  }
}
