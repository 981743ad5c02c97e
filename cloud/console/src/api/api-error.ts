/** Why the cloud did not answer as asked. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The cloud's code (docs/errors.md), or NETWORK_UNREACHABLE or ANSWER_UNREADABLE from here. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stands in the cloud's log, too. */
  readonly requestId: string | undefined;
  readonly isRetryable: boolean;

  constructor(
    message: string,
    options: {
      readonly code: string;
      readonly status: number;
      readonly requestId?: string | undefined;
      readonly isRetryable: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.requestId = options.requestId;
    this.isRetryable = options.isRetryable;
  }
}

/** @returns the error as one of ours: whatever else fails in the console is a fault of the console. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(error instanceof Error ? error.message : String(error), { code: "CONSOLE_FAULT", status: 0, isRetryable: false, cause: error });
}

/** @returns whether the session has ended or never was. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
