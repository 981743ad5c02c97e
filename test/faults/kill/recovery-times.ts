/** How long after each kill the victim was back and each kind of promise was kept again. */

export interface Recovery {
  /** All in milliseconds after the kill. */
  readonly readyMs: number;
  /** A write that was sent after the kill, through a process that the victim serves, acknowledged. */
  readonly writeMs: number;
  /** Something newly durable, heard of by a vehicle. */
  readonly markMs: number;
  /** The event of a write that was acknowledged after the kill, at its consumer. */
  readonly eventMs: number;
}

const columns = ["readyMs", "writeMs", "markMs", "eventMs"] as const;
const heads = { readyMs: "ready", writeMs: "write acknowledged", markMs: "durable mark", eventMs: "event delivered" } as const;

export class RecoveryTimes {
  readonly #recoveries = new Map<string, Recovery[]>();

  add(victim: string, recovery: Recovery): void {
    const own = this.#recoveries.get(victim) ?? [];
    this.#recoveries.set(victim, own);
    own.push(recovery);
  }

  get kills(): number {
    return [...this.#recoveries.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** One line for each victim: median and longest after the kill, milliseconds. */
  table(): readonly string[] {
    const rows = [...this.#recoveries].map(([victim, own]) => [
      victim,
      String(own.length),
      ...columns.map((column) => medianAndLongest(own.map((recovery) => recovery[column]))),
    ]);
    const all = [["victim", "kills", ...columns.map((column) => heads[column])], ...rows];
    const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  }
}

function medianAndLongest(values: readonly number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  return `${Math.round(sorted[sorted.length >> 1] ?? 0)} / ${Math.round(sorted.at(-1) ?? 0)}`;
}
