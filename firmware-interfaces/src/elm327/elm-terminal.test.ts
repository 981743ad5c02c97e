import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ElmTerminal, type TerminalStep } from "./elm-terminal.ts";
import { elmLimits, elmTimes } from "./limits.ts";

const timeoutMs = 1_000;
const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** A terminal and what it wrote. */
class Conversation {
  readonly terminal = new ElmTerminal();
  readonly written: string[] = [];
  now = 0;

  send(text: string): void {
    this.#note([this.terminal.send({ text, timeoutMs }, this.now)]);
  }

  hear(text: string): readonly TerminalStep[] {
    return this.#note(this.terminal.receive(bytes(text), this.now));
  }

  wait(ms: number): readonly TerminalStep[] {
    this.now += ms;
    return this.#note(this.terminal.expire(this.now));
  }

  #note(steps: readonly TerminalStep[]): readonly TerminalStep[] {
    for (const step of steps) if (step.kind === "write") this.written.push(Buffer.from(step.bytes).toString("latin1"));
    return steps.filter(({ kind }) => kind !== "write");
  }
}

describe("ElmTerminal", () => {
  it("hands an answer over at its prompt, however it was cut, and without NULs and garbage", () => {
    const whole = "010C\r41 0C 1A F8 \r\r>";
    for (let cut = 0; cut <= whole.length; cut++) {
      const talk = new Conversation();
      talk.send("010C");
      const steps = [...talk.hear(`\u0000${whole.slice(0, cut)}`), ...talk.hear(`\u00ff\u0001${whole.slice(cut)}`)];
      expect(steps).toHaveLength(1);
      expect(steps[0]).toMatchObject({ kind: "answered", command: "010C", answer: { echo: "plain", hexLines: [{ groups: ["41", "0C", "1A", "F8"] }] } });
    }
  });

  it("never credits a late answer to the next request", () => {
    const talk = new Conversation();
    talk.send("010C");
    expect(talk.wait(timeoutMs)).toEqual([{ kind: "silent", command: "010C", afterMs: timeoutMs }]);
    expect(() => talk.send("010D")).toThrow(/ELM_BUSY/);
    expect(talk.hear("41 0C 1A F8\r\r>")).toEqual([{ kind: "ready" }]);
    talk.send("010D");
    expect(talk.hear("41 0D 32\r\r>")[0]).toMatchObject({ kind: "answered", command: "010D", answer: { hexLines: [{ groups: ["41", "0D", "32"] }] } });
  });

  it("asks who it is when the prompt stays away, and trusts only that answer", () => {
    const talk = new Conversation();
    talk.send("010C");
    talk.wait(timeoutMs);
    expect(talk.wait(elmTimes.latePromptMs)).toEqual([]);
    expect(talk.written).toEqual(["010C\r", "ATI\r"]);
    // The interruption ends the request; the rest of the question is not understood.
    expect(talk.hear("41 0C 1A F8\rSTOPPED\r\r>?\r\r>")).toEqual([]);
    expect(talk.wait(elmTimes.fenceMs)).toEqual([]);
    expect(talk.hear("12.3V\r\r>")).toEqual([{ kind: "ready" }]);
    expect(talk.written).toEqual(["010C\r", "ATI\r", "ATRV\r"]);
  });

  it("is lost after three questions without an answer", () => {
    const talk = new Conversation();
    talk.send("0100");
    talk.wait(timeoutMs);
    talk.wait(elmTimes.latePromptMs);
    talk.wait(elmTimes.fenceMs);
    talk.wait(2 * elmTimes.fenceMs);
    expect(talk.wait(4 * elmTimes.fenceMs - 1)).toEqual([]);
    expect(talk.wait(1)).toEqual([{ kind: "lost" }]);
    expect(talk.written).toEqual(["0100\r", "ATI\r", "ATRV\r", "ATDP\r"]);
    expect(talk.terminal.dueAtMs).toBeUndefined();
    expect(talk.hear("ELM327 v1.5\r>")).toEqual([]);
  });

  it("is not led astray by the late answer to an earlier question", () => {
    const talk = new Conversation();
    talk.send("010C");
    talk.wait(timeoutMs);
    talk.wait(elmTimes.latePromptMs);
    talk.wait(elmTimes.fenceMs);
    talk.wait(2 * elmTimes.fenceMs);
    expect(talk.hear("41 0C 1A F8\r\r>ELM327 v1.5\r\r>12.3V\r\r>")).toEqual([]);
    expect(talk.hear("AUTO, ISO 15765-4 (CAN 11/500)\r\r>")).toEqual([{ kind: "ready" }]);
  });

  it("takes OK without a prompt for an answer, and the prompt that follows for nobody's", () => {
    const talk = new Conversation();
    talk.send("ATE0");
    talk.hear("ATE0\rOK");
    expect(talk.wait(timeoutMs)[0]).toMatchObject({ kind: "answered", command: "ATE0", isPromptMissing: true, answer: { notices: ["ok"] } });
    talk.send("ATH1");
    expect(talk.hear("\r\r>")).toEqual([]);
    expect(talk.hear("OK\r\r>")[0]).toMatchObject({ kind: "answered", command: "ATH1", answer: { notices: ["ok"] } });
  });

  it("holds an empty answer back, since some clones send their prompt twice", () => {
    const talk = new Conversation();
    talk.send("010C");
    expect(talk.hear("41 0C 1A F8\r\r>")).toHaveLength(1);
    talk.send("010D");
    expect(talk.hear(">")).toEqual([]);
    expect(talk.hear("41 0D 32\r\r>")[0]).toMatchObject({ command: "010D", answer: { hexLines: [{ groups: ["41", "0D", "32"] }] } });
    talk.send("ATH1");
    expect(talk.hear("\r\r>")).toEqual([]);
    expect(talk.wait(elmTimes.emptyAnswerMs - 1)).toEqual([]);
    expect(talk.wait(1)[0]).toMatchObject({ kind: "answered", command: "ATH1", answer: { notices: [], texts: [], hexLines: [] } });
  });

  it("waits longer while something comes, and longest while it searches, but not for ever", () => {
    const talk = new Conversation();
    talk.send("0100");
    talk.hear("SEARCHING");
    expect(talk.wait(elmTimes.searchMs - 1)).toEqual([]);
    const babbling = new Conversation();
    babbling.send("0100");
    let steps: readonly TerminalStep[] = [];
    while (steps.length === 0 && babbling.now <= elmTimes.answerMsMax) {
      babbling.hear("7E8");
      steps = babbling.wait(500);
    }
    expect(steps).toMatchObject([{ kind: "silent" }]);
  });

  it("keeps no more of an answer than its limit, and says so", () => {
    const talk = new Conversation();
    talk.send("ATMA");
    for (let sent = 0; sent < 4 * elmLimits.answerCharsMax; sent += 1_000) talk.hear("41 0C ".repeat(170));
    const [step] = talk.hear("\r>");
    expect(step).toMatchObject({ kind: "answered", answer: { isTruncated: true } });
    talk.send("ATMA");
    expect(talk.hear(`${"A\r".repeat(elmLimits.linesMax)}>`)[0]).toMatchObject({ answer: { isTruncated: false } });
    talk.send("ATMA");
    expect(talk.hear(`${"A\r".repeat(elmLimits.linesMax + 1)}>`)[0]).toMatchObject({ answer: { isTruncated: true } });
  });

  it("refuses what an adapter cannot take", () => {
    for (const text of ["", "01\r0C", "AT>", "AT\u00e9"]) expect(() => new ElmTerminal().send({ text, timeoutMs }, 0)).toThrow(/ELM_COMMAND_IMPOSSIBLE/);
  });

  it("survives any bytes at any time, and always comes to an end", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary-ascii" }),
      fc.constantFrom(">", "\r", "OK\r>", "41 0C 00 00\r>", "STOPPED", "SEARCHING...", "ELM327 v1.5\r>"),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ piece, ms: fc.nat(4_000) }), { maxLength: 30 }), (pieces) => {
        const talk = new Conversation();
        for (const { piece: text, ms } of pieces) {
          if (talk.terminal.isIdle) talk.send("010C");
          talk.hear(text);
          talk.wait(ms);
        }
        for (let round = 0; round < 10 && talk.terminal.dueAtMs !== undefined; round++) talk.wait(Math.max(0, talk.terminal.dueAtMs - talk.now));
        expect(talk.terminal.isIdle || talk.terminal.isLost).toBe(true);
      }),
    );
  });
});
