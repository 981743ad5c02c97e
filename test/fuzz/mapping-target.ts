import assert from "node:assert/strict";
import { catalogueLimits } from "@drawbar/firmware-interfaces/catalogue/limits.ts";
import { parseMapping } from "@drawbar/firmware-interfaces/catalogue/mapping-parser.ts";
import { mapBy } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { vssSignals } from "@drawbar/firmware-interfaces/catalogue/vss-signals.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const seeds = [
  `mapping: 1
signals:
  - dbc: WHEEL_SPEEDS/WHEEL_SPEED_FL # a comment
    bus: can0
    unit: m/s
    name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed
  - { spn: 190, source: 0x00, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { pid: 0x0C, signal: RPM, name: Vehicle.Powertrain.CombustionEngine.Speed }
`,
  '{"mapping": 1, "signals": [{"dbc": "A/B", "name": "Vehicle.Speed"}, {"spn": 84, "unit": "mph", "name": "Vehicle.Speed"}]}',
  "%YAML 1.2\n---\nmapping: &a 1\nsignals: [*a, ? x : y, | \n text\n, !!int '1']\n...\n",
].map((text) => new TextEncoder().encode(text));

const signal = { message: "WHEEL_SPEEDS", name: "WHEEL_SPEED_FL", kind: "scaled", factor: 0.01, offset: -67.67, unit: "", decimals: 2 } as const;

/** Whatever the file, its rows name known signals at real places, and every one of them either converts or says that it does not. */
export const target: FuzzTarget = { id: "mapping", seeds, bytesMax: 1_024, run };

function run(input: Uint8Array): void {
  const mapping = parseMapping(input, { name: "fuzz.yaml" });
  assert(mapping.rows.length <= catalogueLimits.mappingRowsMax);
  assert(mapping.problems.length <= catalogueLimits.mappingProblemsMax + 1);
  for (const { line, column } of [...mapping.rows, ...mapping.problems]) assert(line >= 1 && column >= 1 && line <= input.length + 1);
  for (const row of mapping.rows) {
    const mapped = mapBy(row, signal);
    assert.equal(mapped?.unit ?? vssSignals().get(row.to)?.unit, vssSignals().get(row.to)?.unit);
    if (row.unit !== undefined) assert(mapped !== undefined, `${row.unit} was said to convert`);
    assert(mapped === undefined || (Number.isFinite(mapped.factor) && Number.isFinite(mapped.offset)));
  }
}
