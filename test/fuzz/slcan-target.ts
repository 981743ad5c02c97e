import { formatSlcanFrame, parseSlcanLine, slcanClockMs } from "@drawbar/firmware-interfaces/can/slcan/slcan-lines.ts";
import { SlcanSplitter } from "@drawbar/firmware-interfaces/can/slcan/slcan-splitter.ts";
import { SlcanTimes } from "@drawbar/firmware-interfaces/can/slcan/slcan-times.ts";
import { slcanLimits } from "@drawbar/firmware-interfaces/can/slcan/limits.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const session = "\r\r\u0007V1013\rNA123\rt1232AABB\rT18FEF1008112233445566778800FF\rr7FF0\rR1FFFFFFF8EA5F\rF00\rzt1230\rsb256003\re2ao\r";
const fd = `d010F${"5a".repeat(64)}\rD1ABCDEF09${"00".repeat(12)}0102\rb7FF1FF\r\nB0000000100000\rF2D\r`;

export const target: FuzzTarget = {
  id: "slcan",
  seeds: [session, fd].map((text) => Buffer.from(text)),
  bytesMax: 1_024,
  run(input) {
    const times = new SlcanTimes();
    let arrivalUs = 1_764_000_000_000_000;
    const splitter = new SlcanSplitter({
      onLine: (text) => {
        if (text.length > slcanLimits.lineMax) throw new Error(`a line of ${text.length} characters`);
        const line = parseSlcanLine(text);
        if (line.kind === "errors" && line.frame.data.length !== 8) throw new Error("an error frame has eight bytes");
        if (line.kind !== "frame") return;
        const again = parseSlcanLine(formatSlcanFrame(line.frame));
        if (again.kind !== "frame" || again.frame.id !== line.frame.id || Buffer.compare(again.frame.data, line.frame.data) !== 0)
          throw new Error(`${text} is not written as it was read`);
        if (line.stampMs === undefined) return;
        if (!(line.stampMs >= 0 && line.stampMs < slcanClockMs)) throw new Error(`a stamp of ${line.stampMs} ms`);
        arrivalUs += text.length * 1_000_000;
        if (!(times.timeOf(line.stampMs, arrivalUs) <= arrivalUs)) throw new Error(`${text} was stamped after it came`);
      },
      onRefusal: () => undefined,
      onOverlong: () => undefined,
    });
    // In two pieces, as a serial line may cut it.
    splitter.push(input.subarray(0, input.length >> 1));
    splitter.push(input.subarray(input.length >> 1));
  },
};
