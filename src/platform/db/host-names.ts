/** Names in a host's database as an operator may give them: plain ones, so that nothing else can be meant by them. */
import { z } from 'zod'

export const hostColumn = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, 'must be a plain name')

export const hostTable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/u, 'must be a table, with or without its schema')
