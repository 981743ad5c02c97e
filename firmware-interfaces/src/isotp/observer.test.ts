import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { isoTpLimits } from "./limits.ts";
import { IsoTpObserver, type Observation } from "./observer.ts";

/** A tester asks for the VIN, the engine answers: 0x7DF, 0x7E8, the tester's flow control on 0x7E0. */
const vinDialogue = ["7DF#0209020000000000", "7E8#1014490201314734", "7E0#3000000000000000", "7E8#2147503030523535", "7E8#2242313233343536"];
const folder = recordingsFolder();

describe("IsoTpObserver", () => {
  it("hears question and answer of others, in the order in which they were whole", () => {
    expect(heard(new IsoTpObserver(), vinDialogue).map(text)).toEqual(["7df 0902", "7e8 4902013147344750303052353542313233343536"]);
  });

  it("keeps senders apart whose frames are interleaved", () => {
    const observer = new IsoTpObserver();
    const frames = ["7E8#1008490401020304", "7E9#10084904FFFEFDFC", "18DAF110#1008624141424344", "7E9#21AABB", "18DAF110#214546", "7E8#210506"];
    expect(heard(observer, frames).map(text)).toEqual(["7e9 4904fffefdfcaabb", "18daf110 6241414243444546", "7e8 4904010203040506"]);
    expect(observer.transfers).toBe(0);
  });

  it("keeps receivers apart that share an identifier in mixed addressing", () => {
    const messages = heard(new IsoTpObserver(), ["18CEF110#0110086241414243", "18CEF110#0210086242515253", "18CEF110#0121444546", "18CEF110#0221545556"]);
    expect(messages).toMatchObject([
      { kind: "message", address: { addressByte: 1 }, payload: hex("6241414243444546") },
      { kind: "message", address: { addressByte: 2 }, payload: hex("6242515253545556") },
    ]);
  });

  it("passes over frames that are not ISO-TP by their identifier, and takes what its owner names instead", () => {
    const frames = ["123#0341424300000000", "7D0#0341424300000000", "18FEF100#0341424300000000"];
    expect(heard(new IsoTpObserver(), frames)).toEqual([]);
    const ownIds = new IsoTpObserver({ addressBytesOf: ({ id }) => (id === 0x123 ? 0 : undefined) });
    expect(heard(ownIds, frames).map(text)).toEqual(["123 414243"]);
  });

  it("tells a message that was replaced from one that broke off", () => {
    const observer = new IsoTpObserver();
    const replaced = heard(observer, ["7E8#1014490201314734", "7E8#0341050000000000"]);
    expect(replaced).toMatchObject([{ kind: "broken", reason: "replaced" }, { kind: "message" }]);
    expect(heard(observer, ["7E8#1014490201314734", "7E8#2242313233343536"])).toMatchObject([{ kind: "broken", reason: "sequence-broken" }]);
  });

  it("gives a transfer up when both sides have fallen silent", () => {
    const observer = new IsoTpObserver();
    heard(observer, ["7E8#1014490201314734"]);
    expect(observer.expire(isoTpLimits.observedSilenceMs - 1)).toEqual([]);
    expect(observer.expire(isoTpLimits.observedSilenceMs)).toMatchObject([{ kind: "broken", reason: "timed-out", address: { id: 0x7e8 } }]);
    expect(observer.transfers).toBe(0);
  });

  it("follows as many transfers as its limit says, then lets go of the one silent longest", () => {
    const observer = new IsoTpObserver({ addressBytesOf: () => 0 });
    const first = (id: number): CanFrame => frame(`${id.toString(16).padStart(3, "0")}#1014490201314734`);
    for (let id = 0; id < isoTpLimits.observedTransfersMax; id++) expect(observer.accept(first(id), id)).toEqual([]);
    expect(observer.accept(frame("000#2147503030523535"), 500)).toEqual([]);
    expect(observer.accept(first(0x700), 501)).toMatchObject([{ kind: "broken", reason: "displaced", address: { id: 1 } }]);
    expect(observer.transfers).toBe(isoTpLimits.observedTransfersMax);
  });

  it("ignores remote and error frames", () => {
    const observer = new IsoTpObserver();
    for (const flags of [{ remote: true }, { error: true }] as const) expect(observer.accept({ ...frame("7E8#0341050000000000"), flags }, 0)).toEqual([]);
  });

  it("stays within its limits whatever is on the bus", () => {
    const anyFrame = fc.record({ id: fc.integer({ min: 0x7df, max: 0x7ef }), data: fc.uint8Array({ maxLength: 64 }) });
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 200 }), (frames) => {
        const observer = new IsoTpObserver();
        for (const [index, { id, data }] of frames.entries()) observer.accept({ id, data, extended: false, atUs: 0 }, index);
        expect(observer.transfers).toBeLessThanOrEqual(17);
      }),
    );
  });
});

