/** What can be wrong with the house. */
export type Rule =
  | 'known room'
  | 'row'
  | 'sibling'
  | 'index only'
  | 'inner order'
  | 'inner list'
  | 'readable import'
  | 'missing file'
  | 'no test in source'
  | 'no cycle of things'
  | 'pure engine'
  | 'one store per table'
  | 'SQL in stores'
  | 'one reader of the environment'

export interface Complaint {
  readonly rule: Rule
  readonly file: string
  readonly detail: string
}

export const complain = (rule: Rule, file: string, detail: string): Complaint => ({ rule, file, detail })
