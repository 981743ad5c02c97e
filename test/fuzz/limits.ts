/** Bounds of a fuzzing run, and what a parser may take. */
export const fuzzLimits = {
  /** An input that takes longer, twice, is a hang; parsers here need micro- to milliseconds. */
  inputMsMax: 1_000,
  /** Heap and external memory, after garbage collection, over what there was after the warm-up. More is a leak. */
  memoryGrowthBytesMax: 24 * 1_048_576,
  /** Heap of the thread that parses; an input that needs more ends it and is reported as a crash. */
  heapMegabytesMax: 384,
  /** Inputs kept because they reached new code; at the limit a random one makes room. */
  corpusMax: 512,
  /** Crashes reported in full; further ones are counted. */
  findingsKeptMax: 10,
  /** Inputs between two looks at the coverage. */
  coverageEvery: 200,
  /** Inputs before memory is measured for the first time: caches are filled and code is compiled by then. */
  warmUpInputs: 2_000,
} as const;
