import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame, CanFrameFlags } from "../can/can-frame.ts";
import { fdLengths } from "../can/limits.ts";
import type { LogEntry } from "./log-entry.ts";
import type { LogFormat } from "./log-format.ts";
import type { LogProblem } from "./log-problems.ts";
import { formatByName, logFormats, openLog } from "./log-reader.ts";
import { secondsText } from "./log-time.ts";

async function read(text: string, format?: string): Promise<{ format: string; times: string; entries: LogEntry[]; problems: LogProblem[] }> {
  const bytes = (async function* () {
    await Promise.resolve();
    yield Buffer.from(text, "latin1");
  })();
  const log = await openLog(bytes, format === undefined ? {} : { format });
  const entries: LogEntry[] = [];
  const problems: LogProblem[] = [];
  for await (const batch of log.batches) {
    entries.push(...batch.entries);
    problems.push(...batch.problems);
  }
  return { format: log.format.name, times: log.times, entries, problems };
}

function write(format: LogFormat, entries: readonly LogEntry[], times: "absolute" | "relative"): { text: string; refused: string[] } {
  const buses = [...new Set(entries.map(({ bus }) => bus))];
  const startUs = Math.min(...entries.map(({ frame }) => frame.atUs));
  const writer = format.createWriter?.({ buses, times, startUs });
  if (writer === undefined) throw new Error(`${format.name} is not written`);
  const lines = entries.map((entry) => writer.write(entry));
  const texts = [...writer.head, ...lines.flatMap((line) => (line.kind === "line" ? [line.text] : [])), ...writer.tail];
  return { text: texts.map((line) => line + writer.lineEnd).join(""), refused: lines.flatMap((line) => (line.kind === "refused" ? [line.code] : [])) };
}

function entryOf(bus: string, atUs: number, frame: Omit<CanFrame, "atUs">): LogEntry {
  return { bus, time: secondsText(atUs), line: 1, frame: { ...frame, atUs } };
}

const essence = ({ bus, frame }: LogEntry): unknown => [bus, frame.atUs, frame.id, frame.extended, Buffer.from(frame.data).toString("hex"), frame.flags ?? {}];

/** Every kind of frame that the format has; FD lengths below 9 too. */
function framesOf(kinds: readonly CanFrameFlags[]): fc.Arbitrary<Omit<CanFrame, "atUs">> {
  return fc
    .record({
      id: fc.nat(0x1fff_ffff),
      extended: fc.boolean(),
      bytes: fc.uint8Array({ minLength: 64, maxLength: 64 }),
      length: fc.nat(15),
      flags: fc.constantFrom<CanFrameFlags | undefined>(undefined, ...kinds),
    })
    .map(({ id, extended, bytes, length, flags }) => ({
      id: extended ? id : id & 0x7ff,
      extended,
      data: bytes.slice(0, flags?.remote === true ? 0 : flags?.fd === true ? fdLengths[length] : length % 9),
      ...(flags === undefined ? {} : { flags }),
    }));
}

const fdKinds: readonly CanFrameFlags[] = [
  { fd: true },
  { fd: true, bitRateSwitch: true },
  { fd: true, errorStateIndicator: true },
  { fd: true, bitRateSwitch: true, errorStateIndicator: true },
];

