/** Feature flags of a fleet: asked by the program, set by who administers the fleet. */
import { OpenFeature, type Client } from "@openfeature/server-sdk";
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import {
  findFlag,
  flagDefinitions,
  flagNames,
  type BooleanFlag,
  type FlagDefinition,
  type FlagName,
  type VariantFlag,
  type VariantOf,
} from "./flag-definitions.ts";
import { failFlag } from "./flag-errors.ts";
import { FlagProvider } from "./flag-provider.ts";
import { FlagSettings } from "./flag-settings.ts";

export interface FlagsOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

export interface FlagState extends FlagDefinition {
  readonly flag: FlagName;
  readonly variant: string;
  /** Absent while it stands as every fleet's does. */
  readonly changedAt: Date | undefined;
}

export class Flags {
  readonly #options: FlagsOptions;
  readonly #settings: FlagSettings;
  readonly #client: Client;

  private constructor(options: FlagsOptions, settings: FlagSettings, client: Client) {
    this.#options = options;
    this.#settings = settings;
    this.#client = client;
  }

  static async open(options: FlagsOptions): Promise<Flags> {
    const settings = new FlagSettings(options);
    // OpenFeature keeps providers per process; a domain of its own lets several stand side by side.
    const domain = `drawbar-${uuidV7()}`;
    await OpenFeature.setProviderAndWait(domain, new FlagProvider({ database: options.database, settings }));
    return new Flags(options, settings, OpenFeature.getClient(domain));
  }

  /** While the database cannot be asked: the standard. */
  isOn(tenant: TenantId, flag: BooleanFlag): Promise<boolean> {
    return this.#client.getBooleanValue(flag, isOn(flagDefinitions[flag].standard), { targetingKey: tenant });
  }

  /** @throws DrawbarError `FEATURE_OFF`. */
  async demand(tenant: TenantId, flag: BooleanFlag): Promise<void> {
    if (!(await this.isOn(tenant, flag))) throw failFlag("FEATURE_OFF", `"${flagDefinitions[flag].title}" is switched off for this fleet`);
  }

  /** Within a transaction, which also reads the setting. */
  async variantWithin<Name extends VariantFlag>(tx: TenantTransaction, flag: Name): Promise<VariantOf<Name>> {
    const set = (await this.#settings.of(tx)).get(flag)?.variant;
    return (set ?? flagDefinitions[flag].standard) as VariantOf<Name>; // settings hold variants of their flag only
  }

  async list(tenant: TenantId): Promise<readonly FlagState[]> {
    this.#settings.forget(tenant); // who looks at the switches wants to see them as they stand now
    const settings = await this.#settings.of(this.#options.database.of(tenant));
    return flagNames.map((flag) => {
      const definition = flagDefinitions[flag];
      const setting = settings.get(flag);
      return { flag, ...definition, variant: setting?.variant ?? definition.standard, changedAt: setting?.changedAt };
    });
  }

  /**
   * Other processes follow within two seconds.
   *
   * @param variant `undefined` for the standard.
   * @throws DrawbarError `FLAG_UNKNOWN`, `FLAG_VARIANT_UNKNOWN`.
   */
  async set(tenant: TenantId, name: string, variant: string | undefined, act: Act): Promise<void> {
    const flag = findFlag(name);
    if (flag === undefined) throw failFlag("FLAG_UNKNOWN", `there is no flag "${name.slice(0, 80)}"`);
    if (variant !== undefined && !flag.variants.includes(variant))
      throw failFlag("FLAG_VARIANT_UNKNOWN", `"${variant.slice(0, 80)}" is no variant of ${name}; it takes ${flag.variants.join(", ")}`);
    const { database, audit, clock } = this.#options;
    await database.transaction(tenant, async (tx) => {
      // The fleet's row orders two who set the same flag, so that each entry says truly what was before.
      await tx.many("flag-lock", "select 1 from tenant where tenant_id = $1 for no key update", [tenant]);
      const before = await tx.oneOrNone<{ variant: string }>("flag-before", "select variant from flag_setting where tenant_id = $1 and flag = $2", [
        tenant,
        name,
      ]);
      // Before the change, so that the entry of leaving values out still has them.
      await audit.record(tx, act, {
        action: "flag.changed",
        subject: { kind: "flag", id: name },
        before: { variant: before?.variant ?? flag.standard },
        after: { variant: variant ?? flag.standard },
      });
      if (variant === undefined) await tx.count("flag-unset", "delete from flag_setting where tenant_id = $1 and flag = $2", [tenant, name]);
      else {
        await tx.count(
          "flag-set",
          `insert into flag_setting (tenant_id, flag, variant, changed_at) values ($1, $2, $3, $4)
           on conflict on constraint flag_setting_key do update set variant = excluded.variant, changed_at = excluded.changed_at`,
          [tenant, name, variant, new Date(clock.wallUs() / 1_000)],
        );
      }
    });
    this.#settings.forget(tenant);
  }
}

function isOn(variant: VariantOf<BooleanFlag>): boolean {
  return variant === "on";
}
