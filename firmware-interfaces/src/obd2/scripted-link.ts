/** A vehicle for tests of this folder: control units as functions from request to answer, asked without a bus. */
import type { DiagnosticAnswer, DiagnosticLink, DiagnosticOutcome, DiagnosticRequest } from "../diagnostics/diagnostic-link.ts";

/** @returns the payload in hex; `undefined` to keep silent. */
export type ScriptedUnit = (request: string) => string | undefined;

export class ScriptedLink implements DiagnosticLink {
  readonly asked: string[] = [];
  /** By response identifier. */
  readonly units: Map<number, ScriptedUnit>;
  /** Set while the carrier is broken. */
  failure: string | undefined;
  readonly #delay: () => Promise<void>;

  constructor(units: Readonly<Record<number, ScriptedUnit>>, delay: () => Promise<void> = () => Promise.resolve()) {
    this.units = new Map(Object.entries(units).map(([id, unit]) => [Number(id), unit]));
    this.#delay = delay;
  }

  async request({ payload }: DiagnosticRequest): Promise<DiagnosticOutcome> {
    const request = Buffer.from(payload).toString("hex").toUpperCase();
    this.asked.push(request);
    await this.#delay();
    if (this.failure !== undefined) return { kind: "failed", why: this.failure };
    const answers = [...this.units].flatMap(([responseId, unit]): DiagnosticAnswer[] => {
      const answer = unit(request);
      return answer === undefined ? [] : [{ responseId, payload: Uint8Array.from(Buffer.from(answer, "hex")) }];
    });
    return answers.length === 0 ? { kind: "silent" } : { kind: "answered", answers };
  }
}

/** @param values the data of each PID in hex. @returns a unit that answers groups as the standard wants. */
export function currentDataUnit(values: Readonly<Record<string, string>>): ScriptedUnit {
  return (request) => {
    if (!request.startsWith("01")) return undefined;
    const parts = (request.slice(2).match(/../g) ?? []).flatMap((pid) => (values[pid] === undefined ? [] : [`${pid}${values[pid]}`]));
    return parts.length === 0 ? undefined : `41${parts.join("")}`;
  };
}
