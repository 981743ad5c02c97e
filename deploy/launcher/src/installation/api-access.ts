/** How a command reaches an installation's API: the local one by its folder, another by its address and a token. */
import { DrawbarError, type ErrorKind } from "@drawbar/proto/kernel/errors.ts";
import { failLauncher } from "../launcher-errors.ts";

export interface ApiAccess {
  /** Without a slash at the end, such as `http://localhost:7400/api/v1`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** An answer of the API that is no success, as problem details (RFC 9457). */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly status?: number;
}

const answerMs = 30_000;

/** One request with a JSON answer. @throws DrawbarError with the API's own code, or `API_REFUSED`. */
export async function askApi<Answer>(access: ApiAccess, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await request(access, method, path, body, AbortSignal.timeout(answerMs));
  if (response.status === 204) return undefined as Answer; // the caller names `void` for such a route
  return (await response.json()) as Answer; // the API's own schema; its contract test holds it
}

/** One request whose answer is read as it comes. @throws DrawbarError with the API's own code, or `API_REFUSED`. */
export async function streamApi(access: ApiAccess, path: string): Promise<ReadableStream<Uint8Array>> {
  const response = await request(access, "GET", path, undefined, undefined);
  if (response.body === null) throw failLauncher("API_REFUSED", `${path} was answered without a body`);
  return response.body;
}

/** Sends bytes as they are. @throws DrawbarError with the API's own code, or `API_REFUSED`. */
export async function sendBytes(access: ApiAccess, method: string, path: string, bytes: Uint8Array): Promise<void> {
  await request(access, method, path, bytes, AbortSignal.timeout(answerMs));
}

async function request(access: ApiAccess, method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(access.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${access.token}`, ...(body === undefined ? {} : { "content-type": contentTypeOf(body) }) },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    throw failLauncher("API_REFUSED", `${access.baseUrl} ${isDistrusted(cause) ? distrusted : "does not answer; is the installation running?"}`, { cause });
  }
  if (response.ok) return response;
  throw problemOf(response.status, path, await response.text());
}

function contentTypeOf(body: unknown): string {
  return body instanceof Uint8Array ? "application/octet-stream" : "application/json";
}

const distrusted = "shows a certificate that this machine does not trust; --ca names the root that it comes from (platform-root.pem of the headquarters)";

/** Node's codes for a chain that ends nowhere, or for another name. */
function isDistrusted(error: unknown): boolean {
  const code = error instanceof Error && error.cause instanceof Error && "code" in error.cause ? error.cause.code : undefined;
  return typeof code === "string" && /^(?:SELF_SIGNED_CERT|UNABLE_TO_|DEPTH_ZERO|CERT_|ERR_TLS_CERT)/.test(code);
}

const kindOfStatus: Readonly<Record<number, ErrorKind>> = {
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  422: "corrupt",
  429: "exhausted",
};

function problemOf(status: number, path: string, text: string): DrawbarError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem; // only its texts are used
  } catch {
    // not problem details: something in between answered; its status is told
  }
  const { code, detail, title } = problem;
  if (code === undefined) return failLauncher("API_REFUSED", `${path} was answered with ${status} ${title ?? ""}`.trimEnd());
  const message = detail ?? title ?? `status ${status}`;
  return new DrawbarError(message.startsWith(code) ? message : `${code}: ${message}`, { code, kind: kindOfStatus[status] ?? "unavailable" });
}
