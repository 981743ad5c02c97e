/** gRPC status of an error, from its kind, in this one place. */
import { status } from "@grpc/grpc-js";
import { DrawbarError, type ErrorKind } from "@drawbar/proto/kernel/errors.ts";

export const grpcStatusOf: Readonly<Record<ErrorKind, status>> = {
  invalid: status.INVALID_ARGUMENT,
  unauthorized: status.UNAUTHENTICATED,
  forbidden: status.PERMISSION_DENIED,
  "not-found": status.NOT_FOUND,
  conflict: status.ALREADY_EXISTS,
  exhausted: status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  corrupt: status.DATA_LOSS,
  internal: status.INTERNAL,
};

export interface GrpcFault {
  readonly code: status;
  readonly details: string;
}

/** What the caller is told. Of an error that is none of ours it learns nothing: it may hold anything. */
export function faultOf(error: unknown): GrpcFault {
  if (error instanceof DrawbarError) return { code: grpcStatusOf[error.kind], details: error.message };
  return { code: status.INTERNAL, details: "the server could not do this; its log says why" };
}
