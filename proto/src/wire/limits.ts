/**
 * Bounds of one message on the wire. What is beyond a bound is refused as `WIRE_MALFORMED`, whoever sent it; nothing is cut.
 * Senders stay within them by paging (hello, welcome), by forgetting (ranges) and by sealing earlier (segments).
 */
export const wireLimits = {
  /** A record's or catalogue's bytes: the catalogue of a truck with a dozen networks is about 1 MB, segments are far smaller. */
  bodyBytesMax: 4_194_304,
  /** A whole message: a body and its head. A welcome with every stream and range is 2.4 MB. */
  messageBytesMax: 4_194_304 + 65_536,
  /** A live frame or a watch: 4,096 values of at most 24 bytes. */
  liveMessageBytesMax: 131_072,
  /** An enrolment request or reply. */
  enrolmentMessageBytesMax: 65_536,
  /** In any one set (docs/protocols/link.md, Bounds). */
  rangesMax: 256,
  /** In one hello or welcome. */
  streamsMax: 256,
  /** A thinned record names the original and those between; each halves, so 32 is more than a segment can hold. */
  replacesMax: 32,
  protocolsMax: 16,
  agentCharactersMax: 128,
  incarnationCharactersMax: 64,
  changeItemsMax: 1_000,
  liveValuesMax: 4_096,
  /** Longest watch: whoever still looks asks again. */
  watchMsMax: 600_000,
  claimIdCharactersMax: 64,
  claimSecretBytes: 32,
  deviceCharactersMax: 128,
  /** One certificate or signing request in DER. */
  certificateBytesMax: 16_384,
  certificatesMax: 4,
  /** ECDSA on P-256 in DER has at most 72. */
  signatureBytesMax: 128,
  hubsMax: 16,
  hubCharactersMax: 280,
} as const;
