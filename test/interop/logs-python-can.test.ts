/** python-can reads what our writers wrote, frame for frame, and we read what its writers wrote. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CanFrameFlags } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { fdLengths } from "@drawbar/firmware-interfaces/can/limits.ts";
import { canConvert, formatToWrite } from "@drawbar/firmware-interfaces/commands/can-convert.ts";
import type { LogEntry } from "@drawbar/firmware-interfaces/logs/log-entry.ts";
import { formatCandumpLine } from "@drawbar/firmware-interfaces/logs/candump-writer.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { surveyLog } from "@drawbar/firmware-interfaces/logs/log-survey.ts";
import { pythonPeers } from "../peers/python-peers.ts";

const peers = await pythonPeers();
const folder = mkdtempSync(path.join(tmpdir(), "drawbar-logs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A frame as both sides tell it: bus, microseconds, identifier, 29 bits, payload, kind. */
type Row = readonly [bus: string, us: number, id: number, extended: boolean, data: string, kind: string];

const readScript = `
import can, json, sys
name, kind = sys.argv[1], sys.argv[2]
readers = {"asc": lambda: can.ASCReader(name, relative_timestamp=False), "trc": lambda: can.TRCReader(name),
  "candump": lambda: can.CanutilsLogReader(name), "python-can-csv": lambda: can.CSVReader(name)}
for m in readers[kind]():
    marks = [n for n, on in (("remote", m.is_remote_frame), ("error", m.is_error_frame), ("fd", m.is_fd),
      ("bitRateSwitch", m.bitrate_switch), ("errorStateIndicator", m.error_state_indicator)) if on]
    print(json.dumps([str(m.channel), round(m.timestamp * 1e6), m.arbitration_id, m.is_extended_id, bytes(m.data).hex(), " ".join(marks)]))
`;

const writeScript = `
import can, sys
name = sys.argv[1]
with can.Logger(name) as logger:
    for i in range(200):
        fd = name.endswith((".asc", ".log")) and i % 3 == 0
        remote = not fd and i % 7 == 0
        logger(can.Message(timestamp=1700000000 + i / 64, arbitration_id=(0x18FEF100 if i % 2 else 0x100) + i, is_extended_id=i % 2 == 1,
          channel=i % 3, is_fd=fd, bitrate_switch=fd and i % 2 == 0, error_state_indicator=fd and i % 4 == 0, is_remote_frame=remote,
          data=b"" if remote else bytes(range(i % 9 if not fd else (8, 12, 64)[i % 3 if i % 3 else (i // 3) % 3]))))
`;

function python(script: string, ...args: string[]): string {
  // Both sides take a date without a zone as their own: here that is UTC.
  const result = spawnSync(peers?.python ?? "python3", ["-c", script, ...args], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
}

const kinds: readonly (CanFrameFlags | undefined)[] = [
  undefined,
  { remote: true },
  { fd: true },
  { fd: true, bitRateSwitch: true },
  { fd: true, bitRateSwitch: true, errorStateIndicator: true },
];

/** A candump of all kinds of frames. CAN FD frames have a payload: python-can takes one without for a remote frame. */
function mixedLog(fd: boolean, buses: number): string {
  const lines: string[] = [];
  for (let index = 0; index < 300; index++) {
    const flags = kinds[index % (fd ? kinds.length : 2)];
    const extended = index % 3 === 1;
    const length = flags?.remote === true ? 0 : flags?.fd === true ? (fdLengths[1 + (index % 15)] ?? 0) : index % 9;
    const frame = {
      id: extended ? 0x18fe_f100 + index : 0x100 + index,
      extended,
      data: Uint8Array.from({ length }, (_, at) => (at * 7 + index) & 0xff),
      atUs: 1_700_000_000_123_456 + index * 1_237,
      ...(flags === undefined ? {} : { flags }),
    };
    lines.push(formatCandumpLine(`can${index % buses}`, frame));
  }
  return `${lines.join("\n")}\n`;
}

async function entriesOf(file: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const batch of (await openLog(readLogFile(file))).batches) {
    expect(batch.problems).toEqual([]);
    entries.push(...batch.entries);
  }
  return entries;
}

const rowOf = ({ bus, frame }: LogEntry): Row => {
  const { atUs, id, extended, data, flags } = frame;
  return [bus, atUs, id, extended, Buffer.from(data).toString("hex"), Object.keys(flags ?? {}).join(" ")];
};

describe.skipIf(peers === undefined)("python-can", () => {
  // Its TRC reader takes the length code of a CAN FD frame for its length, and its own CSV has neither CAN FD nor buses.
  it.each([
    { name: "asc", file: "mixed.asc", fd: true, buses: 3, busOf: (bus: string) => bus.replace("can", "") },
    { name: "candump", file: "mixed-again.log", fd: true, buses: 3, busOf: (bus: string) => bus },
    { name: "trc", file: "mixed.trc", fd: false, buses: 3, busOf: (bus: string) => String(Number(bus.replace("can", "")) + 1) },
    { name: "python-can-csv", file: "mixed.csv", fd: false, buses: 1, busOf: () => "None" },
  ])("reads every frame of our $name", async ({ name, file, fd, buses, busOf }) => {
    const source = path.join(folder, `source-${name}.log`);
    writeFileSync(source, mixedLog(fd, buses));
    const target = path.join(folder, file);
    const conversion = canConvert({
      log: await openLog(readLogFile(source)),
      survey: await surveyLog(await openLog(readLogFile(source))),
      format: formatToWrite(target, name),
    });
    let text = "";
    for await (const piece of conversion.text) text += piece;
    writeFileSync(target, text);
    const read = python(readScript, target, name)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Row); // the script prints such rows
    const expected = (await entriesOf(source)).map(rowOf).map(([bus, ...rest]) => [busOf(bus), ...rest]);
    expect(read).toEqual(expected);
    expect(conversion.counts.frames).toBe(300);
  });

  it.each(["theirs.asc", "theirs.log", "theirs.trc", "theirs.csv"])("writes %s and we read the same frames as it does", async (file) => {
    const target = path.join(folder, file);
    python(writeScript, target);
    const name = { ".asc": "asc", ".log": "candump", ".trc": "trc", ".csv": "python-can-csv" }[path.extname(file)] ?? "";
    const theirs = python(readScript, target, name)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Row); // the script prints such rows
    const ours = (await entriesOf(target)).map(rowOf);
    expect(readFileSync(target, "utf8").length).toBeGreaterThan(1_000);
    // Its TRC writer leaves out the 29 remote frames.
    expect(ours).toHaveLength(file.endsWith(".trc") ? 171 : 200);
    expect(ours.map(([, ...rest]) => rest)).toEqual(theirs.map(([, ...rest]) => rest));
  });
});
