/** Sizes and strengths of planted data. */

export interface PlantedShape {
  readonly rows: number
  readonly columns: number
  /** About as many; a row takes no column twice, so that a row that wants more than there is gets fewer. */
  readonly events: number
  readonly clusters: number
  /** Of each kind as many as shares are given; they add to 1. */
  readonly genderShares: readonly number[]
  readonly ageShares: readonly number[]
  /** The share of rows whose gender is known; as many ages are known, independently. */
  readonly knownShare: number
  /** Standard deviation of the logarithm of what a gender, and an age, makes of a cluster's popularity. 0: no groups. */
  readonly groupStrength: number
  /** Within a cluster the item of rank r is chosen r^-exponent times as often as the first. */
  readonly popularityExponent: number
  /** Standard deviation of the logarithm of a cluster's popularity. */
  readonly clusterSpread: number
  /** Events of a row: at least this, and above it log-normal with this standard deviation of the logarithm. */
  readonly activityMin: number
  readonly activitySpread: number
  /** Clusters that a row likes, the first most: each next half as often. */
  readonly tastes: number
  /** Share of events in a cluster beside a liked one. */
  readonly spill: number
  /** Share of events on any item, by its popularity alone. */
  readonly noise: number
  /** Share of rows whose favourite has changed by the end. */
  readonly drift: number
  /** Share of items that appear only while time goes by. */
  readonly newShare: number
  readonly likeShare: number
  readonly days: number
}

const common = {
  genderShares: [0.6, 0.4],
  ageShares: [0.08, 0.3, 0.28, 0.18, 0.11, 0.05],
  knownShare: 0.9,
  groupStrength: 0.7,
  drift: 0.2,
  newShare: 0.1,
  likeShare: 0.3,
  days: 365,
}

/** Like check-ins at places: thousands of small local clusters, half of the rows with some twenty events. */
export const sparse: PlantedShape = {
  ...common,
  rows: 30_000,
  columns: 41_000,
  events: 1_030_000,
  clusters: 1200,
  popularityExponent: 0.75,
  clusterSpread: 0.8,
  activityMin: 8,
  activitySpread: 1.2,
  tastes: 4,
  spill: 0.15,
  noise: 0.15,
}

/** Like ratings of films: a few broad clusters that everybody knows something of, and long rows. */
export const dense: PlantedShape = {
  ...common,
  rows: 6000,
  columns: 3600,
  events: 670_000,
  clusters: 24,
  popularityExponent: 0.7,
  clusterSpread: 0.4,
  activityMin: 12,
  activitySpread: 1.1,
  tastes: 6,
  spill: 0.15,
  noise: 0.2,
}

/** Small enough for a test, with groups from a dozen to several hundred rows. */
export const small: PlantedShape = {
  ...common,
  rows: 3000,
  columns: 1200,
  events: 60_000,
  clusters: 40,
  popularityExponent: 0.8,
  clusterSpread: 0.6,
  activityMin: 3,
  activitySpread: 0.9,
  tastes: 3,
  spill: 0.1,
  noise: 0.15,
}
