import { ApiError } from "./api-error.ts";
import { noteServerTime } from "../live/server-clock.ts";

const prefix = "/api/v1";
/** The cloud gives up on its store after 5 s; what takes longer than this has no answer coming. */
const timeoutMs = 15_000;

let csrfToken = "";

/** Keeps what unsafe requests must repeat; it comes with the session. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export interface Request {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @returns the answer's JSON as the caller's type: the cloud shapes its answers by the schemas the types are made from.
 * @throws ApiError with the cloud's code, or NETWORK_UNREACHABLE, or ANSWER_UNREADABLE.
 */
export async function request<Answer>(path: string, { method = "GET", query = {}, body, signal }: Request = {}): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(`${prefix}${path}${searchOf(query)}`, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "GET" ? {} : { "x-csrf-token": csrfToken }),
      },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError("the cloud cannot be reached from this browser", { code: "NETWORK_UNREACHABLE", status: 0, isRetryable: true, cause: error });
  }
  noteServerTime(response.headers.get("date"), Date.now());
  if (response.status === 204) return undefined as Answer; // the caller asked for no answer
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemError(response, answer);
  if (answer === undefined) throw new ApiError("the answer is no JSON", { code: "ANSWER_UNREADABLE", status: response.status, isRetryable: true });
  return answer as Answer; // see above
}

export function searchOf(query: NonNullable<Request["query"]>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  return search.size === 0 ? "" : `?${search}`;
}

function problemError(response: Response, answer: unknown): ApiError {
  const problem = typeof answer === "object" && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {}; // every field is checked below
  const text = (name: string) => (typeof problem[name] === "string" ? problem[name] : undefined);
  return new ApiError(text("detail") ?? response.statusText, {
    code: text("code") ?? `HTTP_${response.status}`,
    status: response.status,
    requestId: text("requestId") ?? response.headers.get("x-request-id") ?? undefined,
    // a gateway in between knows no problem details; its 502 to 504 pass
    isRetryable: typeof problem["retryable"] === "boolean" ? problem["retryable"] : response.status >= 500,
  });
}
