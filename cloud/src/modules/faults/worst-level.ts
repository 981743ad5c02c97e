/** Conditions on episodes `e` and on vehicles `v` of the tenant `$1`. */
import type { Bind } from "../../http/lists/page-statement.ts";
import { faultLevels, type FaultLevel } from "./fault-types.ts";
import { faultRules } from "./limits.ts";

/** As `isCleared` in episode-store.ts; a fault that is there was last told of as raised. @param now place of the cloud's time in microseconds. */
export const isActive = (now: string): string =>
  `(e.told = 'raised' and (e.absent_us is null or greatest(e.heard_us, ${now}::bigint) - e.absent_us <= ${faultRules.mergeUs}))`;

/**
 * Whether vehicle `v` has a fault of this level now and none that is worse. One text for all levels.
 *
 * `is true` keeps it a condition on the rows of `vehicle`, looked up in a set made once: as a join it comes after the dozen
 * others of a list, and a page of 500 among 100,000 vehicles takes 250 to 600 ms.
 *
 * @param nowUs by the cloud's clock.
 */
export function hasWorstLevel(level: FaultLevel, nowUs: number, bind: Bind): string {
  const atLeast = faultLevels.slice(0, faultLevels.indexOf(level) + 1);
  const [asked, counted, now] = [bind(level), bind(atLeast), bind(nowUs)];
  return `(v.vehicle_id in (
      select e.vehicle_id from fault_episode e
      where e.tenant_id = $1 and e.level = any(${counted}::text[]) and ${isActive(now)}
      group by e.vehicle_id
      having bool_and(e.level = ${asked}::text)
    )) is true`;
}
