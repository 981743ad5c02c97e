import { FastPacketAssembler } from "@drawbar/firmware-interfaces/nmea2000/fast-packet.ts";
import { nmea2000Limits } from "@drawbar/firmware-interfaces/nmea2000/limits.ts";
import { decodeNavigation } from "@drawbar/firmware-interfaces/nmea2000/navigation-messages.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** A frame is identifier, time step in 4 ms, length and eight bytes. */
const frameBytes = 14;

function seedOf(...frames: readonly (readonly [id: number, bytes: string])[]): Uint8Array {
  return Buffer.concat(
    frames.map(([id, bytes]) => {
      const frame = Buffer.alloc(frameBytes);
      frame.writeUInt32BE(id, 0);
      frame[4] = 1;
      frame[5] = 8;
      frame.write(bytes, 6, "hex");
      return frame;
    }),
  );
}

export const target: FuzzTarget = {
  id: "fast-packet",
  seeds: [
    seedOf([0x0df8_0523, "202be6f13a809cc6"], [0x0df8_0523, "210d001238aa49eb"], [0x0df8_0523, "225107000c4495fb"], [0x0df8_0523, "2315b80040e13300"]),
    seedOf([0x09f8_0123, "b0ddb11f1b2f3d03"], [0x0df8_0424, "0009ff0102030405"], [0x0df8_0424, "01060708ffffffff"]),
  ],
  bytesMax: 100 * frameBytes,
  run(input) {
    const assembler = new FastPacketAssembler();
    const view = new DataView(input.buffer, input.byteOffset, input.length);
    let atUs = 0;
    for (let start = 0; start + frameBytes <= input.length; start += frameBytes) {
      atUs += (input[start + 4] ?? 0) * 4_000;
      const length = Math.min(8, input[start + 5] ?? 0);
      const frame = { id: view.getUint32(start) & 0x1fff_ffff, extended: true, data: input.slice(start + 6, start + 6 + length), atUs };
      for (const event of assembler.push(frame)) {
        if (event.kind !== "message") continue;
        if (event.data.length > nmea2000Limits.fastPacketBytesMax) throw new Error(`${event.data.length} bytes in one message`);
        for (const value of Object.values(decodeNavigation(event.pgn, event.data) ?? {}))
          if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${event.pgn}: ${value}`);
      }
      if (assembler.sessions > nmea2000Limits.sessionsMax) throw new Error(`${assembler.sessions} transfers at once`);
    }
  },
};
