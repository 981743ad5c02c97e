import { describe, expect, it } from "vitest";
import { faultMessageBytes } from "../j1939/fault-message.ts";
import { pgns } from "../j1939/j1939-message.ts";
import { parameterGroups } from "../j1939/parameter-groups.ts";
import { broadcastFrame, packetFrame, packetsFor } from "../j1939/transport-frames.ts";
import { openLog } from "../logs/log-reader.ts";
import { j1939Read, type J1939ReadOptions } from "./j1939-read.ts";
import { commandLimits } from "./limits.ts";

async function read(log: string, options: Partial<J1939ReadOptions> = {}): Promise<string[]> {
  const opened = await openLog(
    (async function* () {
      await Promise.resolve();
      yield Buffer.from(log);
    })(),
  );
  const lines: string[] = [];
  for await (const line of j1939Read({ log: opened, groups: parameterGroups, json: true, ...options })) lines.push(line);
  return lines;
}

const parsed = async (log: string, options: Partial<J1939ReadOptions> = {}): Promise<Record<string, unknown>[]> =>
  (await read(log, options)).map((line) => JSON.parse(line) as Record<string, unknown>);

/** Lines of candump, 50 ms apart. */
function broadcast(pgn: number, payload: Uint8Array, fromMs = 0): string {
  const ends = { sourceAddress: 0x31, destinationAddress: 0xff };
  const frames = [
    broadcastFrame(ends, payload.length, pgn),
    ...Array.from({ length: packetsFor(payload.length) }, (_, index) => packetFrame(ends, payload, index + 1)),
  ];
  return frames
    .map(
      ({ id, data }, index) =>
        `(${((fromMs + index * 50) / 1_000 + 1).toFixed(6)}) can0 ${id.toString(16).padStart(8, "0")}#${Buffer.from(data).toString("hex")}`,
    )
    .join("\n");
}

