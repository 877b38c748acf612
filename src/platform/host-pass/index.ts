export { hostPageRows, lastOf, turnPage } from './turn-page.ts'
export type { PassDeps, PassKind, TurnedPage } from './turn-page.ts'
