/** Reads a text as an expression. The README beside this file has the grammar. */
import { negate, readComparison } from './comparisons.ts'
import type { Expression, Fields } from './expression.ts'
import { FaultFound, refuse } from './faults.ts'
import type { ExpressionFault } from './faults.ts'
import { UNREADABLE } from './quoted-text.ts'
import { countNode, isNext, openReader, peek, readDeeper, refuseNext, spanFrom, take, takeIf } from './reader.ts'
import type { Reader } from './reader.ts'

const LENGTH_MAX = 4000

export type ParsedExpression = { readonly expression: Expression } | { readonly fault: ExpressionFault }

/**
 * What `text` says about `fields`, or the first thing that is wrong with it. Throws nothing, whatever the text, and takes
 * no time worth counting: at most 4,000 UTF-16 units, 50 levels, 200 parts, 1,000 values in a list, patterns of 500.
 */
export function parseExpression(text: string, fields: Fields): ParsedExpression {
  try {
    refuseUnreadable(text)
    return { expression: readWhole(openReader(text, fields)) }
  } catch (error) {
    if (error instanceof FaultFound) return { fault: error.fault }
    throw error
  }
}

function refuseUnreadable(text: string): void {
  if (text.length > LENGTH_MAX) {
    const rest = { at: LENGTH_MAX, length: text.length - LENGTH_MAX }
    refuse(rest, `The expression has ${text.length} characters; at most ${LENGTH_MAX} are read.`)
  }
  const at = text.search(UNREADABLE)
  if (at >= 0) refuse({ at, length: 1 }, 'Here stands a NUL or half of a surrogate pair, which no text holds.')
}

function readWhole(reader: Reader): Expression {
  const expression = readAlternatives(reader)
  if (peek(reader).kind !== 'end') return refuseNext(reader, '"and", "or" or the end')
  return expression
}

const readAlternatives = (reader: Reader): Expression => readJunction(reader, 'or', readConjunction)

const readConjunction = (reader: Reader): Expression => readJunction(reader, 'and', readPart)

function readJunction(reader: Reader, kind: 'and' | 'or', read: (reader: Reader) => Expression): Expression {
  const first = read(reader)
  if (!isNext(reader, kind)) return first
  countNode(reader, peek(reader))
  const parts = [first]
  while (takeIf(reader, kind)) parts.push(read(reader))
  return { kind, parts, span: spanFrom(reader, first.span.at) }
}

function readPart(reader: Reader): Expression {
  if (isNext(reader, 'not')) return negate(reader, take(reader), readPart)
  if (isNext(reader, '(')) return readDeeper(reader, take(reader), readEnclosed)
  return readComparison(reader)
}

/** The span takes in the parentheses, so that the piece it names can be read by itself. */
function readEnclosed(reader: Reader): Expression {
  const at = reader.end - 1
  const expression = readAlternatives(reader)
  if (!takeIf(reader, ')')) return refuseNext(reader, '"and", "or" or ")"')
  return { ...expression, span: spanFrom(reader, at) }
}
