/** Connections to the API that are kept open, as a browser's or a program's are. */
import { Agent, request } from "node:http";

export interface Call {
  readonly method?: "GET" | "POST" | "PATCH";
  /** Below the API's prefix. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

export interface CallAnswer {
  /** 0 when there was none. */
  readonly status: number;
  readonly etag: string | undefined;
  readonly text: string;
}

export class HttpCallers {
  readonly #url: string;
  readonly #authorization: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(options: { readonly url: string; readonly authorization: string }) {
    this.#url = options.url;
    this.#authorization = options.authorization;
  }

  /** Never rejects: a server that cannot be reached is a result as well. */
  call({ method = "GET", path, headers, body }: Call): Promise<CallAnswer> {
    return new Promise((resolve) => {
      const said = body === undefined ? {} : { "content-type": "application/json" };
      const sent = request(
        `${this.#url}/api/v1${path}`,
        { method, agent: this.#agent, headers: { authorization: this.#authorization, ...said, ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.once("end", () => resolve({ status: answer.statusCode ?? 0, etag: answer.headers.etag, text: Buffer.concat(chunks).toString("utf8") }));
        },
      );
      sent.once("error", (error) => resolve({ status: 0, etag: undefined, text: error.message }));
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
