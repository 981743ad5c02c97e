import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { findEpisode, pageOfEpisodes, vehicleLevels, type EpisodeQuery, type StoredEpisode, type VehicleLevel } from "./episode-reader.ts";
import { failFault } from "./fault-errors.ts";

export interface FaultServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
}

/** Fault episodes, as the worker found them. */
export class FaultService {
  readonly #options: FaultServiceOptions;

  constructor(options: FaultServiceOptions) {
    this.#options = options;
  }

  /** By the cloud's clock: what is cleared and what has fallen silent depends on it. */
  get nowUs(): number {
    return this.#options.clock.wallUs();
  }

  page(tenant: TenantId, query: EpisodeQuery): Promise<{ readonly episodes: readonly StoredEpisode[]; readonly end?: Position }> {
    return pageOfEpisodes(this.#options.database.of(tenant), query, this.nowUs);
  }

  /** @throws DrawbarError `FAULT_UNKNOWN`. */
  async episode(tenant: TenantId, episodeId: string): Promise<StoredEpisode> {
    const episode = await findEpisode(this.#options.database.of(tenant), episodeId);
    if (episode === undefined) throw failFault("FAULT_UNKNOWN", `there is no fault ${episodeId}; when late reports moved its onset, it has another id`);
    return episode;
  }

  levels(
    tenant: TenantId,
    query: Pick<EpisodeQuery, "isDescending" | "limit" | "position">,
  ): Promise<{ readonly levels: readonly VehicleLevel[]; readonly end?: Position }> {
    return vehicleLevels(this.#options.database.of(tenant), query, this.nowUs);
  }
}
