export { probe } from './probe.ts'
export type { Dependency, DependencyState, DependencyStatus, NamedState } from './probe.ts'
export type { About } from './report.ts'
export { healthPaths, healthRoutes } from './routes.ts'
