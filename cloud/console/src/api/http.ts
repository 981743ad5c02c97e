/** The one client of the cloud's API, and what its answers become. */
import { createApiClient, problemIn } from "@drawbar/api-client/api-client.ts";
import { noteServerTime } from "../live/server-clock.ts";
import { ApiError } from "./api-error.ts";

/** The cloud gives up on its store after 5 s; what takes longer than this has no answer coming. */
const timeoutMs = 15_000;

let csrfToken: string | undefined;

/** Keeps what unsafe requests must repeat; it comes with the session. */
export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

export const api = createApiClient({
  baseUrl: "",
  csrfToken: () => csrfToken,
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) }),
});

/** What the client gives for one request. */
interface Exchange {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * @typeParam Data the schema of the answer. openapi-fetch infers it, too, but takes readonly arrays apart as if they were objects.
 * @returns what the cloud answered; `undefined` where it answers nothing.
 * @throws ApiError with the cloud's code, or NETWORK_UNREACHABLE when no answer came.
 */
export async function answer<Data>(exchange: Promise<Exchange>): Promise<Data> {
  let result: Exchange;
  try {
    result = await exchange;
  } catch (error) {
    // the page that asked is gone: the query library drops this without a word
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("The cloud cannot be reached from this browser.", { code: "NETWORK_UNREACHABLE", status: 0, isRetryable: true, cause: error });
  }
  const { data, error, response } = result;
  noteServerTime(response.headers.get("date"), Date.now());
  if (response.ok) return data as Data; // the cloud shapes its answers by the very schemas the types are made from
  const problem = problemIn(error);
  throw new ApiError(sentence(problem?.detail ?? response.statusText), {
    code: problem?.code ?? `HTTP_${response.status}`,
    status: response.status,
    requestId: problem?.requestId ?? response.headers.get("x-request-id") ?? undefined,
    // a gateway in between knows no problem details; its 502 to 504 pass
    isRetryable: problem?.retryable ?? response.status >= 500,
  });
}

/** The cloud's messages are parts of log lines: they begin small and have no full stop. */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
