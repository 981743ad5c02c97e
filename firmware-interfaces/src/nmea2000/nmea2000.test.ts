import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { joinJ1939Id } from "../j1939/j1939-id.ts";
import { openLog } from "../logs/log-reader.ts";
import { FastPacketAssembler, type LostTransfer, type Nmea2000Message } from "./fast-packet.ts";
import { nmea2000Limits } from "./limits.ts";
import { decodeNavigation } from "./navigation-messages.ts";

const pgn = 129_029;

/** The frames of one fast packet, in order. */
function framesOf(
  data: Uint8Array,
  options: { readonly source?: number; readonly sequence?: number; readonly pgn?: number; readonly atUs?: number } = {},
): CanFrame[] {
  const id = joinJ1939Id({ priority: 3, pgn: options.pgn ?? pgn, sourceAddress: options.source ?? 1 });
  const sequence = (options.sequence ?? 0) << 5;
  const frame = (bytes: readonly number[]): CanFrame => ({
    id,
    extended: true,
    atUs: options.atUs ?? 0,
    data: Uint8Array.from({ length: 8 }, (_, at) => bytes[at] ?? 0xff),
  });
  const frames = [frame([sequence, data.length, ...data.subarray(0, 6)])];
  for (let start = 6; start < data.length; start += 7) frames.push(frame([sequence | frames.length, ...data.subarray(start, start + 7)]));
  return frames;
}

const pushAll = (assembler: FastPacketAssembler, frames: readonly CanFrame[]): (Nmea2000Message | LostTransfer)[] =>
  frames.flatMap((frame) => assembler.push(frame));
const brief = (events: readonly (Nmea2000Message | LostTransfer)[]): string[] =>
  events.map((event) => (event.kind === "lost" ? event.why : Buffer.from(event.data).toString("hex")));
const payload = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index + 1);

