/**
 * Traces by OpenTelemetry. What is traced uses its API, which does nothing until `Tracing` has started; the SDK, a
 * quarter of a second to load, comes only where an address is configured.
 */
import type { Logger } from "../logging/logger.ts";
import type { Part } from "../lifecycle/start-all.ts";

export interface TracingOptions {
  /** `service.name` of the spans: cloud, depot-gateway or edge-agent. */
  readonly process: string;
  readonly settings: { readonly otlpUrl?: string | undefined; readonly ratio: number };
  readonly log: Logger;
}

/** Spans that wait for the receiver. At the bound: newer ones are dropped, so that a receiver that is away costs nothing else. */
const waitingMax = 2_048;
const sendEveryMs = 1_000;
const sendTimeoutMs = 5_000;

export class Tracing implements Part {
  readonly name = "tracing";
  readonly #options: TracingOptions;
  #shutDown: (() => Promise<void>) | undefined;

  constructor(options: TracingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { process, settings, log } = this.#options;
    const { otlpUrl, ratio } = settings;
    if (otlpUrl === undefined || this.#shutDown !== undefined) return;
    const [{ NodeSDK }, { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }, { OTLPTraceExporter }] = await Promise.all([
      import("@opentelemetry/sdk-node"),
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
    ]);
    const exporter = new OTLPTraceExporter({ url: otlpUrl, timeoutMillis: sendTimeoutMs });
    const sdk = new NodeSDK({
      serviceName: process,
      // What the machine is called and who runs it is nobody's business at the receiver.
      autoDetectResources: false,
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: waitingMax, scheduledDelayMillis: sendEveryMs, exportTimeoutMillis: sendTimeoutMs })],
      metricReaders: [],
      logRecordProcessors: [],
      instrumentations: [],
    });
    sdk.start();
    this.#shutDown = () => sdk.shutdown();
    log.info({ otlpUrl, ratio }, "traces are sent");
  }

  /** Sends what waits. A receiver that is away must not keep the process from ending in order. */
  async stop(): Promise<void> {
    const shutDown = this.#shutDown;
    this.#shutDown = undefined;
    await shutDown?.().catch((error: unknown) => this.#options.log.warn({ error }, "the last traces were not sent"));
  }
}