describe.each([
  { name: "candump", kinds: [...fdKinds, { remote: true }] as const, buses: ["can0", "can1", "vcan7"] },
  { name: "asc", kinds: [...fdKinds, { remote: true }] as const, buses: ["can0", "can1", "can7"] },
  { name: "trc", kinds: [...fdKinds, { remote: true }] as const, buses: ["can0", "can1", "can7"] },
  { name: "crtd", kinds: [] as const, buses: ["can1", "can2", "can7"] },
  { name: "gvret-csv", kinds: [] as const, buses: ["can0", "can1", "can7"] },
  { name: "python-can-csv", kinds: [{ remote: true }] as const, buses: ["can0"] },
])("$name", ({ name, kinds, buses }) => {
  const format = formatByName(name);

  it("reads back what it wrote, found by its lines alone, to the microsecond", async () => {
    const entries = fc.array(fc.tuple(fc.constantFrom(...buses), fc.integer({ min: 1.5e15, max: 1.5e15 + 9e11 }), framesOf(kinds)), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(entries, async (rows) => {
        const written = rows.map(([bus, atUs, frame]) => entryOf(bus, atUs, frame));
        const { text, refused } = write(format, written, "absolute");
        const back = await read(text);
        expect(refused).toEqual([]);
        expect(back.problems).toEqual([]);
        expect([back.format, back.times]).toEqual([name, "absolute"]);
        expect(back.entries.map(essence)).toEqual(written.map(essence));
      }),
      { numRuns: 60 },
    );
  });

  it("refuses frames that it has no place for and no bus can carry", () => {
    const bus = buses[0] ?? "";
    const plain = { id: 1, extended: false, data: new Uint8Array(1) };
    const { refused } = write(
      format,
      [
        entryOf(bus, 1.5e15, plain),
        entryOf(bus, 1.5e15, { ...plain, id: 0x800 }),
        entryOf(bus, 1.5e15, { ...plain, data: new Uint8Array(9) }),
        entryOf(bus, 1.5e15, { ...plain, data: new Uint8Array(9), flags: { fd: true } }),
      ],
      "absolute",
    );
    const fdCode = ["crtd", "gvret-csv", "python-can-csv"].includes(name) ? "can-fd" : "frame-impossible";
    expect(refused).toEqual(["frame-impossible", "frame-impossible", fdCode]);
  });

  it("survives any line, also below its own head", () => {
    const { text } = write(format, [entryOf(buses[0] ?? "", 1.5e15, { id: 1, extended: false, data: new Uint8Array(8) })], "absolute");
    const lines = text.split(/\r?\n/);
    const junk = fc.string({ unit: fc.constantFrom(..."\u0000\u001b \t,;:#$=()/0179aFxRd-.ÿ€".split("")), maxLength: 6 });
    const mutated = fc.tuple(fc.constantFrom(...lines), fc.nat(80), junk).map(([line, at, inserted]) => line.slice(0, at) + inserted + line.slice(at + 3));
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 30 }), (more) => {
        const parser = format.createParser();
        const parsed = [...lines, ...more].map((line) => parser.parse(line));
        expect(parsed.filter((line) => line.kind === "frame" && line.frame.data.length > 64)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a recording without dates", () => {
  const entries = [
    entryOf("can0", 0, { id: 1, extended: false, data: new Uint8Array([1]) }),
    entryOf("can0", 1_250_001, { id: 2, extended: true, data: new Uint8Array(0) }),
  ];

  it.each(["candump", "asc", "gvret-csv", "python-can-csv"])("keeps its relative times in %s", async (name) => {
    const back = await read(write(formatByName(name), entries, "relative").text);
    expect(back.times).toBe("relative");
    expect(back.entries.map(essence)).toEqual(entries.map(essence));
  });

  it("is refused by TRC, which would have to make up a date", () => {
    expect(() => write(formatByName("trc"), entries, "relative")).toThrow(/^LOG_UNWRITABLE: TRC needs the date/);
  });
});

describe("error frames", () => {
  const error = entryOf("can1", 1.5e15, { id: 0x80, extended: true, data: new Uint8Array(8), flags: { error: true } });

  it.each(["asc", "trc"])("keep their time and bus in %s", async (name) => {
    const { entries } = await read(write(formatByName(name), [error], "absolute").text, name);
    expect(entries.map(essence)).toEqual([["can1", 1.5e15, 0, true, "", { error: true }]]);
  });

  it.each(["crtd", "gvret-csv"])("are refused by %s", (name) => {
    expect(write(formatByName(name), [error], "absolute").refused).toEqual(["error-frame"]);
  });
});

describe("buses", () => {
  const frame = { id: 1, extended: false, data: new Uint8Array(0) };

  it("move up by one in CRTD, which counts from 1, when one is bus 0", async () => {
    const { entries } = await read(write(formatByName("crtd"), [entryOf("can0", 1.5e15, frame), entryOf("can1", 1.5e15, frame)], "absolute").text);
    expect(entries.map(({ bus }) => bus)).toEqual(["can1", "can2"]);
  });

  it("without a number, or with one that is taken, get the lowest that is free", () => {
    const writer = formatByName("asc").createWriter?.({ buses: ["HS-CAN", "can1", "vcan1", "can0"], times: "absolute", startUs: 0 });
    expect(Object.fromEntries(writer?.channels ?? [])).toEqual({ can1: 2, can0: 1, "HS-CAN": 3, vcan1: 4 });
  });

  it("are refused beyond the numbers that a format has, and by one that has none", () => {
    const buses = Array.from({ length: 17 }, (_, index) => `can${index}`);
    const options = { times: "absolute", startUs: 0 } as const;
    expect(formatByName("trc").createWriter?.({ ...options, buses: buses.slice(1) }).channels.size).toBe(16);
    expect(() => formatByName("trc").createWriter?.({ ...options, buses })).toThrow(/^LOG_UNWRITABLE: the format has no more than 16 buses/);
    expect(() => formatByName("python-can-csv").createWriter?.({ ...options, buses: ["can0", "can1"] })).toThrow(/^LOG_UNWRITABLE/);
  });
});

describe("formats that are not read", () => {
  it.each([
    ["LOGG\u0090\u0000", /BLF recording.*export it as Vector ASC/],
    ["MDF     4.10", /MF4.*export it as Vector ASC/],
    ["UnFinMF 4.11", /MF4/],
  ])("are named: %j", async (head, message) => {
    await expect(read(head)).rejects.toThrow(message);
  });

  it("have names that no other format has, and endings of which the first wins", () => {
    expect(new Set(logFormats.map(({ name }) => name)).size).toBe(logFormats.length);
    const endings = logFormats.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
  });
});