describe("FastPacketAssembler", () => {
  it("puts together what was cut into frames, however transfers interleave", () => {
    const transfer = fc.record({ data: fc.uint8Array({ minLength: 1, maxLength: 223 }), source: fc.nat(20), sequence: fc.nat(7) });
    const transfers = fc.uniqueArray(transfer, { minLength: 1, maxLength: 12, selector: ({ source }) => source });
    fc.assert(
      fc.property(transfers, fc.infiniteStream(fc.nat(11)), (all, turns) => {
        const assembler = new FastPacketAssembler();
        const queues = all.map(({ data, ...options }) => framesOf(data, options));
        const events: (Nmea2000Message | LostTransfer)[] = [];
        while (queues.some((queue) => queue.length > 0)) {
          const turn = turns.next().value ?? 0;
          const frame = queues[turn % queues.length]?.shift() ?? queues.find((queue) => queue.length > 0)?.shift();
          if (frame !== undefined) events.push(...assembler.push(frame));
        }
        expect(brief(events).sort()).toEqual(all.map(({ data }) => Buffer.from(data).toString("hex")).sort());
        expect(assembler.sessions).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("gives single frames as they are, with their addresses", () => {
    const single = new FastPacketAssembler().push({ id: 0x09f8_0124, extended: true, data: payload(8), atUs: 5 });
    expect(single).toEqual([{ kind: "message", pgn: 129_025, priority: 2, sourceAddress: 0x24, destinationAddress: 0xff, data: payload(8), atUs: 5 }]);
  });

  it("takes no frame that NMEA 2000 does not have", () => {
    const assembler = new FastPacketAssembler();
    const frame: CanFrame = { id: 0x09f8_0124, extended: true, data: payload(8), atUs: 0 };
    expect([
      ...assembler.push({ ...frame, id: 0x124, extended: false }),
      ...assembler.push({ ...frame, flags: { remote: true } }),
      ...assembler.push({ ...frame, flags: { error: true } }),
    ]).toEqual([]);
    expect(assembler.push({ ...frame, id: joinJ1939Id({ priority: 3, pgn, sourceAddress: 1 }), data: new Uint8Array(0) })).toEqual([]);
  });

  it("gives up a transfer with a lost frame, and puts together the next", () => {
    const assembler = new FastPacketAssembler();
    const [first, , third] = framesOf(payload(20)) as [CanFrame, CanFrame, CanFrame]; // 20 bytes are three frames
    expect(brief(pushAll(assembler, [first, third]))).toEqual(["gap"]);
    expect(brief(pushAll(assembler, [third]))).toEqual([]);
    expect(brief(pushAll(assembler, [first, ...framesOf(payload(7), { sequence: 1 })]))).toEqual(["replaced", Buffer.from(payload(7)).toString("hex")]);
    expect(brief(pushAll(assembler, [first, ...framesOf(payload(20), { sequence: 1 }).slice(1)]))).toEqual(["gap"]);
  });

  it("gives up a transfer that pauses too long, and not one at the limit", () => {
    const assembler = new FastPacketAssembler();
    const [first, second] = framesOf(payload(13)) as [CanFrame, CanFrame]; // 13 bytes are two frames
    expect(brief(pushAll(assembler, [first, { ...second, atUs: nmea2000Limits.frameGapUs }]))).toHaveLength(1);
    expect(brief(pushAll(assembler, [first, { ...second, atUs: nmea2000Limits.frameGapUs + 1 }]))).toEqual(["timeout"]);
  });

  it("refuses a length that no fast packet has", () => {
    const assembler = new FastPacketAssembler();
    const [first] = framesOf(payload(223)) as [CanFrame]; // at least one frame
    const withLength = (length: number): CanFrame => ({ ...first, data: Uint8Array.of(0, length, 1, 2, 3, 4, 5, 6) });
    expect(brief(pushAll(assembler, [withLength(0), withLength(224)]))).toEqual(["length-impossible", "length-impossible"]);
    expect(brief(pushAll(assembler, framesOf(payload(223))))).toEqual([Buffer.from(payload(223)).toString("hex")]);
  });

  it("holds no more transfers than the limit and gives up the one that waited longest", () => {
    const assembler = new FastPacketAssembler();
    const starts = Array.from({ length: nmea2000Limits.sessionsMax }, (_, source) => framesOf(payload(20), { source }));
    for (const [first] of starts) expect(assembler.push(first as CanFrame)).toEqual([]); // each has frames
    // The first sender speaks again, so the second has waited longest.
    assembler.push(starts[0]?.[1] as CanFrame); // three frames each
    expect(assembler.push(framesOf(payload(20), { source: 200 })[0] as CanFrame)).toEqual([{ kind: "lost", pgn, sourceAddress: 1, why: "crowded-out" }]);
    expect(assembler.sessions).toBe(nmea2000Limits.sessionsMax);
  });

  it("stays within its limit whatever comes", () => {
    const frame = fc.record({
      id: fc.constantFrom(0x0df8_0500, 0x1dff_0000, 0x09f8_0100),
      source: fc.nat(255),
      data: fc.uint8Array({ maxLength: 8 }),
      atUs: fc.nat(2_000_000),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 200 }), (frames) => {
        const assembler = new FastPacketAssembler();
        for (const { id, source, data, atUs } of frames) assembler.push({ id: id + source, extended: true, data, atUs });
        expect(assembler.sessions).toBeLessThanOrEqual(nmea2000Limits.sessionsMax);
      }),
      { numRuns: 50 },
    );
  });
});

describe("decodeNavigation", () => {
  const decode = (group: number, hex: string): unknown => decodeNavigation(group, Buffer.from(hex.replaceAll(",", ""), "hex"));

  it("reads positions, courses and attitudes in degrees and metres a second", () => {
    expect(decode(129_025, "b0,dd,b1,1f,1b,2f,3d,03")).toEqual({ kind: "position", latitudeDeg: 53.175032, longitudeDeg: 5.4341403 });
    expect(decode(129_026, "ff,fc,dd,02,71,00,ff,ff")).toEqual({
      kind: "course",
      courseDeg: expect.closeTo(4.1998, 4) as number,
      speedMps: 1.13,
      reference: "true",
    });
    expect(decode(127_257, "9c,ff,7f,17,01,9e,fd,ff")).toEqual({
      kind: "attitude",
      yawDeg: undefined,
      pitchDeg: expect.closeTo(1.5986, 4) as number,
      rollDeg: expect.closeTo(-3.495, 4) as number,
    });
    expect(decode(127_250, "ff,8b,0a,ff,7f,ff,7f,fd")).toEqual({ kind: "heading", headingDeg: expect.closeTo(15.4641, 4) as number, reference: "magnetic" });
    expect(decode(129_033, "04,42,00,ec,d1,23,ff,7f")).toEqual({ kind: "system-time", timeUs: 16_900 * 86_400_000_000 + 0x23d1_ec00 * 100 });
    expect(decode(129_539, "00,db,5a,00,78,00,ff,7f")).toEqual({ kind: "dilution", hdop: 0.9, vdop: 1.2 });
    expect(decode(61_444, "00")).toBeUndefined();
  });

  it("makes no number of what is not available, out of range, or not there", () => {
    expect(decode(129_025, "ff,ff,ff,7f,1b,2f,3d,03")).toEqual({ kind: "position" });
    expect(decode(129_025, "b0,dd,b1")).toEqual({ kind: "position" });
    expect(decode(129_026, "ff,ff,fe,ff,fd,ff,ff,ff")).toEqual({ kind: "course" });
    expect(decode(129_029, "")).toEqual({ kind: "gnss-position" });
    expect(decode(126_992, "42,f0,ff,ff,ff,ff,ff,ff")).toEqual({ kind: "system-time" });
    expect(decode(129_025, "00,00,00,70,00,00,00,00")).toEqual({ kind: "position" });
  });
});

describe.skipIf(recordingsFolder() === undefined)("recordings of canboat (set DRAWBAR_DATA to their folder)", () => {
  /** `time,priority,pgn,source,destination,length,bytes`: whole messages. */
  function messages(name: string): { pgn: number; data: Uint8Array }[] {
    const lines = Buffer.from(recording(`nmea2000/${name}`))
      .toString()
      .split(/\r?\n/);
    return lines.flatMap((line) => {
      const [, , group, , , , ...bytes] = line.split(",");
      return line.startsWith("#") || group === undefined ? [] : [{ pgn: Number(group), data: Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)) }];
    });
  }

  it("decodes as canboat's analyzer does", () => {
    const decoded = messages("expected/pgn-test.in").map(({ pgn: group, data }) => decodeNavigation(group, data));
    const text = Buffer.from(recording("nmea2000/expected/pgn-test.out")).toString();
    const value = (message: string, field: string): number => Number(new RegExp(`${message}:.*? ${field} = +(-?[\\d.]+)`).exec(text)?.[1]);
    const position = decoded.find((message) => message?.kind === "gnss-position");
    expect(position).toEqual({
      kind: "gnss-position",
      timeUs: Date.parse("2011-04-25T06:25:12Z") * 1_000,
      latitudeDeg: expect.closeTo(value("GNSS Position Data", "Latitude"), 7) as number,
      longitudeDeg: expect.closeTo(value("GNSS Position Data", "Longitude"), 7) as number,
      altitudeEllipsoidM: value("GNSS Position Data", "Altitude"),
      quality: "autonomous",
      satellitesUsed: value("GNSS Position Data", "Number of SVs"),
      hdop: value("GNSS Position Data", "HDOP"),
      pdop: value("GNSS Position Data", "PDOP"),
    });
    expect(decoded.find((message) => message?.kind === "rate-of-turn")).toEqual({
      kind: "rate-of-turn",
      rateDps: expect.closeTo(value("Rate of Turn", "Rate"), 6) as number,
    });
    expect(decoded.find((message) => message?.kind === "system-time")).toEqual({
      kind: "system-time",
      timeUs: Date.parse("2011-04-25T10:16:50.000Z") * 1_000 + 100,
    });
    expect(decoded.find((message) => message?.kind === "satellites")).toEqual({
      kind: "satellites",
      satellitesSeen: value("GNSS Sats in View", "Sats in View"),
    });
  });

  it("knows which groups are longer than a frame", () => {
    // Beyond 17 bits are canboat's own numbers for what is no group; one line of 1969 has nine bytes where its twin has eight.
    const long = messages("sample-single.raw.txt.gz").filter((message) => message.data.length > 8 && message.pgn < 0x2_0000 && message.pgn !== 65_285);
    const unknown = new Set(
      long
        .map((message) => message.pgn)
        .filter(
          (group) =>
            new FastPacketAssembler().push({
              id: joinJ1939Id({ priority: 3, pgn: group, sourceAddress: 1 }),
              extended: true,
              data: Uint8Array.of(0, 9, 0, 0, 0, 0, 0, 0),
              atUs: 0,
            })[0]?.kind === "message",
        ),
    );
    expect(long.length).toBeGreaterThan(100);
    expect([...unknown]).toEqual([]);
  });

  it("puts together every fast packet of a boat and decodes where it is", async () => {
    const bytes = (async function* () {
      await Promise.resolve();
      yield recording("nmea2000/candumpSample1.txt.gz");
    })();
    const assembler = new FastPacketAssembler();
    const events: (Nmea2000Message | LostTransfer)[] = [];
    for await (const batch of (await openLog(bytes)).batches) for (const { frame } of batch.entries) events.push(...assembler.push(frame));
    expect(events.filter(({ kind }) => kind === "lost")).toEqual([]);
    const kinds = Map.groupBy(
      events.flatMap((event) => (event.kind === "message" ? [decodeNavigation(event.pgn, event.data)] : [])).filter((message) => message !== undefined),
      ({ kind }) => kind,
    );
    expect(Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length]))).toEqual({
      course: 385,
      dilution: 97,
      "gnss-position": 97,
      position: 963,
      satellites: 97,
      "system-time": 97,
    });
    // Both groups come from one receiver; the boat lay in a harbour.
    const places = [...(kinds.get("position") ?? []), ...(kinds.get("gnss-position") ?? [])].flatMap((message) => ("latitudeDeg" in message ? [message] : []));
    expect(places).toHaveLength(963 + 97);
    const latitudes = places.map(({ latitudeDeg }) => latitudeDeg ?? Number.NaN);
    const longitudes = places.map(({ longitudeDeg }) => longitudeDeg ?? Number.NaN);
    expect(Math.max(...latitudes) - Math.min(...latitudes)).toBeLessThan(0.001);
    expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(0.001);
  });
});
