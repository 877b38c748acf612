/** Why a text is no expression, and where. */
import type { Span } from './expression.ts'

/** The piece that is wrong, and a sentence for whoever wrote it. At the end of the text the piece is empty. */
export interface ExpressionFault extends Span {
  readonly message: string
}

/** Carries a fault out of the depth of a text. `parseExpression` catches it: nothing outside ever sees one. */
export class FaultFound extends Error {
  readonly fault: ExpressionFault

  constructor(fault: ExpressionFault) {
    super(fault.message)
    this.fault = fault
  }
}

export function refuse({ at, length }: Span, message: string): never {
  throw new FaultFound({ at, length, message })
}

const QUOTED_MAX = 40

/** Enough of a text to be recognised. */
export function excerpt(text: string): string {
  const characters = [...text]
  return characters.length > QUOTED_MAX ? `${characters.slice(0, QUOTED_MAX).join('')}…` : text
}

/** "a, b or c". */
export function listChoices(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join('')
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
}
