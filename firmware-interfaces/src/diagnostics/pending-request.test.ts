import { describe, expect, it } from "vitest";
import type { DiagnosticOutcome, DiagnosticTarget } from "./diagnostic-link.ts";
import { PendingRequest } from "./pending-request.ts";

const times = { p2Ms: 100, p2StarMs: 5_000 };

/** A question for PID 0x0D, sent at 0 ms. */
function asked(target: DiagnosticTarget): PendingRequest {
  const pending = new PendingRequest({ target, payload: hex("010d") }, times);
  pending.sent(0);
  return pending;
}

const toAll: DiagnosticTarget = { kind: "functional" };
const toOne: DiagnosticTarget = { kind: "physical", requestId: 0x7e0 };
const answer = (responseId: number, payload: string) => ({ responseId, payload: hex(payload) });

describe("PendingRequest", () => {
  it("is not over before it was sent", () => {
    const pending = new PendingRequest({ target: toAll, payload: hex("010d") }, times);
    expect(pending.outcome(1e9)).toBeUndefined();
    pending.sent(1e9);
    expect(pending.expiresAtMs).toBe(1e9 + 100);
  });

  it("gives the last word of each unit, in the order in which those came", () => {
    const pending = asked(toAll);
    pending.accept(answer(0x7e8, "410d01"), 1);
    pending.accept(answer(0x7e9, "410d02"), 2);
    pending.accept(answer(0x7e8, "410d03"), 3);
    expect(summary(pending.outcome(100))).toEqual([
      [0x7e9, "410d02"],
      [0x7e8, "410d03"],
    ]);
  });

  it("waits for a message that has begun, and no longer once it proves to be something else", () => {
    const pending = asked(toAll);
    pending.arriving(0x7e8, 1_050);
    expect(pending.outcome(200)).toBeUndefined();
    pending.accept(answer(0x7e8, "490201"), 300);
    expect(pending.outcome(300)).toEqual({ kind: "silent" });
  });

  it("keeps the time that a unit has asked for through a message that is something else", () => {
    const pending = asked(toAll);
    pending.accept(answer(0x7e8, "7f0178"), 50);
    pending.arriving(0x7e8, 1_050);
    pending.accept(answer(0x7e8, "490201"), 300);
    expect(pending.expiresAtMs).toBe(5_050);
  });

  it("does not count a message that broke off and was none of its own", () => {
    const pending = asked(toOne);
    pending.break(0x7e8, "of the question before");
    expect(pending.outcome(1)).toBeUndefined();
    expect(pending.outcome(100)).toEqual({ kind: "silent" });
  });

  it("fails when the one unit's message broke off, and not when others have answered", () => {
    const one = asked(toOne);
    one.arriving(0x7e8, 1_050);
    one.break(0x7e8, "broke off");
    expect(one.outcome(1)).toEqual({ kind: "failed", why: "broke off" });
    const all = asked(toAll);
    all.arriving(0x7e8, 1_050);
    all.break(0x7e8, "broke off");
    expect(all.outcome(1)).toBeUndefined();
    all.accept(answer(0x7e9, "410d02"), 2);
    expect(summary(all.outcome(100))).toEqual([[0x7e9, "410d02"]]);
  });
});

function summary(outcome: DiagnosticOutcome | undefined): unknown {
  return outcome?.kind === "answered" ? outcome.answers.map(({ responseId, payload }) => [responseId, Buffer.from(payload).toString("hex")]) : outcome;
}

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
