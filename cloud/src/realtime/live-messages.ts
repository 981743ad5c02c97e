/** What travels on the WebSocket `/api/v1/live`, both ways. */
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { Uuid } from "../http/schemas.ts";

const Source = Type.String({ minLength: 1, maxLength: 400 });

/** What a client may say. */
export const ClientMessage = Type.Union([
  Type.Object({ subscribe: Type.Literal("fleet") }, { additionalProperties: false }),
  Type.Object({ subscribe: Type.Literal("depot"), depotId: Uuid }, { additionalProperties: false }),
  Type.Object(
    {
      subscribe: Type.Literal("vehicle"),
      vehicleId: Uuid,
      /** Sources of signals; absent means all. */
      signals: Type.Optional(Type.Array(Source, { minItems: 1, maxItems: 256, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  Type.Object({ unsubscribe: Type.Literal("fleet") }, { additionalProperties: false }),
  Type.Object({ unsubscribe: Type.Literal("depot"), depotId: Uuid }, { additionalProperties: false }),
  Type.Object({ unsubscribe: Type.Literal("vehicle"), vehicleId: Uuid }, { additionalProperties: false }),
]);
export type ClientMessage = Static<typeof ClientMessage>;

const compiled = Compile(ClientMessage);

/** @returns `undefined` for anything else. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return compiled.Check(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** One new value of a watched vehicle. */
export interface ValueDelta {
  readonly source: string;
  readonly value: number;
  /** Of the sample, by the unit's clock, milliseconds since 1970 with fractions. */
  readonly at: number;
  /** When the cloud got it and passed it on, by the cloud's clock, milliseconds since 1970 with fractions. */
  readonly sentAt: number;
}

export function errorMessage(code: string, detail: string, vehicleId?: string): string {
  return JSON.stringify({ topic: "error", kind: "error", code, detail, vehicleId });
}

/** Why a socket was closed by us: WebSocket close codes (RFC 6455, 7.4; 4000 and above are ours). */
export const closeCodes = {
  goingAway: 1001,
  policy: 1008,
  tryLater: 1013,
  /** The session or token has ended: sign in again. */
  sessionEnded: 4401,
} as const;
