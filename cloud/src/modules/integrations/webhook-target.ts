/**
 * Posts to addresses that customers name, without letting them reach what only we can reach: the address is checked
 * after the name was looked up, and the connection goes to that very address; redirects are not followed.
 */
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { AddressGuard, pinnedTo } from "./address-guard.ts";
import { failIntegration } from "./integration-errors.ts";
import { integrationLimits } from "./limits.ts";

export type PostOutcome =
  | { readonly kind: "answered"; readonly status: number; readonly answer: string }
  /** Without an answer; `reason` is for the person who set the endpoint up. */
  | { readonly kind: "failed"; readonly reason: string };

export interface WebhookTargetOptions {
  /** For systems in the fleet's own network, and plain HTTP with it. */
  readonly allowPrivate: boolean;
  /** As node:dns answers it. */
  readonly resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
  readonly attemptMs?: number | undefined;
}

export class WebhookTarget {
  readonly #allowPrivate: boolean;
  readonly #guard: AddressGuard;
  readonly #attemptMs: number;

  constructor(options: WebhookTargetOptions) {
    this.#allowPrivate = options.allowPrivate;
    this.#guard = new AddressGuard(options);
    this.#attemptMs = options.attemptMs ?? integrationLimits.attemptMs;
  }

  /** What can be said without looking the name up. @returns the URL as it is stored. @throws DrawbarError `WEBHOOK_URL_REFUSED`. */
  check(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) throw failIntegration("WEBHOOK_URL_REFUSED", "this is no https address");
    if (url.protocol === "http:" && !this.#allowPrivate) throw failIntegration("WEBHOOK_URL_REFUSED", "webhooks go by https, not by http");
    if (url.username !== "" || url.password !== "")
      throw failIntegration("WEBHOOK_URL_REFUSED", "an address with a name or a password in it would be shown to everybody who may see it");
    const host = hostOf(url);
    const refusal = isIP(host) === 0 ? undefined : this.#guard.refusal(host);
    if (refusal !== undefined) throw failIntegration("WEBHOOK_URL_REFUSED", refusal);
    url.hash = "";
    return url.href;
  }

  /** Never throws; ends within its time. */
  async post(text: string, message: { readonly headers: Readonly<Record<string, string>>; readonly body: string }): Promise<PostOutcome> {
    const signal = AbortSignal.timeout(this.#attemptMs);
    try {
      const url = new URL(this.check(text)); // the settings may be stricter than when it was stored
      const address = await Promise.race([this.#guard.addressOf(hostOf(url)), aborted(signal)]);
      return await send(url, address, message, signal);
    } catch (error) {
      if (signal.aborted) return { kind: "failed", reason: `no answer within ${this.#attemptMs} ms` };
      return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

function send(
  url: URL,
  address: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
): Promise<PostOutcome> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      agent: false, // a kept connection might go to an address that was checked another time
      lookup: pinnedTo(address),
      headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "Drawbar-Webhooks" },
      signal,
      maxHeaderSize: 16_384,
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const end = (): void => {
        resolve({
          kind: "answered",
          status: response.statusCode ?? 0,
          answer: Buffer.concat(parts).subarray(0, integrationLimits.answerBytesMax).toString("utf8"),
        });
        request.destroy();
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes >= integrationLimits.answerBytesMax) end();
      });
      response.on("end", end);
      response.on("error", reject);
    });
    request.end(body);
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("too late")), { once: true });
  });
}
