import { beforeAll, describe, expect, it } from "vitest";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { tractorSpec } from "../tractor.ts";
import { VehicleModel } from "../vehicle-model.ts";
import { wearComponents, type WearComponent } from "./wear-components.ts";

/** Some thousand hours of wear in an hour of driving. */
const fast = 6_000;

function drive(seed: number, rate: number, minutes: number, each: (model: VehicleModel, minute: number) => void = () => {}): VehicleModel {
  const model = new VehicleModel(tractorSpec, new SeededRandom(seed), { wearRate: rate, wearRandom: new SeededRandom(seed + 1) });
  for (let step = 0; step < minutes * 600; step += 1) {
    model.step(0.1);
    if (step % 600 === 599) each(model, (step + 1) / 600);
  }
  return model;
}

describe("wear", () => {
  it("leaves a vehicle as it is for as long as nothing is nearly through", () => {
    const worn = drive(7, 1, 20);
    const plain = new VehicleModel(tractorSpec, new SeededRandom(7));
    for (let step = 0; step < 20 * 600; step += 1) plain.step(0.1);
    expect(worn.faults).toEqual([]);
    expect(worn.state).toEqual(plain.state);
  });

  const seen = new Map<WearComponent, { firstSign: number; noticed: number | undefined }>();
  let wornOut: VehicleModel;

  beforeAll(() => {
    wornOut = drive(3, fast, 240, (model, minute) => {
      for (const { component, severity } of model.truth) {
        if (severity > 0 && !seen.has(component)) seen.set(component, { firstSign: minute, noticed: undefined });
      }
      for (const { dtc } of model.faults) {
        const component = componentOf[dtc];
        const entry = component === undefined ? undefined : seen.get(component);
        if (entry !== undefined) entry.noticed ??= minute;
      }
    });
  });

  it("shows symptoms before a controller notices", () => {
    const noticed = [...seen].filter(([, entry]) => entry.noticed !== undefined);
    expect(noticed.length).toBeGreaterThanOrEqual(4);
    for (const [component, { firstSign, noticed: at }] of noticed) expect([component, (at ?? 0) >= firstSign]).toEqual([component, true]);
  });

  it("reports nothing of a part that shows no symptoms", () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      drive(seed, fast / 3, 90, (model) => {
        const sick = new Set(model.truth.filter(({ severity }) => severity > 0).map(({ component }) => component));
        for (const fault of model.faults.filter(({ isActive }) => isActive)) expect(sick).toContain(componentOf[fault.dtc]);
      });
    }
  });

  it("is the same for the same seed, and another for another", () => {
    const faults = (seed: number): unknown => drive(seed, fast, 60).faults;
    expect(faults(5)).toEqual(faults(5));
    const truths = (seed: number): unknown => drive(seed, 1, 1).truth.map(({ wear }) => wear);
    expect(truths(5)).not.toEqual(truths(6));
  });

  it("keeps the state of the moment in which a fault first came", () => {
    for (const { freezeFrame, occurrences } of wornOut.faults) {
      expect(freezeFrame.odometerM).toBeGreaterThan(0);
      expect(occurrences).toBeGreaterThanOrEqual(1);
      expect(occurrences).toBeLessThanOrEqual(126);
    }
  });

  it("is over when the part is replaced", () => {
    expect(wornOut.faults.length).toBeGreaterThan(0);
    for (const component of wearComponents) wornOut.replacePart(component);
    expect(wornOut.faults).toEqual([]);
    expect(wornOut.truth.every(({ wear }) => wear === 0)).toBe(true);
  });
});

const componentOf: Readonly<Record<string, WearComponent>> = {
  P0562: "battery",
  P0622: "alternator",
  P0128: "thermostat",
  P0217: "cooling-system",
  P0524: "oil-pump",
  P0299: "turbocharger",
};
