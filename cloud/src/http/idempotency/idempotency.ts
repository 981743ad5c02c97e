/**
 * Idempotency-Key: a request that changes something may name itself, and is then carried out once, however often it is
 * sent (draft-ietf-httpapi-idempotency-key-header-07).
 *
 * A route whose `config.idempotency` is `transaction` runs with everything that it writes, its entry in the audit trail
 * included, in one transaction with the key and the answer: a process that is killed leaves all of it or nothing. Without
 * a key the same holds for change and entry. Other routes note the key before and the answer after; one that was killed
 * in between is told apart and never carried out a second time.
 */
import { createHash } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { replayedHeader } from "../audit.ts";
import { isSafe } from "../authentication.ts";
import { failHttp } from "../http-errors.ts";
import { KeyStore, type KeyState } from "./key-store.ts";
import { idempotencyLimits } from "./limits.ts";
import type { RequestDatabase } from "./request-database.ts";
import { hashKey, keyOwner, openAnswer, sealAnswer, type KeyOwner } from "./sealed-answer.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * How a route's keys are kept. `transaction`: for routes whose service writes through the request's database only,
     * for less than a minute, and nothing that must outlive a refusal, such as a count of tries. Absent: `lock`, which
     * holds for any; the change then asks `RecordedChanges`, or its service, for its entry.
     */
    readonly idempotency?: "transaction" | "lock";
  }
  interface FastifyRequest {
    /** Set by this file only, from the claim of a key to its answer. */
    keyed: Keyed | undefined;
  }
}

/** @returns once the answer is kept. */
type Keyed = (answer: Answer) => Promise<void>;

interface Answer {
  readonly status: number;
  /** `undefined` for one that is not text, or is too large. */
  readonly sealed: Uint8Array | undefined;
}

/** A key whose request is being carried out now. */
interface Claimed {
  readonly owner: KeyOwner;
  readonly keyHash: Buffer;
}

export const idempotencyHeader = "idempotency-key";

const keyForm = new RegExp(`^[!-~]{${idempotencyLimits.keyLengthMin},${idempotencyLimits.keyLengthMax}}$`);
const keptHeaders = ["location", "etag", "content-type"] as const;
const keys = new KeyStore();

/** Adds it to all routes of `api` that have a caller. @param database the one that the routes' services write to. */
export function addIdempotency(api: FastifyInstance, database: RequestDatabase): void {
  api.decorateRequest("keyed", undefined);

  // With a callback, since what follows must run inside the transaction's context.
  api.addHook("preHandler", (request, reply, done) => {
    const { principal, headers, routeOptions } = request;
    const key = headers[idempotencyHeader];
    if (principal === undefined || isSafe(request.method)) return done();
    if (key !== undefined) return void begin(request, reply, key, database, done);
    const { audit, idempotency } = routeOptions.config;
    if (idempotency !== "transaction" || audit === undefined || audit.isOfService === true) return done();
    void changeAndEntry(request, principal.tenantId, database, done);
  });

  api.addHook("onSend", async (request, reply, payload) => {
    const { keyed } = request;
    if (keyed === undefined) return payload;
    request.keyed = undefined;
    const key = request.headers[idempotencyHeader];
    try {
      await keyed({ status: reply.statusCode, sealed: typeof key === "string" ? seal(request, reply, key, payload) : undefined });
    } catch (error) {
      void reply.removeHeader("location"); // of something that is not there
      throw error;
    }
    return payload;
  });
}

/** Never rejects: `done` is told. */
async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  key: string | string[],
  database: RequestDatabase,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    await claim(request, reply, key, database, done);
  } catch (error) {
    done(asError(error));
  }
}

async function claim(request: FastifyRequest, reply: FastifyReply, key: string | string[], database: RequestDatabase, done: () => void): Promise<void> {
  const { principal } = request;
  if (typeof key !== "string" || !keyForm.test(key) || principal === undefined)
    throw failHttp(
      "IDEMPOTENCY_KEY_MALFORMED",
      `the header idempotency-key takes ${idempotencyLimits.keyLengthMin} to ${idempotencyLimits.keyLengthMax} visible ASCII characters, such as a UUID made for this request`,
    );
  const owner = keyOwner(principal, key);
  const claimed: Claimed = { owner, keyHash: hashKey(owner) };
  const isLock = request.routeOptions.config.idempotency !== "transaction";
  const tx = database.of(principal.tenantId);
  const state = await keys.claim(tx, {
    keyHash: claimed.keyHash,
    requestHash: hashRequest(request),
    ...(isLock ? { heldForMs: idempotencyLimits.heldMs } : {}),
  });
  if (state.kind === "other") throw failHttp("IDEMPOTENCY_KEY_REUSED", "this idempotency-key was sent with another request; make a new key for each request");
  if (isLock ? state.kind !== "new" : state.kind !== "new" && state.kind !== "open") return replay(reply, claimed, state);
  if (!isLock) return inTransaction(request, reply, claimed, database, done);
  request.keyed = async ({ status, sealed }) => (status >= 500 ? keys.giveUp(tx, claimed.keyHash) : keys.keep(tx, claimed.keyHash, status, sealed));
  done();
}

