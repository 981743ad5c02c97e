/** What a run is made of: how many parties, how often what happens. Weights are relative. */
import type { LinkLimits } from "@drawbar/proto/link/limits.ts";
import { simulatedLimits } from "./limits.ts";

/** Everything that can happen in one step. */
export const actions = [
  // work
  "produce", "seal", "commitUnit", "tickUnit", "tidyUnit", "commitDepot", "tickDepot", "tidyDepot", "commitCloud", "finishCommit", "heartbeat", "deliver", "act", "change", "catalogue",
  // the network
  "drop", "duplicate", "delay", "arrive", "move", "reconnect", "partition", "leap",
  // disasters
  "crashUnit", "stopUnit", "fillDisk", "crashDepot", "crashCloud", "backup", "restoreUnit", "restoreDepot", "restoreCloud", "restoreCloudSilently", "loseDepot", "clone", "freeze", "revive",
] as const; // prettier-ignore
export type Action = (typeof actions)[number];

export interface Profile {
  readonly name: string;
  readonly units: number;
  readonly depots: number;
  readonly steps: number;
  readonly limits: LinkLimits;
  readonly weights: Readonly<Record<Action, number>>;
  /** Oldest backup of the cloud that is ever restored; at most the retention. */
  readonly restoreAgeMax: number;
  /** A leap of time up to this. */
  readonly leapMax: number;
  /** Whether a unit may also be on the cloud, or on it alone. */
  readonly goesStraight: boolean;
  /** Beyond what the design promises: run to see how much is saved all the same. */
  readonly isBeyondPromise?: true;
}

const work = {
  produce: 14,
  seal: 8,
  commitUnit: 6,
  tickUnit: 12,
  tidyUnit: 3,
  commitDepot: 8,
  tickDepot: 8,
  tidyDepot: 3,
  commitCloud: 6,
  finishCommit: 6,
  heartbeat: 2,
  deliver: 60,
  act: 1,
  change: 1,
  catalogue: 0.3,
} as const;
const network = { drop: 8, duplicate: 3, delay: 3, arrive: 2, move: 2, reconnect: 3, partition: 1.5, leap: 1 } as const;
const quiet = {
  crashUnit: 0,
  stopUnit: 0,
  fillDisk: 0,
  crashDepot: 0,
  crashCloud: 0,
  backup: 0,
  restoreUnit: 0,
  restoreDepot: 0,
  restoreCloud: 0,
  restoreCloudSilently: 0,
  loseDepot: 0,
  clone: 0,
  freeze: 0,
  revive: 0,
} as const;
const crashes = { crashUnit: 1, stopUnit: 0.4, crashDepot: 1, crashCloud: 0.7 } as const;
const calm = { ...work, ...network, ...quiet } as const;
const roomy: LinkLimits = { ...simulatedLimits, outboxBytesMax: 1_000_000, spoolRecordsMax: 1_000_000 };
const base = { units: 2, depots: 2, steps: 900, restoreAgeMax: 60, leapMax: 900, goesStraight: true } as const;
const day = simulatedLimits.retentionMs;

export const profiles: readonly Profile[] = [
  { ...base, name: "network", limits: roomy, weights: calm },
  {
    ...base,
    name: "wandering",
    depots: 3,
    limits: { ...roomy, rangesMax: 2 },
    weights: { ...calm, produce: 30, seal: 30, move: 6, reconnect: 8, drop: 50, partition: 3 },
  },
  { ...base, name: "crashes", limits: roomy, weights: { ...calm, ...crashes } },
  { ...base, name: "cloud-restore", limits: roomy, weights: { ...calm, ...crashes, backup: 3, restoreCloud: 0.8 } },
  { ...base, name: "cloud-restore-old", limits: roomy, restoreAgeMax: day, weights: { ...calm, leap: 3, backup: 3, restoreCloud: 0.6 } },
  {
    ...base,
    name: "cloud-restore-silent",
    isBeyondPromise: true,
    limits: roomy,
    goesStraight: false,
    weights: { ...calm, backup: 3, restoreCloudSilently: 0.6 },
  },
  {
    ...base,
    name: "full-spool",
    limits: { ...roomy, spoolRecordsMax: 8 },
    restoreAgeMax: day,
    weights: { ...calm, produce: 24, seal: 24, backup: 4, restoreCloud: 0.8 },
  },
  {
    ...base,
    name: "full-everywhere",
    limits: { ...simulatedLimits, outboxBytesMax: 280, spoolRecordsMax: 8 },
    restoreAgeMax: day,
    weights: { ...calm, ...crashes, produce: 24, seal: 24, backup: 4, restoreCloud: 0.8 },
  },
  { ...base, name: "pressure", limits: simulatedLimits, weights: { ...calm, ...crashes, produce: 24, seal: 16, partition: 4 } },
  {
    ...base,
    name: "full-disk",
    limits: simulatedLimits,
    restoreAgeMax: day,
    weights: { ...calm, ...crashes, produce: 24, seal: 16, partition: 4, fillDisk: 4, backup: 3, restoreCloud: 0.4, restoreDepot: 0.3 },
  },
  {
    ...base,
    name: "depot-restore",
    limits: simulatedLimits,
    weights: { ...calm, ...crashes, produce: 20, seal: 14, partition: 3, backup: 3, restoreDepot: 0.8 },
  },
  {
    ...base,
    name: "stale-answers",
    goesStraight: false,
    limits: simulatedLimits,
    weights: {
      ...calm,
      produce: 30,
      seal: 24,
      deliver: 90,
      commitDepot: 14,
      drop: 2,
      delay: 14,
      arrive: 14,
      move: 0.5,
      reconnect: 10,
      crashDepot: 1,
      backup: 6,
      restoreDepot: 3,
    },
  },
  { ...base, name: "depot-lost", limits: simulatedLimits, weights: { ...calm, produce: 20, seal: 14, partition: 3, loseDepot: 0.3 } },
  { ...base, name: "unit-restore", limits: roomy, weights: { ...calm, ...crashes, backup: 3, restoreUnit: 0.6 } },
  { ...base, name: "clone", limits: roomy, weights: { ...calm, ...crashes, clone: 0.5 } },
  { ...base, name: "revived", isBeyondPromise: true, limits: roomy, weights: { ...calm, freeze: 2, revive: 0.5 } },
  {
    ...base,
    name: "everything",
    units: 3,
    limits: { ...simulatedLimits, spoolRecordsMax: 60 },
    restoreAgeMax: day,
    weights: {
      ...calm,
      ...crashes,
      leap: 2,
      produce: 20,
      backup: 3,
      fillDisk: 0.5,
      restoreUnit: 0.2,
      restoreDepot: 0.4,
      restoreCloud: 0.4,
      loseDepot: 0.1,
      clone: 0.15,
    },
  },
];

/** @throws Error when there is no such profile. */
export function profileNamed(name: string): Profile {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (profile === undefined) throw new Error(`there is no profile ${name}; there are ${profiles.map((candidate) => candidate.name).join(", ")}`);
  return profile;
}
