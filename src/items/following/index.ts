export { mainMappingShape } from './main-mapping.ts'
export type { MainMapping } from './main-mapping.ts'
