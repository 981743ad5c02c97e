/**
 * Unary gRPC calls straight on HTTP/2, for the one port that anybody may reach.
 *
 * grpc-js hides the certificate of a caller whose chain does not verify, and enrolment must look at an expired one;
 * so this is the little of the protocol that unary calls need, with every size and time bounded.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
import type { ServerHttp2Stream } from "node:http2";
import type { TLSSocket } from "node:tls";
import { status } from "@grpc/grpc-js";
import { faultOf, type GrpcFault } from "./grpc-status.ts";

const contentType = "application/grpc";
/** Compressed flag and length of the message that follows. */
const prefixBytes = 5;

export interface UnaryCall {
  readonly path: string;
  readonly socket: TLSSocket;
  /** Address without port; empty when the caller is gone. */
  readonly address: string;
  readonly request: Uint8Array;
}

export interface UnaryOptions {
  readonly requestBytesMax: number;
  readonly timeoutMs: number;
  /** Before the body is read: whether this address may ask now. */
  readonly admits: (address: string) => boolean;
  /** @returns the reply. What it throws becomes the call's status (`faultOf`). */
  readonly handle: (call: UnaryCall) => Promise<Uint8Array>;
}

/** Answers one stream of an HTTP/2 server. Never throws; never rejects. */
export async function answerUnary(
  stream: ServerHttp2Stream,
  headers: { readonly ":path"?: string | undefined; readonly "content-type"?: string | undefined },
  options: UnaryOptions,
): Promise<void> {
  stream.on("error", () => undefined); // the caller left; there is nobody to tell
  stream.setTimeout(options.timeoutMs, () => stream.close());
  const socket = stream.session?.socket as TLSSocket | undefined; // the server is a secure one
  const address = socket?.remoteAddress ?? "";
  if (socket === undefined) return stream.close();
  if (headers["content-type"]?.startsWith(contentType) !== true) return stream.respond({ ":status": 415 }, { endStream: true });
  if (!options.admits(address))
    return refuse(stream, { code: status.RESOURCE_EXHAUSTED, details: "too many requests from this address; try again in a minute" });
  try {
    const request = await readMessage(stream, options.requestBytesMax);
    if (request === undefined)
      return refuse(stream, { code: status.INVALID_ARGUMENT, details: `the request is no single message of at most ${options.requestBytesMax} bytes` });
    respond(stream, await options.handle({ path: headers[":path"] ?? "", socket, address, request }));
  } catch (error) {
    refuse(stream, faultOf(error));
  }
}

/** @returns `undefined` for what is no single uncompressed message within the bound; the rest of it is not kept. */
async function readMessage(stream: ServerHttp2Stream, bytesMax: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  await new Promise<void>((resolve) => {
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax + prefixBytes) chunks.push(chunk);
      else resolve();
    });
    stream.once("end", resolve);
    stream.once("close", resolve);
  });
  const body = Buffer.concat(chunks);
  const isWhole = bytes === body.length && bytes >= prefixBytes && body[0] === 0 && body.readUInt32BE(1) === bytes - prefixBytes;
  return isWhole ? new Uint8Array(body.buffer, body.byteOffset + prefixBytes, bytes - prefixBytes) : undefined;
}

function respond(stream: ServerHttp2Stream, reply: Uint8Array): void {
  if (stream.destroyed) return;
  stream.respond({ ":status": 200, "content-type": contentType }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": status.OK }));
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(reply.length, 1);
  stream.write(prefix);
  stream.end(reply);
}

function refuse(stream: ServerHttp2Stream, fault: GrpcFault): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond({ ":status": 200, "content-type": contentType, "grpc-status": fault.code, "grpc-message": encodeURI(fault.details) }, { endStream: true });
}
