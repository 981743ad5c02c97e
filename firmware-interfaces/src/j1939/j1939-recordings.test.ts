import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { compileDbc } from "../dbc/dbc-decoder.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { LogEntry } from "../logs/log-entry.ts";
import { openLog } from "../logs/log-reader.ts";
import { BusObserver, type BusObservation } from "./bus-observer.ts";
import { splitJ1939Id } from "./j1939-id.ts";
import { parameterGroups } from "./parameter-groups.ts";
import { ParameterValues } from "./parameter-values.ts";

async function entriesOf(name: string): Promise<readonly LogEntry[]> {
  const log = await openLog(
    (async function* () {
      await Promise.resolve();
      yield recording(name);
    })(),
  );
  const entries: LogEntry[] = [];
  for await (const batch of log.batches) {
    expect(batch.problems).toEqual([]);
    entries.push(...batch.entries);
  }
  return entries;
}

async function observe(name: string): Promise<{ readonly observations: readonly BusObservation[]; readonly observers: ReadonlyMap<string, BusObserver> }> {
  const observers = new Map<string, BusObserver>();
  const observations = (await entriesOf(name)).map(({ bus, frame }) => {
    let observer = observers.get(bus);
    if (observer === undefined) observers.set(bus, (observer = new BusObserver()));
    return observer.accept(frame, frame.atUs / 1_000);
  });
  return { observations, observers };
}

