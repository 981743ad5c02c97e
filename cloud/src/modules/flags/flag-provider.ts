/** Our settings as a provider of OpenFeature: programs that come later ask for flags in the way that they know. */
import { ErrorCode, StandardResolutionReasons, type EvaluationContext, type JsonValue, type Provider, type ResolutionDetails } from "@openfeature/server-sdk";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { findFlag } from "./flag-definitions.ts";
import type { FlagSettings } from "./flag-settings.ts";

export class FlagProvider implements Provider {
  readonly metadata = { name: "drawbar" } as const;
  readonly runsOn = "server";
  readonly #database: Database;
  readonly #settings: FlagSettings;

  constructor(options: { readonly database: Database; readonly settings: FlagSettings }) {
    this.#database = options.database;
    this.#settings = options.settings;
  }

  /** @param context.targetingKey id of the fleet. */
  async resolveBooleanEvaluation(flag: string, standard: boolean, context: EvaluationContext): Promise<ResolutionDetails<boolean>> {
    const { value, ...details } = await this.#resolve(flag, "boolean", context);
    return { ...details, value: value === undefined ? standard : value === "on" };
  }

  async resolveStringEvaluation(flag: string, standard: string, context: EvaluationContext): Promise<ResolutionDetails<string>> {
    const { value, ...details } = await this.#resolve(flag, "variant", context);
    return { ...details, value: value ?? standard };
  }

  async resolveNumberEvaluation(_flag: string, standard: number): Promise<ResolutionDetails<number>> {
    return { value: standard, ...mismatch };
  }

  async resolveObjectEvaluation<Value extends JsonValue>(_flag: string, standard: Value): Promise<ResolutionDetails<Value>> {
    return { value: standard, ...mismatch };
  }

  async #resolve(
    name: string,
    kind: "boolean" | "variant",
    { targetingKey }: EvaluationContext,
  ): Promise<Omit<ResolutionDetails<string>, "value"> & { readonly value?: string }> {
    const flag = findFlag(name);
    if (flag === undefined) return { reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.FLAG_NOT_FOUND };
    if (flag.kind !== kind) return mismatch;
    if (targetingKey === undefined) return { reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.TARGETING_KEY_MISSING };
    const settings = await this.#settings.of(this.#database.of(parseTenantId(targetingKey)));
    const set = settings.get(name)?.variant;
    const value = set ?? flag.standard;
    return { value, variant: value, reason: set === undefined ? StandardResolutionReasons.DEFAULT : StandardResolutionReasons.TARGETING_MATCH };
  }
}

const mismatch = { reason: StandardResolutionReasons.ERROR, errorCode: ErrorCode.TYPE_MISMATCH } as const;
