/** Measuring, as the other rooms see it. */
export type { Answered, Recommended } from './gathering.ts'
export { exportRecommendations, forgetRecommendations } from './measures-store.ts'
export type { ExportedRecommendation } from './measures-store.ts'
export { openMeasuring } from './open-measuring.ts'
export type { Measuring, MeasuringDeps } from './open-measuring.ts'
export { variantOf } from './variant.ts'
export type { Arm, Split } from './variant.ts'