/** Runs the rest of the request inside a transaction that commits before the answer leaves. */
function inTransaction(request: FastifyRequest, reply: FastifyReply, claimed: Claimed, database: RequestDatabase, done: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const ended = database.asOne(claimed.owner.tenantId, async (tx): Promise<KeyState | undefined> => {
      const state = (await keys.hold(tx, claimed.keyHash)) ?? { kind: "held" };
      if (state.kind !== "open") return state;
      await tx.later("request-savepoint", "savepoint request", []);
      hasBegun = true;
      const { status, sealed } = await restOf(request, () => ended, done);
      if (status >= 500) throw new NothingDone();
      if (status >= 400) await tx.count("request-rollback", "rollback to savepoint request", []); // a refusal changes nothing
      await keys.keep(tx, claimed.keyHash, status, sealed);
      return undefined;
    });
    const settle = async (): Promise<void> => {
      try {
        const state = await ended;
        if (state !== undefined) replay(reply, claimed, state);
        resolve();
      } catch (error) {
        if (hasBegun) resolve(); // its own answer tells what went wrong
        else reject(asError(error));
      }
    };
    void settle();
  });
}

/** The same for a request without a key. Never rejects: `done` is told, or the answer tells. */
async function changeAndEntry(request: FastifyRequest, tenantId: TenantId, database: RequestDatabase, done: (error?: Error) => void): Promise<void> {
  let hasBegun = false;
  const ended = database.asOne(tenantId, async () => {
    hasBegun = true;
    const { status } = await restOf(request, () => ended, done);
    if (status >= 400) throw new NothingDone();
  });
  try {
    await ended;
  } catch (error) {
    if (!hasBegun) done(asError(error));
  }
}

/** Lets the request go on. @returns its answer, which does not leave before the transaction has ended. */
function restOf(request: FastifyRequest, ended: () => Promise<unknown>, done: () => void): Promise<Answer> {
  return new Promise((answer) => {
    request.keyed = async (given) => {
      answer(given);
      // A refusal whose transaction failed is as true as before: nothing was done, and the next try finds out again.
      await ended().catch((error: unknown) => {
        if (given.status < 400) throw error;
      });
    };
    done();
  });
}

/** Ends the transaction of a request that failed on our side; the key stays open, and the next try begins anew. */
class NothingDone extends Error {}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function replay(reply: FastifyReply, { owner }: Claimed, state: KeyState | { readonly kind: "new" }): void {
  if (state.kind === "unknown") {
    throw failHttp(
      "IDEMPOTENCY_OUTCOME_UNKNOWN",
      "the server ended in the middle of the request with this key; see whether it took effect, then use a new key",
    );
  }
  if (state.kind !== "answered")
    throw failHttp("IDEMPOTENCY_IN_PROGRESS", "a request with this key is being carried out; ask again in a second", { details: { retryAfterMs: 1_000 } });
  if (state.answer === undefined)
    throw failHttp("IDEMPOTENCY_ANSWER_LOST", `the request with this key was answered with status ${state.status}; the answer was too large to keep`);
  const { headers, body } = openAnswer(owner, state.answer);
  void reply
    .code(state.status)
    .headers({ ...headers, [replayedHeader]: "true" })
    .serializer((text: unknown) => text as string) // as it was sent the first time
    .send(body === "" ? undefined : body);
}

function seal(request: FastifyRequest, reply: FastifyReply, key: string, payload: unknown): Uint8Array | undefined {
  if (request.principal === undefined) return undefined;
  const body = payload === undefined || payload === null ? "" : payload;
  if (typeof body !== "string" || body.length > idempotencyLimits.answerCharactersMax) return undefined;
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return sealAnswer(keyOwner(request.principal, key), { headers: Object.fromEntries(headers), body });
}

function hashRequest({ method, url, headers, body }: FastifyRequest): Buffer {
  return createHash("sha256")
    .update(
      JSON.stringify([method, url, headers["if-match"] ?? null, Buffer.isBuffer(body) ? createHash("sha256").update(body).digest("hex") : (body ?? null)]),
    )
    .digest();
}