describe("j1939 read", () => {
  it("writes exactly the line that scripts rely on", async () => {
    expect(await read("(1533226488.233527) can0 0CF00400#F0FFFFE02EFFFFFF")).toEqual([
      '{"time":"1533226488.233527","bus":"can0","pgn":61444,"source":0,"destination":255,"transport":"single","data":"f0ffffe02effffff","spns":{"190":1500,"899":0}}',
    ]);
  });

  it("writes a message of several frames once, when it is whole, and its faults behind it", async () => {
    const lamp = { state: "on", flash: "slow" } as const;
    const payload = faultMessageBytes({ amberWarning: lamp }, [
      { spn: 94, fmi: 3, occurrenceCount: 5 },
      { spn: 520_192, fmi: 31 },
    ]);
    const lines = await parsed(broadcast(pgns.activeFaults, payload));
    expect(lines[0]).toEqual({
      time: "1.100000",
      bus: "can0",
      pgn: 65_226,
      source: 0x31,
      destination: 255,
      transport: "bam",
      data: "04f35e00030500f0ff7f",
      spns: {},
    });
    const lamps = {
      malfunction: { state: "off", flash: "steady" },
      redStop: { state: "off", flash: "steady" },
      amberWarning: lamp,
      protect: { state: "off", flash: "steady" },
    };
    expect(lines.slice(1)).toEqual([
      { time: "1.100000", bus: "can0", source: 0x31, fault: { event: "lamps", list: "active", lamps } },
      { time: "1.100000", bus: "can0", source: 0x31, fault: { event: "appeared", list: "active", spn: 94, fmi: 3, oc: 5, lamps } },
      { time: "1.100000", bus: "can0", source: 0x31, fault: { event: "appeared", list: "active", spn: 520_192, fmi: 31, oc: null, lamps } },
    ]);
  });

  it("names the SPNs that an old code may mean, or the one by the conversion that the user knows", async () => {
    const log = "(1.0) can0 18FECA00#00FFB804038AFFFF";
    expect((await parsed(log))[1]?.["fault"]).toMatchObject({ spn: null, spnCandidates: [376_864, 9_664, 1_208] });
    expect((await parsed(log, { oldConversion: 3 }))[1]?.["fault"]).toMatchObject({ spn: 1_208 });
  });

  it("writes identities and addresses when they are new", async () => {
    const vin = Buffer.from("2NKHHM6X2EM406412*");
    const claim = "(1.000000) can0 18EEFF03#6400400000030310";
    const lines = await parsed([claim, broadcast(pgns.vehicleIdentification, vin), broadcast(pgns.vehicleIdentification, vin, 500)].join("\n"));
    expect(lines.filter((line) => "identity" in line)).toEqual([
      { time: "1.150000", bus: "can0", source: 0x31, identity: { kind: "vehicle", vin: "2NKHHM6X2EM406412" } },
    ]);
    expect(lines[1]).toMatchObject({ address: { event: "claimed", address: 3, name: "1003030000400064", manufacturerCode: 2, functionCode: 3 } });
  });

  it("says which transfers were lost, also those that the recording cuts off", async () => {
    const lines = broadcast(pgns.vehicleIdentification, Buffer.from("2NKHHM6X2EM406412*")).split("\n");
    const lost = { pgn: 65_260, source: 0x31, destination: 255, transport: "bam", bytes: 18 };
    expect(await parsed(lines.toSpliced(1, 1).join("\n"))).toEqual([
      { time: "1.100000", bus: "can0", lost: { ...lost, packetsMissing: 3, reason: "packet-missing" } },
    ]);
    expect(await parsed(lines.slice(0, 3).join("\n"))).toEqual([{ time: null, bus: "can0", lost: { ...lost, packetsMissing: 1, reason: "timed-out" } }]);
    // Another frame, two seconds later, shows that it has waited too long.
    const late = await parsed([...lines.slice(0, 3), "(3.100000) can0 0CF00400#F0FFFFE02EFFFFFF"].join("\n"));
    expect(late[0]).toEqual({ time: "3.100000", bus: "can0", lost: { ...lost, packetsMissing: 1, reason: "timed-out" } });
    expect(late).toHaveLength(2);
  });

  it("keeps buses apart, leaves 11-bit frames out, and reads only what is asked for", async () => {
    const log = "(1.0) can0 0CF00400#F0FFFFE02EFFFFFF\n(1.1) can1 0CF00403#F0FFFFE02EFFFFFF\n(1.2) can1 7E8#00\n(1.3) can0 18FEF100#FF8059FFFFFFFFFF";
    expect((await parsed(log)).map(({ bus, pgn, source }) => [bus, pgn, source])).toEqual([
      ["can0", 61_444, 0],
      ["can1", 61_444, 3],
      ["can0", 65_265, 0],
    ]);
    expect((await parsed(log, { pgn: 61_444, source: 3 })).map(({ bus }) => bus)).toEqual(["can1"]);
  });

  it("writes null for a missing time, and sums up differences", async () => {
    expect((await parsed("  can0  0CF00400   [8]  F0 FF FF E0 2E FF FF FF"))[0]?.["time"]).toBeNull();
    const deltas = Array.from({ length: 12 }, (_, index) => ` (000.0${index % 2 === 0 ? "5" : "1"}0000)  can0  0CF00400   [8]  F0 FF FF E0 2E FF FF FF`);
    expect((await parsed(deltas.join("\n"))).at(-1)?.["time"]).toBe("0.360000");
  });

  it("shows people tables", async () => {
    const fault = "(1.050000) can0 18FECA00#04FF6E000302FFFF";
    const log = [
      "(1.000000) can0 0CF00400#F0FFFFE02EFFFFFF",
      "(1.020000) can0 0CF00400#F0FFFFE02EFFFFFF",
      fault,
      broadcast(pgns.vehicleIdentification, Buffer.from("2NKHHM6X2EM406412*")),
    ];
    expect(await read([...log, "(1.3) can0 18EEFF03#6400400000030310"].join("\n"), { json: false })).toEqual([
      "bus     pgn  name  source  to   by      messages  bytes  mean ms",
      "can0  60928  AC        03  all  single         1      8        -",
      "can0  61444  EEC1      00  all  single         2      8     20.0",
      "can0  65226  DM1       00  all  single         1      8        -",
      "can0  65260  VI        31  all  bam            1     18        -",
      "",
      "bus   faults  source  spn  fmi  count     first  lamps  meaning",
      "can0  active      00  110    3      2  1.050000  amber  EngineCoolantTemperature: voltage too high or shorted to supply",
      "",
      "bus   address              name  manufacturer  function  identity",
      "can0       03  1003030000400064             2         3       100",
      "",
      "bus   source  says it is",
      "can0      31  VIN         2NKHHM6X2EM406412",
    ]);
  });

  it("shows people no more rows than the limit, and counts the rest", async () => {
    const rows = commandLimits.j1939RowsMax + 3;
    const log = Array.from({ length: rows }, (_, index) => `(1.0) can0 ${(0x1800_0000 + index * 7 + 0xf0_0000).toString(16).padStart(8, "0")}#00`).join("\n");
    const lines = await read(log, { json: false });
    expect(lines.at(-1)).toMatch(/^\d+ more beyond the first 4096 of a kind$/);
    expect(lines.length).toBeLessThan(commandLimits.j1939RowsMax + 10);
  });

  it("reports broken lines and goes on", async () => {
    const problems: number[] = [];
    const lines = await read("(1.0) can0 0CF00400#F0FFFFE02EFFFFFF\n(1.1) can0 0CF00400#F\n", { onProblem: ({ line }) => problems.push(line) });
    expect(lines).toHaveLength(1);
    expect(problems).toEqual([2]);
  });
});
