export { decodeCursor, encodeCursor } from './cursor.ts'
export { Answer, route } from './route.ts'
export type {
  Access,
  Dialect,
  LimitName,
  Line,
  RequestContext,
  Route,
  RouteDefinition,
  RouteExample,
  RouteInput,
  TellsOf,
} from './route.ts'
