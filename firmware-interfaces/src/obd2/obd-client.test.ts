import { describe, expect, it } from "vitest";
import { ObdClient } from "./obd-client.ts";
import { obdLimits } from "./limits.ts";
import { currentDataUnit, ScriptedLink, type ScriptedUnit } from "./scripted-link.ts";
import { informationTypes, vinOf } from "./vehicle-information.ts";

/** 04, 05, 0C, 0D and the next map, which has 2F; the second unit has 0C and 42. */
const engine = { "00": "18180001", "20": "00020000", "04": "80", "05": "7B", "0C": "1AF8", "0D": "32", "2F": "80" };
const gearbox = { "00": "00100001", "20": "00000001", "40": "40000000", "0C": "1B00", "42": "36BA" };

function clientOf(units: Readonly<Record<number, ScriptedUnit>>): { client: ObdClient; link: ScriptedLink } {
  const link = new ScriptedLink(units);
  return { client: new ObdClient({ link }), link };
}

describe("ObdClient", () => {
  it("finds the control units and what each of them has", async () => {
    const { client, link } = clientOf({ 0x7e8: currentDataUnit(engine), 0x7e9: currentDataUnit(gearbox) });
    expect(await client.discover()).toEqual({
      kind: "answered",
      units: [
        { responseId: 0x7e8, pids: [0x04, 0x05, 0x0c, 0x0d, 0x2f] },
        { responseId: 0x7e9, pids: [0x0c, 0x42] },
      ],
    });
    expect(link.asked).toEqual(["0100", "0120", "0140"]);
    expect([...client.supportedPids]).toEqual([0x04, 0x05, 0x0c, 0x0d, 0x2f, 0x42]);
  });

  it("says that nobody is there, or that the carrier failed", async () => {
    const { client, link } = clientOf({});
    expect(await client.discover()).toEqual({ kind: "silent" });
    link.failure = "adapter unplugged";
    expect(await client.discover()).toEqual({ kind: "failed", why: "adapter unplugged" });
    expect(await client.currentData([0x0c, 0x0d])).toEqual({ kind: "failed", why: "adapter unplugged" });
    expect(await client.troubleCodes("stored")).toEqual({ kind: "failed", why: "adapter unplugged" });
  });

  it("gets six PIDs of two control units with one request", async () => {
    const { client, link } = clientOf({ 0x7e8: currentDataUnit(engine), 0x7e9: currentDataUnit(gearbox) });
    await client.discover();
    link.asked.length = 0;
    const outcome = await client.currentData([0x0c, 0x0d, 0x05, 0x04, 0x2f, 0x42]);
    expect(textOf(outcome)).toEqual(["7e8 0c 1af8", "7e8 0d 32", "7e8 05 7b", "7e8 04 80", "7e8 2f 80", "7e9 0c 1b00", "7e9 42 36ba"]);
    expect(link.asked).toEqual(["010C0D05042F42"]);
  });

  it("asks one by one where several at once are refused, and stops trying after the second time", async () => {
    const inner = currentDataUnit(engine);
    const { client, link } = clientOf({ 0x7e8: (request) => (request.length > 4 ? "7F0112" : inner(request)) });
    expect(textOf(await client.currentData([0x0c, 0x0d]))).toEqual(["7e8 0c 1af8", "7e8 0d 32"]);
    expect(client.asksInGroups).toBe(true);
    await client.currentData([0x0c, 0x0d]);
    expect(client.asksInGroups).toBe(false);
    link.asked.length = 0;
    await client.currentData([0x0c, 0x0d]);
    expect(link.asked).toEqual(["010C", "010D"]);
  });

  it("asks one by one where several at once are met with silence", async () => {
    const inner = currentDataUnit(engine);
    const { client } = clientOf({ 0x7e8: (request) => (request.length > 4 ? undefined : inner(request)) });
    expect(textOf(await client.currentData([0x0c, 0x0d]))).toEqual(["7e8 0c 1af8", "7e8 0d 32"]);
  });

  it("asks again for what one control unit left out though it has it, and only for that", async () => {
    const inner = currentDataUnit(engine);
    // Answers the first three PIDs of a request, as some do.
    const { client, link } = clientOf({ 0x7e8: (request) => inner(request.slice(0, 8)), 0x7e9: currentDataUnit(gearbox) });
    await client.discover();
    link.asked.length = 0;
    const outcome = await client.currentData([0x0d, 0x05, 0x04, 0x0c]);
    expect(textOf(outcome).toSorted()).toEqual(["7e8 04 80", "7e8 05 7b", "7e8 0c 1af8", "7e8 0d 32", "7e9 0c 1b00"]);
    expect(link.asked).toEqual(["010D05040C", "010C"]);
  });

  it("asks one by one where an answer does not come apart", async () => {
    const inner = currentDataUnit(engine);
    const { client } = clientOf({ 0x7e8: (request) => (request.length > 4 ? `${inner(request)}00` : inner(request)) });
    expect(textOf(await client.currentData([0x0c, 0x0d]))).toEqual(["7e8 0c 1af8", "7e8 0d 32"]);
  });

  it("tells what is refused with its code, and what is met with silence without one", async () => {
    const inner = currentDataUnit(engine);
    const { client } = clientOf({ 0x7e8: (request) => inner(request) ?? (request === "0110" ? "7F0131" : undefined) });
    expect(await client.currentData([0x10, 0x11, 0x05])).toMatchObject({
      kind: "answered",
      readings: [{ pid: 0x05 }],
      missing: [
        { pid: 0x10, code: 0x31 },
        { pid: 0x11, code: undefined },
      ],
    });
  });

  it("spends two requests, not seven, on a vehicle that is off", async () => {
    const { client, link } = clientOf({});
    expect(await client.currentData([0x04, 0x05, 0x0c, 0x0d, 0x2f, 0x42])).toEqual({ kind: "silent" });
    expect(link.asked).toEqual(["0104050C0D2F42", "0104"]);
  });

  it("does not put a PID of unknown length into a group", async () => {
    const { client, link } = clientOf({ 0x7e8: currentDataUnit({ "0C": "1AF8", E1: "010203" }) });
    expect(textOf(await client.currentData([0x0c, 0xe1]))).toEqual(["7e8 0c 1af8", "7e8 e1 010203"]);
    expect(link.asked).toEqual(["010C", "01E1"]);
  });

  it("leaves out control units beyond the limit", async () => {
    const units = Object.fromEntries(Array.from({ length: obdLimits.controlUnitsMax + 3 }, (_, index) => [0x700 + index, currentDataUnit(engine)]));
    const { client } = clientOf(units);
    expect(await client.discover()).toMatchObject({ units: { length: obdLimits.controlUnitsMax } });
    expect(await client.currentData([0x0c])).toMatchObject({ readings: { length: obdLimits.controlUnitsMax } });
  });

  it("reads trouble codes of each control unit, and joins the messages of older ones", async () => {
    const codes: Readonly<Record<string, string>> = { "03": "43020133C158", "07": "4700", "0A": "7F0A11" };
    const { client } = clientOf({ 0x7e8: (request) => codes[request], 0x7e9: (request) => (request === "03" ? "43030000000000" : undefined) });
    expect(await client.troubleCodes("stored")).toEqual({
      kind: "answered",
      units: [
        { responseId: 0x7e8, codes: ["P0133", "U0158"] },
        { responseId: 0x7e9, codes: ["P0300"] },
      ],
    });
    expect(await client.troubleCodes("pending")).toEqual({ kind: "answered", units: [{ responseId: 0x7e8, codes: [] }] });
    expect(await client.troubleCodes("permanent")).toEqual({ kind: "answered", units: [] });
  });

  it("reads VIN, freeze frame and monitor results", async () => {
    const vin = "1D4GP00R55B123456";
    const answers: Readonly<Record<string, string>> = {
      "0902": `490201${Buffer.from(vin).toString("hex")}`,
      "020C00": "420C001AF8",
      "020200": "4202000133",
      "0601": "4601010B01F4000003E8",
    };
    const { client } = clientOf({ 0x7e8: (request) => answers[request] });
    const information = await client.vehicleInformation(informationTypes.vin);
    expect(information.kind === "answered" ? information.units.map(({ data }) => vinOf(data)) : []).toEqual([vin]);
    expect(await client.freezeFrame(0x0c)).toEqual({ kind: "answered", units: [{ responseId: 0x7e8, data: Uint8Array.of(0x1a, 0xf8) }] });
    expect(await client.freezeFrameCodes()).toEqual({ kind: "answered", units: [{ responseId: 0x7e8, code: "P0133" }] });
    expect(await client.monitorTests(1)).toMatchObject({ units: [{ responseId: 0x7e8, tests: [{ value: 0.5, unit: "V" }] }] });
    expect(await client.vehicleInformation(informationTypes.calibrationIds)).toEqual({ kind: "silent" });
  });

  it("clears nothing unless it was made with permission", async () => {
    const link = new ScriptedLink({ 0x7e8: (request) => (request === "04" ? "44" : undefined), 0x7e9: () => "7F0422" });
    await expect(new ObdClient({ link }).clearTroubleCodes()).rejects.toThrow("OBD_CLEAR_NOT_PERMITTED");
    expect(link.asked).toEqual([]);
    expect(await new ObdClient({ link, mayClearTroubleCodes: true }).clearTroubleCodes()).toEqual({
      kind: "answered",
      units: [
        { responseId: 0x7e8, hasCleared: true },
        { responseId: 0x7e9, hasCleared: false },
      ],
    });
  });
});

function textOf(outcome: Awaited<ReturnType<ObdClient["currentData"]>>): string[] {
  if (outcome.kind !== "answered") return [outcome.kind];
  return outcome.readings.map(
    ({ responseId, pid, data }) => `${responseId.toString(16)} ${pid.toString(16).padStart(2, "0")} ${Buffer.from(data).toString("hex")}`,
  );
}
