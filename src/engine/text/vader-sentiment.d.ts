declare module 'vader-sentiment' {
  /** The rules and lexicon of C. Hutto and E. Gilbert (2014). */
  export const SentimentIntensityAnalyzer: {
    /** `compound` is −1..1, rounded to four decimals. */
    polarity_scores(text: string): { readonly compound: number }
  }
}
