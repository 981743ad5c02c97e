/** VIN: decoding against the PyPI package `vin`, which has the same table, and against lists of known vehicles. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { decodeVin } from "@drawbar/cloud/modules/vin/decode-vin.ts";
import { tableFrom } from "@drawbar/cloud/modules/vin/table/generate.ts";
import { tablePath, VpicTable } from "@drawbar/cloud/modules/vin/table/vpic-table.ts";
import type { DecodedVin } from "@drawbar/cloud/modules/vin/vin-types.ts";
import { pythonPeers } from "../peers/python-peers.ts";
import { recordingsFolder } from "../recordings.ts";
import { vinList, type KnownVehicle } from "../vin-lists.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, medianRatio, shortNumber } from "./harness/statistics.ts";

export const benches: readonly Bench[] = [
  { id: "VIN", title: "VIN decoding, one process each, beside the PyPI package vin with the same table", run: measure },
];

const peerTimeMaxMs = 120_000;

/** Says what the package decodes, then how many it decodes in a second of processor time. */
const peerProgram = `
import json, sys, time
from vin import VIN
vins = json.load(open(sys.argv[1])); seconds = float(sys.argv[2])
said = [[v.model_year, v.make, v.model or "", v.series or "", v.trim or "", v.body_class or "", v.electrification_level or ""] for v in map(VIN, vins)]
begin, count = time.process_time(), 0
while time.process_time() - begin < seconds:
    for text in vins[count % 7 :: 7]:
        VIN(text)
        count += 1
print(json.dumps({"said": said, "rate": count / (time.process_time() - begin)}))
`;

/** In a process of its own, so that nothing else counts; in processor time, as the rates. */
const loadProgram = `
const { VpicTable } = await import(process.argv[1]);
globalThis.gc();
const before = process.memoryUsage().rss;
const begin = process.cpuUsage();
const table = await VpicTable.load();
const { user, system } = process.cpuUsage(begin);
const ms = (user + system) / 1e3;
globalThis.gc();
console.log(JSON.stringify({ ms, mb: (process.memoryUsage().rss - before) / 1e6, version: table.version }));
`;

interface PeerAnswer {
  readonly said: readonly (readonly (string | number)[])[];
  readonly rate: number;
}

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const folder = recordingsFolder();
  if (folder === undefined) {
    context.say("no lists of vehicles here (DRAWBAR_DATA): nothing is measured");
    return [{ value: undefined, unit: "x", direction: "at-least", must: 1, moonshot: 100 }];
  }
  const table = await VpicTable.load();
  const year = new Date().getFullYear();
  const decode = (vin: string): DecodedVin => {
    const reading = decodeVin(vin, { table, year });
    if (reading.kind === "malformed") throw new Error(`${vin} is malformed`);
    return reading;
  };
  const lists = { ford: vinList("ford"), kia: vinList("kia"), decode: vinList("decode") };
  const all = [...lists.ford, ...lists.kia, ...lists.decode];
  const wrongBasics = all.filter((known) => isBasicWrong(known, decode(known.vin)));
  const wrongModels = [...lists.ford, ...lists.kia].filter((known) => isModelWrong(known, decode(known.vin)));
  const otherWords = lists.decode.filter((known) => known.model !== decode(known.vin).model);
  const unexplained = otherWords.filter((known) => inOne(decode(known.vin)) !== known.model);
  context.say(`${all.length} vehicles; test_decode.yaml words ${otherWords.length} of ${lists.decode.length} models as model, series and trim in one`);
  const made = tableFrom(path.join(folder, "vin/vpic-3.45.db.zst"));
  const isFresh = Buffer.compare(made, zstdDecompressSync(readFileSync(tablePath))) === 0;

  const figures: Figure[] = [
    { name: "wrong-check-year-make", value: wrongBasics.length, ...none },
    { name: "wrong-model-series-trim-body", value: wrongModels.length, ...none },
    { name: "unexplained-wording", value: unexplained.length, ...none },
    { name: "table-differs-from-its-source", value: isFresh ? 0 : 1, ...none },
    ...loadFigures(context),
  ];
  const peers = await pythonPeers();
  if (peers === undefined) return figures;

  const vins = all.map(({ vin }) => vin);
  const file = path.join(context.scratchFolder(), "vins.json");
  writeFileSync(file, JSON.stringify(vins));
  const seconds = context.isLong ? 10 : 3;
  const askPeer = (): PeerAnswer => json(peers.python, ["-c", peerProgram, file, String(seconds)]) as PeerAnswer; // what the program prints
  const { said } = askPeer();
  const different = vins.filter((vin, index) => JSON.stringify(said[index]) !== JSON.stringify(asPeer(decode(vin))));
  const measured = await context.rounds(() => ({ ours: rateOf(vins, decode, seconds * 1_000), vin: askPeer().rate }));
  context.say(`ours ${shortNumber(median(measured.ours))} VINs/s, vin ${shortNumber(median(measured.vin))} VINs/s`);
  return [
    ...figures,
    { name: "differs-from-vin", value: different.length, ...none },
    { name: "over-vin", value: medianRatio(measured.ours, measured.vin), unit: "x", direction: "at-least", must: 1, moonshot: 50 },
  ];
}

const none = { unit: "vehicles", direction: "at-most", must: 0, moonshot: 0 } as const;

function isBasicWrong(known: KnownVehicle, ours: DecodedVin): boolean {
  return !ours.checkDigitOk || ours.modelYear !== known.modelYear || ours.make?.toLowerCase() !== known.make.toLowerCase();
}

function isModelWrong(known: KnownVehicle, { model = "", series = "", trim = "", bodyClass = "" }: DecodedVin): boolean {
  return model !== known.model || series !== known.series || trim !== known.trim || bodyClass !== known.bodyClass;
}

function inOne({ model, series, trim }: DecodedVin): string {
  return [model, series, trim].filter((part) => part !== undefined).join(" ");
}

function asPeer(ours: DecodedVin): readonly (string | number | undefined)[] {
  return [ours.modelYear, ours.make, ours.model ?? "", ours.series ?? "", ours.trim ?? "", ours.bodyClass ?? "", ours.electrification ?? ""];
}

function loadFigures(context: BenchContext): readonly Figure[] {
  const module = path.resolve(import.meta.dirname, "../../cloud/src/modules/vin/table/vpic-table.ts");
  const loads = Array.from({ length: 3 }, () => json(process.execPath, ["--expose-gc", "--input-type=module", "-e", loadProgram, module])) as {
    readonly ms: number;
    readonly mb: number;
  }[]; // what the program prints
  context.say(`table: ${loads.map(({ ms, mb }) => `${ms.toFixed(0)} ms and ${mb.toFixed(1)} MB`).join(", ")}`);
  return [
    { name: "load", value: median(loads.map(({ ms }) => ms)), unit: "ms", direction: "at-most", must: 100, moonshot: 30 },
    { name: "memory", value: median(loads.map(({ mb }) => mb)), unit: "MB", direction: "at-most", must: 40, moonshot: 20 },
  ];
}

/** VINs per second of processor time, as the peer counts. */
function rateOf(vins: readonly string[], decode: (vin: string) => unknown, durationMs: number): number {
  for (const vin of vins) decode(vin);
  let count = 0;
  const before = process.cpuUsage();
  for (const end = performance.now() + durationMs; performance.now() < end; count += vins.length) for (const vin of vins) decode(vin);
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1e6;
}

function json(program: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: peerTimeMaxMs, maxBuffer: 16 * 1_048_576 });
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout);
}
