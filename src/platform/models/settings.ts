/** What an operator may say about models. The environment names in the comments are read elsewhere. */
export interface ModelSettings {
  /** Holds `all-MiniLM-L6-v2/`, the built-in model. */
  readonly directory: string
  /** Threads of the built-in model; null: as many as there are cores, at most eight. */
  readonly embeddingThreads: number | null
  readonly embeddingMemoryBytes: number
  /** Rows that the table of kept embeddings is pruned to. */
  readonly embeddingCacheRows: number
  readonly openai: ProviderSettings
  readonly gemini: ProviderSettings
  /** `MODEL_DAILY_TOKENS`: in and out together, per UTC day, of all processes; null: no limit. */
  readonly dailyTokens: number | null
  /** `MODEL_REQUESTS_PER_MINUTE`: of all processes; null: no limit. */
  readonly requestsPerMinute: number | null
  /** A question that would have to wait longer for its turn is refused at once. */
  readonly paceWaitSeconds: number
  /** `MODEL_TIMEOUT`: of one request to a provider. */
  readonly timeoutSeconds: number
  /** Requests per question, the first included. */
  readonly attempts: number
  readonly outputTokensMax: number
  /** So many failures in a row open the circuit, for `circuitOpenSeconds`. */
  readonly circuitFailures: number
  readonly circuitOpenSeconds: number
  /** `MODEL_INPUT_DOLLARS_PER_MILLION`, `MODEL_OUTPUT_DOLLARS_PER_MILLION`. */
  readonly inputDollarsPerMillion: number | null
  readonly outputDollarsPerMillion: number | null
}

export interface ProviderSettings {
  readonly apiKey: string | null
  readonly model: string
  /** Null: the provider's own address. */
  readonly baseUrl: string | null
}

export const defaultModelSettings: ModelSettings = {
  directory: 'models',
  embeddingThreads: null,
  embeddingMemoryBytes: 64 * 1024 * 1024,
  embeddingCacheRows: 500_000,
  openai: { apiKey: null, model: 'gpt-4o-mini', baseUrl: null },
  gemini: { apiKey: null, model: 'gemini-2.5-flash', baseUrl: null },
  dailyTokens: null,
  requestsPerMinute: null,
  paceWaitSeconds: 120,
  timeoutSeconds: 60,
  attempts: 3,
  outputTokensMax: 8192,
  circuitFailures: 5,
  circuitOpenSeconds: 30,
  inputDollarsPerMillion: null,
  outputDollarsPerMillion: null,
}
