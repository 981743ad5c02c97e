/** The made-up fleet's audit trail, features and quotas. */
interface MockFlag {
  readonly flag: string;
  readonly kind: "boolean" | "variant";
  readonly title: string;
  readonly meaning: string;
  readonly variants: readonly string[];
  readonly standard: string;
}

const flags: readonly MockFlag[] = [
  {
    flag: "raw-sample-export",
    kind: "boolean",
    title: "Export of raw samples",
    meaning: "Whether raw samples of a vehicle, positions included, may leave as a file.",
    variants: ["on", "off"],
    standard: "on",
  },
  {
    flag: "audit-values",
    kind: "variant",
    title: "Values in the audit trail",
    meaning: "Whether an entry keeps what was there before and after a change, or only what was changed.",
    variants: ["kept", "left-out"],
    standard: "kept",
  },
];

interface MockEntry {
  readonly position: string;
  readonly recordedAt: string;
  readonly actor: { readonly kind: string; readonly id?: string; readonly name?: string };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id?: string };
  readonly outcome: "done" | "refused";
}

const planner = { kind: "account", id: "018f6a00-0000-7000-8000-00000000a001", name: "planner@fleet.example" };
const script = { kind: "token", id: "018f6a00-0000-7000-8000-00000000a002", name: "nightly script" };

export class MockAdministration {
  readonly #entries: MockEntry[] = [];
  readonly #set = new Map<string, { readonly variant: string; readonly changedAt: string }>();
  /** A sentence while the trail shall show as broken. */
  breach: string | undefined;

  /** Some days' worth of acts before the start. */
  constructor(startedAtMs: number) {
    for (let index = 0; index < 120; index += 1) {
      const atMs = startedAtMs - (120 - index) * 1_800_000;
      const isRefused = index % 17 === 16;
      const vehicle = { kind: "vehicle", id: `018f6a00-0000-7000-8000-${String(index).padStart(12, "0")}` };
      if (index % 3 === 0) this.#add(atMs, planner, "session.opened", { kind: "session" });
      else
        this.#add(
          atMs,
          index % 2 === 0 ? planner : script,
          isRefused ? "vehicle.removed" : "vehicle.registered",
          vehicle,
          { callSign: `TR ${index}` },
          isRefused,
        );
    }
  }

  entries(query: URLSearchParams): object {
    const before = Number(query.get("after") ?? this.#entries.length + 1);
    const limit = Number(query.get("limit") ?? 100);
    const wants = (name: string, value: string | undefined): boolean => query.get(name) === null || query.get(name) === value;
    const fitting = this.#entries
      .filter((entry) => Number(entry.position) < before)
      .filter(
        ({ outcome, action, actor, subject }) =>
          wants("outcome", outcome) && wants("action", action) && wants("actorId", actor.id) && wants("subjectId", subject.id),
      )
      .toReversed();
    const items = fitting.slice(0, limit);
    return { items, ...(fitting.length > limit ? { next: items.at(-1)?.position } : {}) };
  }

  trailState(nowMs: number): object {
    const entries = String(this.#entries.length);
    const { breach } = this;
    return {
      checkedAt: new Date(nowMs).toISOString(),
      isWhole: breach === undefined,
      ...(breach === undefined ? {} : { breach }),
      entries,
      checkedFrom: "1",
      checkpoints: 1,
      signedUpTo: "100",
      isSignatureChecked: true,
      pending: 0,
    };
  }

  flags(): object {
    return { items: flags.map((flag) => ({ ...flag, variant: flag.standard, ...this.#set.get(flag.flag) })) };
  }

  /** @returns false for a flag or variant that there is not. */
  setFlag(name: string, variant: string): boolean {
    const flag = flags.find((each) => each.flag === name);
    if (flag === undefined || !flag.variants.includes(variant)) return false;
    const before = this.#set.get(name)?.variant ?? flag.standard;
    const nowMs = Date.now();
    this.#set.set(name, { variant, changedAt: new Date(nowMs).toISOString() });
    this.#add(nowMs, planner, "flag.changed", { kind: "flag", id: name }, { variant }, false, { variant: before });
    return true;
  }

  quotas(vehicles: number, depots: number): object {
    const quota = (kind: string, used: number, most: number, meaning: string): object => ({ kind, used, most, meaning, isStandard: true });
    return {
      items: [
        quota("vehicles", vehicles, 10, "Vehicles that are registered."),
        quota("depots", depots, 2_000, "Depots that are enrolled."),
        quota("users", 12, 5_000, "People who may sign in."),
        quota("requestsPerMinute", 840, 600_000, "API requests in a minute, all callers together."),
        quota("samplesPerDay", 96_000_000_000, 100_000_000_000, "Samples stored in a day (UTC)."),
        quota("storageBytes", 10_000_000_000_000, 10_000_000_000_000, "Bytes of stored segments."),
      ],
    };
  }

  #add(atMs: number, actor: MockEntry["actor"], action: string, subject: MockEntry["subject"], after?: object, isRefused = false, before?: object): void {
    const position = String(this.#entries.length + 1);
    const details = after === undefined || isRefused ? undefined : JSON.stringify({ before, after });
    const made = { entryId: `018f6a00-0000-7000-9000-${position.padStart(12, "0")}`, address: "192.0.2.14", requestId: `req-${position.padStart(6, "0")}` };
    const outcome = isRefused ? "refused" : "done";
    this.#entries.push({
      position,
      recordedAt: new Date(atMs).toISOString(),
      actor,
      action,
      subject,
      outcome,
      ...made,
      ...(details === undefined ? {} : { details }),
    });
  }
}
