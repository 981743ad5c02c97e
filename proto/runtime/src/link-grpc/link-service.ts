/** The service `drawbar.v1.Link` (proto/drawbar/v1/link.proto) for grpc-js, on bytes: whoever owns a message encodes it. */
import {
  logVerbosity,
  setLogVerbosity,
  type handleUnaryCall,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

// grpc-js prints to the console what it also reports to its caller; the caller logs it.
setLogVerbosity(logVerbosity.NONE);

export const linkPaths = { exchange: "/drawbar.v1.Link/Exchange", live: "/drawbar.v1.Link/Live", revocations: "/drawbar.v1.Link/Revocations" } as const;

export type LinkCall = ServerDuplexStream<Uint8Array, Uint8Array>;

/** A call with one question and one answer. */
export type AskCall = ServerUnaryCall<Uint8Array, Uint8Array>;

export interface LinkServiceHandlers extends UntypedServiceImplementation {
  exchange(call: LinkCall): void;
  live(call: LinkCall): void;
  revocations: handleUnaryCall<Uint8Array, Uint8Array>;
}

/** grpc-js wants a Buffer; this is a view. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function asBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

const onBytes = {
  requestStream: true,
  responseStream: true,
  requestSerialize: asBuffer,
  requestDeserialize: asBytes,
  responseSerialize: asBuffer,
  responseDeserialize: asBytes,
} as const;

export const linkService: ServiceDefinition<LinkServiceHandlers> = {
  exchange: { path: linkPaths.exchange, ...onBytes },
  live: { path: linkPaths.live, ...onBytes },
  revocations: { path: linkPaths.revocations, ...onBytes, requestStream: false, responseStream: false },
};
