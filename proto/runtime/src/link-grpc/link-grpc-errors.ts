import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const linkGrpcErrors = {
  LINK_HUB_UNREACHABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "A hub does not answer. The device keeps its records and tries again by itself; check the network and that the hub runs.",
  },
  LINK_HUB_UNTRUSTED: {
    kind: "unauthorized",
    retryable: true,
    meaning:
      "The machine that answers under a hub's address is no hub of this device's tenant, or its certificate has expired. Check the address and the clocks.",
  },
  LINK_HUB_REFUSED: {
    kind: "forbidden",
    retryable: true,
    meaning:
      "A hub does not accept this device: its certificate expired, was revoked, or is of another platform or tenant. Renew it or enrol the device again.",
  },
  LINK_CERTIFICATE_EXPIRED: {
    kind: "unauthorized",
    retryable: true,
    meaning: "This device's own certificate has expired. It can only be renewed now, for a year; the agent does that by itself when it reaches a hub.",
  },
  LINK_METHOD_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: "A caller asked a server of the link for a method that it does not have. Their releases do not fit.",
  },
  LINK_LISTEN_FAILED: {
    kind: "unavailable",
    retryable: false,
    meaning: "A server of the link cannot listen on its address. Another process has the port, or the address is not this machine's.",
  },
  LINK_QUEUE_FULL: {
    kind: "exhausted",
    retryable: true,
    meaning: "A peer reads too slowly: what waits for it reached the limit in the message, and its connection was closed. It will connect again.",
  },
  DEVICE_REVOKED: {
    kind: "forbidden",
    retryable: false,
    meaning: "The device was taken out of the fleet; its certificate is not renewed and it may not link. Enrol it again with a new claim.",
  },
  RENEWAL_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning:
      "A certificate cannot be renewed: it is of another platform, was not shown, ended too long ago, or the request is not its owner's. The message says which; enrol the device again with a new claim.",
  },
} as const satisfies ErrorTable;

export const failLinkGrpc = errorsOf(linkGrpcErrors);
