/** What must hold of a receiver's stream whatever comes in; shared by the targets of its protocols. */
import type { GnssFix } from "@drawbar/firmware-interfaces/gnss/gnss-fix.ts";
import type { GnssEvent, GnssReader } from "@drawbar/firmware-interfaces/gnss/gnss-reader.ts";

/** Reads the input at once and in small pieces, and checks that both give the same fixes and that each is possible. */
export function checkGnssFixes(createReader: () => GnssReader, input: Uint8Array): void {
  const [whole, pieces] = [createReader(), createReader()];
  const first: GnssEvent[] = [...whole.push(input), ...whole.finish()];
  const second: GnssEvent[] = [];
  for (let start = 0; start < input.length; start += 61) second.push(...pieces.push(input.subarray(start, start + 61)));
  second.push(...pieces.finish());
  if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error("pieces read otherwise than the whole");
  for (const event of first) if (event.kind === "fix") checkFix(event.fix);
}

function checkFix(fix: GnssFix): void {
  for (const [name, value] of Object.entries(fix)) if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${name} is ${value}`);
  const { latitudeDeg, longitudeDeg, mode, trackDeg = 0, speedMps = 0, timeUs = 0 } = fix;
  if ((latitudeDeg === undefined) !== (mode === 1) || (longitudeDeg === undefined) !== (mode === 1)) throw new Error(`a position in mode ${mode}`);
  if (Math.abs(latitudeDeg ?? 0) > 90 || Math.abs(longitudeDeg ?? 0) > 180) throw new Error(`${latitudeDeg}, ${longitudeDeg} is no place`);
  if (!(trackDeg >= 0 && trackDeg <= 360) || !(speedMps >= 0) || !Number.isSafeInteger(timeUs) || timeUs < 0) throw new Error(JSON.stringify(fix));
}
