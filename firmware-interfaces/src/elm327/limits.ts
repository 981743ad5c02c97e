/** Bounds of talking to an ELM327. Adapters are cheap, clones of clones, and reached over radio: nothing they send is trusted. */
export const elmLimits = {
  /**
   * Characters of one answer. At the limit the rest up to the prompt is dropped and the answer is marked truncated.
   * The longest payload, 4,095 bytes with headers and blanks, takes 17,000.
   */
  answerCharsMax: 32_768,
  /** Lines of one answer that are looked at; what is beyond marks it truncated. */
  linesMax: 1_024,
  /** Control units whose transfers are put together at once in one answer; lines of further ones are reported as damaged. */
  respondersMax: 32,
  /** Bytes of one payload (ISO 15765-2). */
  payloadBytesMax: 4_095,
  /** Requests that wait in line for one adapter; one more fails at once. */
  requestsWaitingMax: 64,
  /** Characters of a transcript that is read; a long drive's has a tenth of that. Longer ones are refused with `ELM_TRANSCRIPT_UNREADABLE`. */
  transcriptCharsMax: 64 * 1_048_576,
  /** Commands whose answer times, or whose silence, are remembered; at the limit the one unused for longest is forgotten. */
  timedCommandsMax: 256,
  /** Times that one request is sent in all, when the vehicle or the adapter asks for patience or drops a line. */
  attemptsMax: 4,
  /** Commands that a profile remembers as refused; at the limit the oldest is forgotten. */
  refusedCommandsMax: 64,
} as const;

/** How long an adapter may take, in milliseconds, before anything is learned of it. */
export const elmTimes = {
  /** A command of the adapter's own. */
  commandMs: 1_500,
  /** After a reset: the self test and, over Bluetooth, the connection. */
  resetMs: 4_000,
  /** A request to the vehicle on a protocol that is known. */
  requestMs: 3_000,
  /** The first request, during which the adapter tries up to ten protocols. */
  searchMs: 15_000,
  /** More, whatever it says meanwhile, nothing may take. */
  answerMsMax: 30_000,
  /** Least time given to anything, however fast it has been: Bluetooth stalls for some hundred milliseconds. */
  learnedMsMin: 600,
  /** How long an answer without any line is held back: some clones send their prompt twice. */
  emptyAnswerMs: 120,
  /** How long a prompt that is overdue is waited for before the adapter is interrupted. */
  latePromptMs: 1_500,
  /** For the answer to the first question by which adapter and client find each other again; twice as long for each further one. */
  fenceMs: 1_500,
} as const;
