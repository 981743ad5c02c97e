import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunningUp } from "../installation/command.ts";

interface Span {
  readonly process: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface OtlpSpan extends Omit<Span, "process" | "attributes"> {
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** A receiver of OTLP over HTTP in JSON, with the parts of the form that are looked at here. */
class Receiver {
  readonly spans: Span[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      this.#take(JSON.parse(Buffer.concat(chunks).toString("utf8")) as OtlpBody); // OTLP 1.x, ExportTraceServiceRequest
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/traces`; // it listens on a port
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  named(process: string, name: string): readonly Span[] {
    return this.spans.filter((span) => span.process === process && span.name === name);
  }

  #take({ resourceSpans }: OtlpBody): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const process = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        this.spans.push({ ...span, process, attributes: Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]])) });
      }
    }
  }
}

const processes = ["CLOUD", "DEPOT_GATEWAY", "SIMULATED_FLEET"] as const;

describe("traces", () => {
  const receiver = new Receiver();
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-traces-"));
  let up: RunningUp | undefined;

  beforeAll(async () => {
    const url = await receiver.start();
    for (const process_ of processes) {
      process.env[`DRAWBAR_${process_}_TRACING_OTLP_URL`] = url;
      process.env[`DRAWBAR_${process_}_TRACING_RATIO`] = "1";
    }
    up = await RunningUp.start(data, ["--port", "0", "--vehicles", "1"]);
  }, 120_000);

  afterAll(async () => {
    for (const process_ of processes) for (const setting of ["OTLP_URL", "RATIO"]) delete process.env[`DRAWBAR_${process_}_TRACING_${setting}`];
    await up?.stop();
    await receiver.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it("lead from a vehicle's session to its depot, and from the depot's to the commit in the cloud", async () => {
    await expect.poll(() => receiver.named("cloud", "link commit").length).toBeGreaterThan(0);
    await expect.poll(() => receiver.named("depot-gateway", "link admit").length).toBeGreaterThan(0);
    const parentOf = (child: Span | undefined, process_: string, name: string): Span | undefined =>
      receiver.named(process_, name).find((span) => span.spanId === child?.parentSpanId && span.traceId === child.traceId);

    const admitted = receiver.named("depot-gateway", "link admit").at(-1);
    await expect.poll(() => parentOf(admitted, "simulated-fleet", "link connect")).toBeDefined();

    const commit = receiver.named("cloud", "link commit").at(-1);
    expect(Number(commit?.attributes["drawbar.records"])).toBeGreaterThan(0);
    const admission = parentOf(commit, "cloud", "link admit");
    expect(admission?.attributes["drawbar.kind"]).toBe("depot");
    await expect.poll(() => parentOf(admission, "depot-gateway", "link connect")).toBeDefined();
  });

  it("lead from a caller's own trace to the statements of its request, and hold no address", async () => {
    const token = new URL(up?.ready.signInLink ?? "").searchParams.get("link");
    const signedIn = await fetch(`${up?.ready.api}/session/link`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const headers = { cookie, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const unknown = "00000000-0000-4000-8000-000000000000";
    expect((await fetch(`${up?.ready.api}/vehicles/${unknown}`, { headers })).status).toBe(404);
    await expect.poll(() => receiver.spans.some((span) => span.traceId === traceId && span.name.startsWith("GET "))).toBe(true);
    const request = receiver.spans.find((span) => span.traceId === traceId && span.name.startsWith("GET "));
    expect(request).toMatchObject({ process: "cloud", name: "GET /api/v1/vehicles/:vehicleId", parentSpanId: "b7ad6b7169203331" });
    expect(Number(request?.attributes["http.response.status_code"])).toBe(404);
    const statements = receiver.spans.filter((span) => span.parentSpanId === request?.spanId);
    expect(statements.length).toBeGreaterThan(0);
    for (const { name } of statements) expect(name).toMatch(/^sql /);
    expect(JSON.stringify(receiver.spans)).not.toContain(unknown);
  });
});
