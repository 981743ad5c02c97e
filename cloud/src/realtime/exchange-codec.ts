/** Live frames, watches and revoked devices as text, small enough for one notification of PostgreSQL. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, LiveValue, Watch } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";

/** PostgreSQL takes less than 8000 bytes; everything that we send is ASCII. */
export const notificationLengthMax = 7_900;

type FrameText = readonly ["l", TenantId, SourceId, number, number, CatalogueHash, readonly number[]];
type AsleepText = readonly ["a", TenantId, SourceId, number, number, number];
type RevokedText = readonly ["r", TenantId, SourceId];
type WatchText = readonly ["w", TenantId, SourceId, number, CatalogueHash | null, readonly number[]];

/** @returns one text, or several with parts of the frame: they carry the same time, so the receiver puts them together. */
export function encodeUp(tenant: TenantId, up: LiveUp): readonly string[] {
  if (up.kind === "asleep") return [JSON.stringify(["a", tenant, up.source, up.boot, up.monoUs, up.atUs] satisfies AsleepText)];
  const encode = (values: readonly LiveValue[]): string =>
    JSON.stringify([
      "l",
      tenant,
      up.source,
      up.boot,
      up.monoUs,
      up.catalogue,
      values.flatMap(({ signal, atUs, value }) => [signal, atUs, value]),
    ] satisfies FrameText);
  const whole = encode(up.values);
  if (whole.length <= notificationLengthMax || up.values.length <= 1) return [whole];
  // A value takes at most some 50 characters: number, microseconds, double.
  const perPart = Math.max(1, Math.floor((notificationLengthMax - 250) / 52));
  const parts: string[] = [];
  for (let from = 0; from < up.values.length; from += perPart) parts.push(encode(up.values.slice(from, from + perPart)));
  return parts;
}

/** A wish with too many signals to carry becomes one for all of them. */
export function encodeWatch(tenant: TenantId, watch: Watch): string {
  const encode = (signals: readonly number[]): string =>
    JSON.stringify(["w", tenant, watch.source, watch.forMs, watch.catalogue ?? null, signals] satisfies WatchText);
  const text = encode(watch.signals);
  return text.length <= notificationLengthMax ? text : encode([]);
}

export function encodeRevoked(tenant: TenantId, source: SourceId): string {
  return JSON.stringify(["r", tenant, source] satisfies RevokedText);
}

export type Decoded =
  | { readonly kind: "up"; readonly tenant: TenantId; readonly up: LiveUp }
  | { readonly kind: "watch"; readonly tenant: TenantId; readonly watch: Watch }
  | { readonly kind: "revoked"; readonly tenant: TenantId; readonly source: SourceId };

/** @param text what another process of the same release, or one beside it, encoded. @returns `undefined` for what this release does not know. */
export function decode(text: string): Decoded | undefined {
  const message = JSON.parse(text) as FrameText | AsleepText | WatchText | RevokedText; // only our own processes may notify on the channel
  switch (message[0]) {
    case "l": {
      const [, tenant, source, boot, monoUs, catalogue, flat] = message;
      const values: LiveValue[] = [];
      for (let index = 0; index + 2 < flat.length; index += 3) {
        const [signal = 0, atUs = 0, value = 0] = flat.slice(index, index + 3);
        values.push({ signal, atUs, value });
      }
      return { kind: "up", tenant, up: { kind: "live", source, boot, monoUs, catalogue, values } };
    }
    case "a": {
      const [, tenant, source, boot, monoUs, atUs] = message;
      return { kind: "up", tenant, up: { kind: "asleep", source, boot, monoUs, atUs } };
    }
    case "w": {
      const [, tenant, source, forMs, catalogue, signals] = message;
      return { kind: "watch", tenant, watch: { kind: "watch", source, forMs, signals, ...(catalogue === null ? {} : { catalogue }) } };
    }
    case "r": {
      const [, tenant, source] = message;
      return { kind: "revoked", tenant, source };
    }
    default:
      return undefined;
  }
}
