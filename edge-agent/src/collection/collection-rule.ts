/** What a unit keeps of a signal, as a person writes it; `CollectionFilter` carries it out. */
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { Priority } from "@drawbar/proto/link/records.ts";

/**
 * `all` keeps every sample. `changes` keeps a sample when its value differs from the last kept one by more than
 * `deadband`, at most every `intervalMinMs`, and in any case when `silenceMaxMs` have passed since the last kept one.
 */
export interface CollectionRule {
  readonly mode: "all" | "changes";
  /** In the signal's unit; 0 keeps every change. */
  readonly deadband: number;
  readonly intervalMinMs: number;
  /** A value that stays the same is kept this often: "unchanged" and "not heard" look different afterwards. */
  readonly silenceMaxMs: number;
  readonly priority: Priority;
}

/** A rule for the signals that `signals` names; what it leaves out comes from the default. */
export interface SignalCollection {
  /** Names or sources of the catalogue; `*` stands for any characters. */
  readonly signals: readonly string[];
  readonly mode?: CollectionRule["mode"] | undefined;
  readonly deadband?: number | undefined;
  readonly intervalMinMs?: number | undefined;
  readonly silenceMaxMs?: number | undefined;
  readonly priority?: Priority | undefined;
}

export interface Collection extends CollectionRule {
  /** The first that matches a signal's name or source decides. */
  readonly rules: readonly SignalCollection[];
}

/** The rule in force for one signal of the catalogue. */
export function ruleFor(signal: Pick<CatalogueSignal, "name" | "source">, collection: Collection): CollectionRule {
  const special = collection.rules.find(({ signals }) => signals.some((pattern) => matches(pattern, signal.name) || matches(pattern, signal.source)));
  return {
    mode: special?.mode ?? collection.mode,
    deadband: special?.deadband ?? collection.deadband,
    intervalMinMs: special?.intervalMinMs ?? collection.intervalMinMs,
    silenceMaxMs: special?.silenceMaxMs ?? collection.silenceMaxMs,
    priority: special?.priority ?? collection.priority,
  };
}

/** Whether `text` has the form of `pattern`, in which `*` stands for any characters, also none. */
export function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