describe.skipIf(folder === undefined)("answers of real vehicles, OBDb (set DRAWBAR_DATA to the folder of recordings)", () => {
  it.each([
    ["ford_f150", 7_137, 101],
    ["hyundai_ioniq5", 5_115, 5_090],
  ])("of %s come out whole, each as its frames say", (vehicle, responsesWhole, longWhole) => {
    const lines = Buffer.from(recording(`obd/obdb/${vehicle}/responses.jsonl.gz`))
      .toString()
      .split("\n");
    let whole = 0;
    let long = 0;
    for (const line of lines.filter((text) => text !== "")) {
      const { response } = JSON.parse(line) as { response: string }; // the file's shape, see its README
      // Prompts and echoes of the logger are no frames.
      const frames = response.split("\n").flatMap((text) => frameOfResponse(text));
      const expected = joined(frames);
      if (expected === undefined) continue;
      const observer = new IsoTpObserver({ addressBytesOf: () => 0 });
      expect(heard(observer, frames).map(text)).toEqual([expected]);
      whole++;
      long += frames.length > 1 ? 1 : 0;
    }
    expect([whole, long]).toEqual([responsesWhole, longWhole]);
  });
});

/**
 * The answer that the frames of a response hold when they are one sender's, complete and in order, without any state machine;
 * `undefined` for those in which the logger mixed, lost or cut frames.
 */
function joined(frames: readonly string[]): string | undefined {
  const [id = "", first = ""] = frames[0]?.split("#") ?? [];
  if (first.startsWith("0") && frames.length === 1) {
    const digits = 2 * Number.parseInt(first.slice(1, 2), 16);
    return digits > 0 && first.length >= 2 + digits ? `${id.toLowerCase()} ${first.slice(2, 2 + digits).toLowerCase()}` : undefined;
  }
  const digits = 2 * Number.parseInt(first.slice(1, 4), 16);
  const isInOrder = frames
    .slice(1)
    .every((frame, index) => frame.startsWith(`${id}#2${((index + 1) % 16).toString(16).toUpperCase()}`) && frame.length === id.length + 17);
  const payload = [first.slice(4), ...frames.slice(1).map((frame) => frame.slice(id.length + 3))].join("");
  if (!first.startsWith("1") || first.length !== 16 || !isInOrder || payload.length < digits || payload.length - digits >= 14) return undefined;
  return `${id.toLowerCase()} ${payload.slice(0, digits).toLowerCase()}`;
}

/** `7E806410100…` or `18DAF1100641…`: header, then the frame's bytes. */
function frameOfResponse(text: string): string[] {
  const digits = text.replaceAll(/\s/g, "");
  if (!/^[0-9A-F]+$/.test(digits)) return [];
  const headerDigits = digits.length % 2 === 1 ? 3 : 8;
  return digits.length > headerDigits ? [`${digits.slice(0, headerDigits)}#${digits.slice(headerDigits)}`] : [];
}

function heard(observer: IsoTpObserver, frames: readonly string[]): Observation[] {
  return frames.flatMap((line) => [...observer.accept(frame(line), 0)]);
}

function text(observation: Observation): string {
  return observation.kind === "message" ? `${observation.address.id.toString(16)} ${Buffer.from(observation.payload).toString("hex")}` : observation.reason;
}

function frame(line: string): CanFrame {
  const [id = "", data = ""] = line.split("#");
  return { id: Number.parseInt(id, 16), extended: id.length > 3, data: hex(data), atUs: 0 };
}

function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, "hex"));
}