describe.skipIf(recordingsFolder() === undefined)("J1939 recordings (set DRAWBAR_DATA to their folder)", () => {
  // What a reader that we did not write counted in them: frames, groups, sources, engine speed, DM1 and transport frames.
  it.each([
    { name: "research_truck/normal.log.gz", frames: 19_957, groups: 74, sources: 6, rpm: [1_147, 1_786], dm1: 59, transport: 156 },
    { name: "research_truck/tsc1_attack.log.gz", frames: 21_568, groups: 73, sources: 6, rpm: [711, 1_700], dm1: 60, transport: 159 },
    { name: "research_truck/address_claim_attack.log.gz", frames: 15_723, groups: 72, sources: 7, rpm: [1_243, 1_612], dm1: 49, transport: 123 },
    { name: "kenworth/KWTruck.txt.gz", frames: 34_980, groups: 77, sources: 7, rpm: [0, 2_062], dm1: 151, transport: 231 },
    { name: "kenworth/candump_on_a_Kenworth.log", frames: 103, groups: 37, sources: 5, rpm: [0, 0], dm1: 2, transport: 1 },
    { name: "misc/candump_testing_code.log", frames: 166, groups: 51, sources: 9, rpm: [930, 951], dm1: 1, transport: 0 },
    { name: "canedge_truck/FCBF0606_00000001.candump.log.gz", frames: 1_815, groups: 16, sources: 5, rpm: [0, 0], dm1: 0, transport: 80 },
  ])("are read as another reader read $name, and no transfer is lost", async ({ name, ...counts }) => {
    const entries = await entriesOf(`j1939/${name}`);
    const ids = entries.map(({ frame }) => splitJ1939Id(frame.id));
    expect({
      frames: entries.length,
      groups: new Set(ids.map(({ pgn }) => pgn)).size,
      sources: new Set(ids.map(({ sourceAddress }) => sourceAddress)).size,
      dm1: ids.filter(({ pgn }) => pgn === 65_226).length,
      transport: ids.filter(({ pgn }) => pgn === 0xec00 || pgn === 0xeb00).length,
    }).toEqual({ frames: counts.frames, groups: counts.groups, sources: counts.sources, dm1: counts.dm1, transport: counts.transport });
    const { observations } = await observe(`j1939/${name}`);
    expect(observations.flatMap(({ lost }) => lost)).toEqual([]);
    const values = new ParameterValues(parameterGroups);
    const rpm = observations.flatMap(({ message }) => (message === undefined ? [] : values.read(message))).filter(({ spn }) => spn === 190);
    const speeds = rpm.map(({ value }) => value);
    expect([Math.round(Math.min(...speeds)), Math.round(Math.max(...speeds))]).toEqual(counts.rpm);
  });

  it.each([
    ["research_truck/labeled_TSC1.csv.gz", "research_truck/tsc1_attack.log.gz"],
    ["research_truck/labeled_address_claim.csv.gz", "research_truck/address_claim_attack.log.gz"],
  ])("have the groups, sources and destinations that %s gives their frames", async (labels, log) => {
    const [head = "", ...rows] = new TextDecoder()
      .decode(recording(`j1939/${labels}`))
      .trim()
      .split("\n");
    const column = (title: string): number => head.trim().split(",").indexOf(title);
    // Only the label of a group may be quoted; it stands between the group and the destination.
    const cells = rows.map((row) => row.replaceAll(/"[^"]*"/g, "").split(","));
    const entries = await entriesOf(`j1939/${log}`);
    expect(entries).toHaveLength(rows.length);
    const wrong = entries.filter(({ frame }, index) => {
      const row = cells[index] ?? [];
      const { pgn, sourceAddress, destinationAddress, format } = splitJ1939Id(frame.id);
      const isDestined = format === "pdu1";
      return (
        Number(row[column("can_id")]) !== frame.id ||
        row[column("data")] !== Buffer.from(frame.data).toString("hex").toUpperCase() ||
        Number(row[column("pgn")]) !== pgn ||
        Number(row[column("source")]) !== sourceAddress ||
        (isDestined && Number(row[column("destination")]) !== destinationAddress)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("of Vehicle Spy are read as a Kenworth sent them: whole broadcasts, and the one transfer that its sender broke off", async () => {
    const { observations } = await observe("j1939/kenworth/VSpy_on_a_Kenworth.csv.gz");
    expect(observations.length).toBe(7_909);
    expect(observations.filter(({ message }) => message?.transport === "bam").length).toBe(34);
    expect(observations.flatMap(({ lost }) => lost).map(({ reason }) => reason)).toEqual(["aborted"]);
  });

  it("name a Kenworth and its units", async () => {
    const { observations } = await observe("j1939/kenworth/KWTruck.txt.gz");
    const identities = observations.flatMap(({ identity }) => (identity === undefined ? [] : [identity]));
    expect(identities).toContainEqual({ kind: "vehicle", vin: "2NKHHM6X2EM406412" });
    expect(identities).toContainEqual({ kind: "component", make: "BNDWS", model: "EC60-sta", serialNumber: "N161300939", unitNumber: undefined });
    expect(identities).toContainEqual({ kind: "software", versions: ["05290170", "03062004", "113018193943", "20718109", "G1", "BDH"] });
    expect(identities).toHaveLength(9);
  });

  it("show the faults that a spoofed address claim causes", async () => {
    const { observations, observers } = await observe("j1939/research_truck/address_claim_attack.log.gz");
    const events = observations
      .flatMap(({ faults }) => faults)
      .flatMap((event) => ("fault" in event ? [`${event.kind} ${event.fault.code.spn}/${event.fault.code.fmi}`] : []));
    // The engine loses its address: the units that miss it complain.
    expect(events.filter((event) => event.startsWith("faultAppeared"))).toEqual(
      ["191/9", "84/9", "5357/31", "1483/9", "2000/9", "2003/31"].map((code) => `faultAppeared ${code}`),
    );
    const addresses = observations.flatMap(({ address }) => (address === undefined ? [] : [address]));
    expect(addresses).toEqual([
      { kind: "addressClaimed", address: 0, name: 0n },
      { kind: "addressNotClaimed", name: 0x14e_b8f4n },
    ]);
    expect(observers.get("can0")?.faults.length).toBeGreaterThan(0);
  });

  it("give the values of a transfer that a DBC of the logger's maker defines", async () => {
    // EC1 (PGN 65251); the values are those of cantools for the same 28 bytes.
    const decoder = compileDbc(parseDbc(recording("j1939/canedge_truck/tp_j1939.dbc"), { name: "tp_j1939.dbc" }));
    const { observations } = await observe("j1939/canedge_truck/FCBF0606_00000001.candump.log.gz");
    const values = observations
      .flatMap(({ message }) => (message?.pgn === 65_251 ? [message] : []))
      .map(({ data }) => decoder.decodeToObject({ id: 0x18fe_e3fe, extended: true, data, atUs: 0 })?.signals.get("EngineSpeedAtPoint5")?.value);
    expect(values).toHaveLength(13);
    expect([...new Set(values)]).toEqual([1_566.5, 1_600]);
  });
});
