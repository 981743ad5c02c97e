/** How the contract test calls a route. */
import type { TestFleet } from "./test-api.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Call {
  readonly url: string;
  readonly payload?: unknown;
  /** In place of a payload: as HTML forms are sent. */
  readonly form?: Readonly<Record<string, string>>;
}

/** How a route is called; made anew for each call, since some calls use things up. */
export interface RouteCase {
  readonly status: number;
  /** @param of whose things are named in the call. */
  readonly valid: (of: TestFleet) => Promise<Call>;
  /** Calls that must be refused with 400. */
  readonly malformed?: readonly Call[];
  /** Whether the call names something by id, so that another tenant's is unknown. */
  readonly namesThings?: true;
  /** A question that does not fit into an address: who may only read may ask it. */
  readonly isQuestion?: true;
  /** Needs a session, so a token gets 403 where a program has nothing to ask. */
  readonly isOfPerson?: true;
  /** For anybody, signed in or not. */
  readonly isPublic?: true;
}

/** An id that nothing has. */
export const nowhere = "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11";
