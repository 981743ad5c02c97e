/** Answers for bytes that are no HTTP, or no end of it: no request exists yet, so they are written to the socket itself. */
import type { Socket } from "node:net";
import { problemMediaType } from "./problem.ts";

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;
}

const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: "Request Header Fields Too Large", detail: "the headers are larger than this server takes" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: "Request Timeout", detail: "the request did not arrive in time" },
};
const unreadable: Answer = { status: 400, reason: "Bad Request", detail: "this is no HTTP request" };

export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, detail } = answers[error.code ?? ""] ?? unreadable;
  const body = JSON.stringify({
    type: "urn:drawbar:error:REQUEST_UNREADABLE",
    title: reason,
    status,
    detail,
    code: "REQUEST_UNREADABLE",
    requestId: "",
    retryable: false,
  });
  const head = [`HTTP/1.1 ${status} ${reason}`, `content-type: ${problemMediaType}`, `content-length: ${Buffer.byteLength(body)}`, "connection: close"];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
